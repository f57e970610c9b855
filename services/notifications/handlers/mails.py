"""What the mailer says: claimed, settled, given back; each its own transaction, so that nothing is lost between two."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import and_, update

from messaging.work import Work
from schemas.codes_notifications import MailOutcome, MailState
from schemas.notifications import ClaimMails, NoteMailServer, RetryMail, ReturnMails, SettleMail
from schemas.refusal import Conflict, NotFound
from services.notifications.claiming import BLIND, claim
from services.notifications.model import BOOKS, Mail
from services.notifications.queries.mails import MAIL_SERVER
from services.notifications.rules.sending import SERVER_PAUSE, SOON, next_try
from workflow import dated


def note_mail_server(asked: NoteMailServer, work: Work) -> None:
    """Write down whether there is a mail server from today on."""
    dated.set_value(work, BOOKS, MAIL_SERVER, work.today, int(asked.is_there))


def claim_mails(asked: ClaimMails, work: Work) -> UUID:
    """Take the oldest due mails, and those whose mailer died; nobody else sends them meanwhile."""
    claim(Mail, asked.claim_id, asked.most, work)
    return asked.claim_id


def settle_mail(asked: SettleMail, work: Work) -> UUID:
    """Write down what the mail server said; raise Conflict where another mailer has the mail by now."""
    mail = work.session.get(Mail, asked.mail_id, with_for_update=True)
    if mail is None:
        raise NotFound("mail")
    if mail.claim_id != asked.claim_id or mail.state is not MailState.SENDING:
        raise Conflict("mail_not_claimed")
    mail.attempts += 1
    mail.claim_id, mail.last_error = None, asked.reason or None
    _settle(mail, asked.outcome, work)
    work.note("mail", MailState.SENDING, mail.state)
    return mail.id


def _settle(mail: Mail, outcome: MailOutcome, work: Work) -> None:
    if outcome is MailOutcome.ACCEPTED:
        mail.state, mail.sent_at, mail.body = MailState.SENT, work.now, ""
        mail.useful_until = work.now + SOON
        return
    again = next_try(mail.attempts, work.now) if outcome is MailOutcome.LATER else None
    mail.state = MailState.FAILED if again is None else MailState.QUEUED
    mail.due_at = again or mail.due_at


def return_mails(asked: ReturnMails, work: Work) -> UUID:
    """Let what a claim holds wait again; a mail server that is away never counts against a mail."""
    held = and_(Mail.claim_id == asked.claim_id, Mail.state == MailState.SENDING)
    waiting: dict[str, Any] = {"state": MailState.QUEUED, "claim_id": None, "due_at": work.now + SERVER_PAUSE}
    waiting["last_error"] = asked.reason or None
    work.session.execute(update(Mail).where(held).values(waiting), execution_options=BLIND)
    return asked.claim_id


def retry_mail(asked: RetryMail, work: Work) -> UUID:
    """Let a failed mail be tried again from the beginning."""
    mail = work.session.get(Mail, asked.mail_id, with_for_update=True)
    if mail is None:
        raise NotFound("mail")
    if mail.state is not MailState.FAILED:
        raise Conflict("mail_not_failed")
    mail.state, mail.attempts, mail.due_at = MailState.QUEUED, 0, work.now
    work.note("mail", MailState.FAILED, MailState.QUEUED)
    return mail.id
