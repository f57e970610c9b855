"""Who is written to at once when something is raised or said again, and the mails for it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final
from uuid import UUID, uuid5

from sqlalchemy import BindParameter, Boolean, ColumnElement, Date, and_, bindparam, or_, select

from messaging.clock import ZURICH
from messaging.putting import write_rows
from messaging.work import Work
from schemas.codes_notifications import AlertKind, Channel, LinkPurpose, MailKind, MailPart, MailState, Posture
from services.notifications.model import (
    Address,
    Alert,
    Base,
    InvitedMeeting,
    Mail,
    MandateTeam,
    Preference,
    Recipient,
)
from services.notifications.queries.mail_texts import own_words_on
from services.notifications.rules.catalogue.meetings import WITH_CALENDAR
from services.notifications.rules.channels import AT_ONCE, wants
from services.notifications.rules.digests import DigestLine
from services.notifications.rules.letters import Text, alert_text, in_own_words, link_text, meeting_text
from services.notifications.rules.links import PURPOSE_OF
from services.notifications.rules.notice import Audience

MAILS: Final = UUID("8a1f3a52-6f0e-5c0a-9d7d-6a0d5d1c9b11")
"""The root of all mail ids: the same mail about the same thing always has the same id, and so the same Message-ID."""
_MAIL, _MAILED = (Base.metadata.tables[name] for name in ("mail", "mailed_alert"))


def is_reachable(today: Any) -> ColumnElement[bool]:
    """The recipients who are in use on a day."""
    return and_(
        Recipient.active,
        or_(Recipient.valid_from.is_(None), Recipient.valid_from <= today),
        or_(Recipient.valid_until.is_(None), Recipient.valid_until >= today),
    )


def _many(name: str) -> BindParameter[Any]:
    return bindparam(name, expanding=True)


_MAYBE_WRITTEN_TO: Final = (
    select(Recipient, Preference.kind, Preference.wanted)
    .join(Address, Address.account_id == Recipient.account_id)
    .outerjoin(
        Preference,
        and_(
            Preference.account_id == Recipient.account_id,
            Preference.organisation_id == Recipient.organisation_id,
            Preference.channel == Channel.MAIL,
            Preference.kind.in_(_many("kinds")),
        ),
    )
    .where(
        is_reachable(bindparam("today", type_=Date)),
        Address.email != "",
        or_(Recipient.by_link, Preference.wanted, bindparam("anyway", type_=Boolean)),
        or_(
            Recipient.account_id.in_(_many("accounts")),
            Recipient.role.in_(_many("roles")),
            and_(Recipient.role.in_(_many("roles_there")), Recipient.organisation_id.in_(_many("there"))),
        ),
    )
)
"""Those who may be written to at once; made once, because it is asked at every event that raises something."""


@dataclass(frozen=True)
class Raised:
    """An alert just raised, or said again, for one audience."""

    alert_id: UUID
    kind: AlertKind
    posture: Posture
    audience: Audience
    subject_id: UUID
    mandate_id: UUID | None
    due_on: date | None
    detail: str = ""


@dataclass(frozen=True)
class Posted:
    """One mail ready for the outbox of mails."""

    id: UUID
    kind: MailKind
    recipient: Recipient
    text: Text
    alerts: tuple[UUID, ...]
    link_purpose: LinkPurpose | None = None
    link_subject_id: UUID | None = None
    meeting_id: UUID | None = None


def post_at_once(raised: Sequence[Raised], work: Work) -> None:
    """Write the mails of those who want to hear at once, in the transaction that raised the alerts."""
    asked = [each for each in raised if each.posture is not Posture.WAIT]
    if not asked:
        return
    people = _people(asked, work)
    if people:
        numbers = _numbers_of({each.mandate_id for each in asked}, work)
        post([mail for each in asked for mail in _mails(each, people, numbers, work)], work)


def _people(raised: Sequence[Raised], work: Work) -> list[tuple[Recipient, dict[AlertKind, bool]]]:
    """Return everybody with an address whom one of ``raised`` concerns and who may want a mail, with their choices."""
    kinds, audiences = {each.kind for each in raised}, [each.audience for each in raised]
    values = {
        "today": work.today,
        "kinds": list(kinds),
        "anyway": bool(kinds & AT_ONCE),
        "accounts": [each.account_id for each in audiences if each.account_id],
        "roles": [each.role for each in audiences if not each.account_id and each.organisation_id is None],
        "roles_there": [each.role for each in audiences if not each.account_id and each.organisation_id],
        "there": [each.organisation_id for each in audiences if each.organisation_id],
    }
    found: dict[UUID, tuple[Recipient, dict[AlertKind, bool]]] = {}
    for row, kind, wanted in work.session.execute(_MAYBE_WRITTEN_TO, values):
        choices = found.setdefault(row.id, (row, {}))[1]
        if kind is not None:
            choices[kind] = wanted
    return list(found.values())


def _is_for(audience: Audience, row: Recipient) -> bool:
    if audience.account_id and audience.account_id != row.account_id:
        return False
    fits_role = audience.role is None or audience.role is row.role
    return fits_role and audience.organisation_id in (None, row.organisation_id)


def _numbers_of(mandate_ids: Collection[UUID | None], work: Work) -> dict[UUID, str]:
    ids = [each for each in mandate_ids if each is not None]
    asked = select(MandateTeam.mandate_id, MandateTeam.number).where(MandateTeam.mandate_id.in_(ids))
    return {row.mandate_id: row.number for row in work.session.execute(asked)} if ids else {}


def _mails(
    raised: Raised,
    people: Sequence[tuple[Recipient, dict[AlertKind, bool]]],
    numbers: dict[UUID, str],
    work: Work,
) -> Iterator[Posted]:
    number = numbers.get(raised.mandate_id, "") if raised.mandate_id else ""
    line = DigestLine(raised.alert_id, raised.kind, raised.posture, number, raised.due_on, raised.detail)
    written: set[UUID] = set()
    for row, choices in people:
        if row.account_id in written or not _is_for(raised.audience, row):
            continue
        purpose = PURPOSE_OF.get(raised.kind)
        if row.by_link and purpose:
            yield _link_mail(row, line, purpose, raised.subject_id, f"{work.today}")
        elif raised.kind in WITH_CALENDAR:
            yield _invitation_mail(row, line, raised.subject_id, work)
        elif not row.by_link and wants(raised.kind, Channel.MAIL, choices.get(raised.kind)):
            yield _alert_mail(row, line, f"{work.today}")
        else:
            continue
        written.add(row.account_id)


def _alert_mail(row: Recipient, line: DigestLine, why: str) -> Posted:
    mail_id = uuid5(MAILS, f"{why}:{line.alert_id}:{row.account_id}")
    return Posted(mail_id, MailKind.ALERT, row, alert_text(line, mail_id, row.language), (line.alert_id,))


def _invitation_mail(row: Recipient, line: DigestLine, meeting_id: UUID, work: Work) -> Posted:
    """Return the mail with a meeting's entry for the calendar; every change has a mail of its own."""
    meeting = work.session.get(InvitedMeeting, (meeting_id, row.organisation_id))
    if meeting is None:
        return _alert_mail(row, line, f"{work.today}")
    mail_id = uuid5(MAILS, f"meeting:{meeting.sequence}:{meeting_id}:{row.account_id}")
    text = meeting_text(line, mail_id, row.language, meeting.starts_at.astimezone(ZURICH))
    return Posted(mail_id, MailKind.ALERT, row, text, (line.alert_id,), meeting_id=meeting_id)


