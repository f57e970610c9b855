"""Service records: written down, corrected and withdrawn until they are billed."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import exists, func, select

from messaging.work import Work
from schemas.actor import Role
from schemas.billing import ChangeServiceRecord, RecordService, WithdrawServiceRecord
from schemas.codes_billing import BilledItem, EvidenceKind, InvoiceState, Payer
from schemas.refusal import Conflict, NotFound, Objection
from services.billing.handlers.reference import check_version, refuse
from services.billing.model import ClosedMandate, Paper, PaperLine, PhaseHappening, ServiceRecord
from services.billing.rules import evidence
from services.billing.rules.evidence import Span
from services.billing.rules.items import is_billable_poias
from services.billing.rules.parties import cost_statement_objections


def record_service(asked: RecordService, work: Work) -> UUID:
    """Write down a service; what POIAS does not pay names its payer."""
    if work.session.get(ServiceRecord, asked.record_id) is not None:
        raise Conflict("already_done")
    service_id, span = _mandate(asked.mandate_id, work)
    row = ServiceRecord(
        id=asked.record_id,
        mandate_id=asked.mandate_id,
        social_service_id=service_id,
        staff_id=work.actor.account_id,
        item=asked.item,
        served_on=asked.served_on,
        service_minutes=asked.service_minutes,
        payer=asked.payer,
        recorded_at=work.now,
    )
    refuse(*_objections(row, span, work.today))
    work.session.add(row)
    return row.id


def change_service_record(asked: ChangeServiceRecord, work: Work) -> UUID:
    """Correct a record that stands on no checked or issued paper."""
    row = _own(asked.record_id, asked.row_version, work)
    _, span = _mandate(row.mandate_id, work)
    work.note("record.minutes", row.service_minutes, asked.service_minutes)
    row.item, row.served_on = asked.item, asked.served_on
    row.service_minutes, row.payer = asked.service_minutes, asked.payer
    refuse(*_objections(row, span, work.today))
    return row.id


def withdraw_service_record(asked: WithdrawServiceRecord, work: Work) -> UUID:
    """Take a record out; it stays readable and counts no more."""
    row = _own(asked.record_id, asked.row_version, work)
    row.withdrawn_at = work.now
    return row.id


def _mandate(mandate_id: UUID, work: Work) -> tuple[UUID, Span]:
    """Return the mandate's social service and the days it runs, as the phases told; raise NotFound for no mandate."""
    told = select(PhaseHappening.social_service_id, func.min(PhaseHappening.begun_on)).where(
        PhaseHappening.mandate_id == mandate_id
    )
    row = work.session.execute(told.group_by(PhaseHappening.social_service_id)).first()
    if row is None:
        raise NotFound("mandate")
    closed = work.session.get(ClosedMandate, mandate_id)
    return row[0], Span(row[1] or date.min, closed.closed_on if closed else None)


def _objections(row: ServiceRecord, span: Span, today: date) -> tuple[Objection, ...]:
    said = evidence.ServiceRecord(
        record_id=row.id,
        mandate_id=row.mandate_id,
        staff_id=row.staff_id,
        item=row.item,
        on=row.served_on,
        minutes=row.service_minutes,
    )
    return (*evidence.record_objections(said, span, today), *_payer_objections(row.item, row.payer))


def _payer_objections(item: BilledItem, payer: Payer | None) -> tuple[Objection, ...]:
    """The credit pays its own items by itself; everything else is calculated separately and names its payer (F-04)."""
    if not is_billable_poias(item):
        return cost_statement_objections(item, payer)
    if item in (BilledItem.PROGRAMME_PLACE, BilledItem.COORDINATION_FLAT_RATE):
        return (Objection("item_not_recorded_by_hand", "item", {"billed_item": item}),)
    return (Objection("payer_not_needed", "payer", {"billed_item": item}),) if payer is not None else ()


def _own(record_id: UUID, row_version: int, work: Work) -> ServiceRecord:
    asked = select(ServiceRecord).where(ServiceRecord.id == record_id, ServiceRecord.withdrawn_at.is_(None))
    if work.actor.role is not Role.SSIP_HEAD:
        asked = asked.where(ServiceRecord.staff_id == work.actor.account_id)
    row = work.session.scalars(asked.with_for_update()).first()
    if row is None:
        raise NotFound("service_record")
    check_version(row.row_version, row_version)
    refuse(*((Objection("record_billed"),) if is_billed(record_id, work) else ()))
    return row


def is_billed(record_id: UUID, work: Work) -> bool:
    """Whether a checked or issued paper carries the record and no credit note has taken it back."""
    line, paper = PaperLine, Paper
    note = PaperLine.__table__.alias("note")
    credited = exists().where(
        note.c.evidence_id == line.evidence_id,
        note.c.tariff_use == line.tariff_use,
        note.c.attempt == line.attempt,
        note.c.is_credit.is_(True),
    )
    asked = (
        select(line.number)
        .join(paper, paper.id == line.paper_id)
        .where(
            line.evidence_id == record_id,
            line.evidence == EvidenceKind.SERVICE_RECORD,
            line.is_credit.is_(False),
            paper.state != InvoiceState.DRAFT,
            ~credited,
        )
    )
    return work.session.execute(asked.limit(1)).first() is not None
