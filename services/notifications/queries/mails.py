"""The mails: what the mailer has claimed, what waits, what failed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, select

from messaging.work import Reading
from schemas.codes_notifications import LinkPurpose, MailKind, MailState
from services.notifications.model import BOOKS, Address, InvitedMeeting, Mail
from workflow import dated

MAIL_SERVER: Final = "mail_server"
"""Names the value that says whether a mail server is configured where mails are sent."""
WAITING: Final = (MailState.QUEUED, MailState.SENDING)


@dataclass(frozen=True)
class MailToSend:
    """One claimed mail, with the address as it is today; without one the mail cannot go."""

    id: UUID
    email: str
    language: str
    subject: str
    body: str
    queued_at: datetime
    organisation_id: UUID
    link_purpose: LinkPurpose | None
    link_subject_id: UUID | None
    meeting: InvitedMeeting | None


@dataclass(frozen=True)
class MailLine:
    """One mail as the administrator's list shows it; to whom it goes is not for this list."""

    id: UUID
    kind: MailKind
    state: MailState
    subject: str
    queued_at: datetime
    due_at: datetime
    attempts: int
    last_error: str


def claimed_mails(reading: Reading, *, claim_id: UUID) -> tuple[MailToSend, ...]:
    """Return the mails a claim holds, the oldest first."""
    asked = (
        select(Mail, Address.email, InvitedMeeting)
        .outerjoin(Address, Address.account_id == Mail.account_id)
        .outerjoin(InvitedMeeting, _its_meeting())
        .where(Mail.claim_id == claim_id, Mail.state == MailState.SENDING)
        .order_by(Mail.due_at, Mail.id)
    )
    return tuple(_to_send(*row) for row in reading.session.execute(asked))


def _its_meeting() -> ColumnElement[bool]:
    there = InvitedMeeting.organisation_id == Mail.organisation_id
    return and_(InvitedMeeting.meeting_id == Mail.meeting_id, there)


def _to_send(mail: Mail, email: str | None, meeting: InvitedMeeting | None) -> MailToSend:
    return MailToSend(
        mail.id,
        email or "",
        mail.language,
        mail.subject,
        mail.body,
        mail.queued_at,
        mail.organisation_id,
        mail.link_purpose,
        mail.link_subject_id,
        meeting,
    )


def mails(reading: Reading, *, state: MailState, limit: int = 200) -> tuple[MailLine, ...]:
    """Return mails in one state, the latest first."""
    asked = select(Mail).where(Mail.state == state).order_by(Mail.queued_at.desc(), Mail.id).limit(limit)
    return tuple(
        MailLine(
            each.id,
            each.kind,
            each.state,
            each.subject,
            each.queued_at,
            each.due_at,
            each.attempts,
            each.last_error or "",
        )
        for each in reading.session.scalars(asked)
    )


def mail_server_noted(reading: Reading) -> bool | None:
    """Return whether a mail server is configured where mails are sent; None while no such process has said it."""
    found = dated.value_on(reading.session, BOOKS, MAIL_SERVER, reading.today)
    return None if found is None else bool(found)


def mails_waiting(reading: Reading) -> int:
    """Return how many mails wait to be sent."""
    return reading.session.scalar(select(func.count()).where(Mail.state.in_(WAITING))) or 0


def mail_counts(reading: Reading) -> Mapping[MailState, int]:
    """Return how many mails are in each state."""
    rows = reading.session.execute(select(Mail.state, func.count()).group_by(Mail.state))
    found = {row[0]: int(row[1]) for row in rows}
    return {each: found.get(each, 0) for each in MailState}
