"""Contacts with the person, and the agreement between person and service."""

from __future__ import annotations

from uuid import UUID

from messaging.work import Work
from schemas.casework import ConcludeAgreement, JustifyNoAgreement, RecordContact, StrikeContact
from schemas.refusal import NotFound, Objection
from services.casework.handlers.norms import keep_norms
from services.casework.handlers.steps import refuse, take
from services.casework.model import BOOKS, ContactRow
from services.casework.rules.agreements import agreement_objections
from services.casework.rules.contacts import Contact, contact_objections
from workflow.moves import write_history


def record_contact(asked: RecordContact, work: Work) -> UUID:
    """Write down a contact; an interview needs its length, and no contact lies in the future (S-16)."""
    dossier = take(work, asked.dossier_id)
    contact = Contact(
        on=asked.contact_on,
        kind=asked.contact_kind,
        social_work_topic=asked.social_work_topic,
        minutes=asked.contact_minutes,
    )
    refuse(*contact_objections(contact, dossier.opened_on, work.today))
    row = ContactRow(
        id=asked.contact_id,
        dossier_id=dossier.id,
        kind=contact.kind,
        contact_on=contact.on,
        social_work_topic=contact.social_work_topic,
        minutes=contact.minutes,
        note=asked.contact_note,
        recorded_by=work.actor.account_id,
        recorded_at=work.now,
    )
    work.session.add(row)
    keep_norms(work, [dossier.id])
    return row.id


def strike_contact(asked: StrikeContact, work: Work) -> UUID:
    """Strike a contact entered by mistake; it stays readable and counts no longer."""
    dossier = take(work, asked.dossier_id)
    row = work.session.get(ContactRow, asked.contact_id, with_for_update=True)
    if row is None or row.dossier_id != dossier.id:
        raise NotFound("contact")
    if row.struck_at is not None:
        refuse(Objection("contact_struck_already"))
    row.struck_at, row.strike_reason = work.now, asked.strike_reason
    facts = {"kind": row.kind, "on": row.contact_on}
    write_history(work, BOOKS, dossier.id, "dossier.strike_contact", remark=asked.strike_reason, **facts)
    keep_norms(work, [dossier.id])
    return row.id


def conclude_agreement(asked: ConcludeAgreement, work: Work) -> UUID:
    """Write down that person and service have an agreement (CP)."""
    dossier = take(work, asked.dossier_id, asked.row_version)
    refuse(*agreement_objections(asked.agreement_starts_on, asked.agreement_ends_on))
    dossier.agreement_starts_on, dossier.agreement_ends_on = asked.agreement_starts_on, asked.agreement_ends_on
    dossier.agreement_justification = ""
    starts_on, ends_on = asked.agreement_starts_on, asked.agreement_ends_on
    write_history(work, BOOKS, dossier.id, "dossier.conclude_agreement", starts_on=starts_on, ends_on=ends_on)
    return dossier.id


def justify_no_agreement(asked: JustifyNoAgreement, work: Work) -> UUID:
    """Write down why there is no agreement; one that was concluded ends with it."""
    dossier = take(work, asked.dossier_id, asked.row_version)
    dossier.agreement_starts_on = dossier.agreement_ends_on = None
    dossier.agreement_justification = asked.agreement_justification
    write_history(work, BOOKS, dossier.id, "dossier.justify_no_agreement", remark=asked.agreement_justification)
    return dossier.id