def post_link_again(purpose: LinkPurpose, subject_id: UUID, organisation_id: UUID, work: Work) -> int:
    """Write the mail with a signed link once more while its task is open; return how many people it goes to."""
    kinds = [kind for kind, each in PURPOSE_OF.items() if each is purpose]
    still_open = and_(Alert.kind.in_(kinds), Alert.subject_id == subject_id, Alert.done_at.is_(None))
    people = (
        select(Recipient)
        .join(Address, Address.account_id == Recipient.account_id)
        .where(Recipient.by_link, Recipient.organisation_id == organisation_id, is_reachable(work.today))
        .where(Address.email != "")
    )
    alert = work.session.scalars(select(Alert).where(still_open)).first()
    receivers = list(work.session.scalars(people)) if alert else []
    if alert is None or not receivers:
        return 0
    number = _numbers_of([alert.mandate_id], work).get(alert.mandate_id or subject_id, "")
    line = DigestLine(alert.id, alert.kind, alert.posture, number, alert.due_on, alert.detail)
    post([_link_mail(each, line, purpose, subject_id, f"again:{work.today}") for each in receivers], work)
    return len(receivers)


def _link_mail(row: Recipient, line: DigestLine, purpose: LinkPurpose, subject_id: UUID, why: str) -> Posted:
    mail_id = uuid5(MAILS, f"{why}:{line.alert_id}:{row.account_id}")
    text = link_text(line, purpose, row.language)
    return Posted(mail_id, MailKind.ALERT, row, text, (line.alert_id,), purpose, subject_id)


def post(mails: Sequence[Posted], work: Work) -> None:
    """Put mails into the outbox of mails; one that is there already stays as it is."""
    known = _known([each.id for each in mails], work)
    fresh = [each for each in mails if each.id not in known]
    if not fresh:
        return
    own = own_words_on(work)
    worded = [replace(each, text=_in_own_words(each, own)) for each in fresh]
    work.session.flush()
    write_rows(work.session, _MAIL, [_row(each, work) for each in worded])
    spoken = [{"mail_id": each.id, "alert_id": alert} for each in fresh for alert in each.alerts]
    write_rows(work.session, _MAILED, spoken)


def _in_own_words(mail: Posted, own: Mapping[str, Mapping[MailPart, str]]) -> Text:
    language = mail.recipient.language
    return in_own_words(mail.text, language, own.get(language, {}))


def _known(ids: Sequence[UUID], work: Work) -> frozenset[UUID]:
    return frozenset(work.session.scalars(select(Mail.id).where(Mail.id.in_(ids)))) if ids else frozenset()


def _row(mail: Posted, work: Work) -> dict[str, Any]:
    return {
        "id": mail.id,
        "kind": mail.kind,
        "account_id": mail.recipient.account_id,
        "organisation_id": mail.recipient.organisation_id,
        "language": mail.recipient.language,
        "subject": mail.text.subject[:200],
        "body": mail.text.body,
        "link_purpose": mail.link_purpose,
        "link_subject_id": mail.link_subject_id,
        "meeting_id": mail.meeting_id,
        "state": MailState.QUEUED,
        "queued_at": work.now,
        "due_at": work.now,
        "attempts": 0,
    }
