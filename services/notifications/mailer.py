"""The loop that sends mails: claims some, hands each over, and writes down at once what the mail server said.

A mail that was handed over just before the process died is handed over once more with the same Message-ID, so that
nothing is lost and at most one copy too many arrives.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import format_datetime
from hashlib import sha256
from threading import Event as Flag
from typing import Final
from uuid import UUID, uuid4

import structlog

from messaging import faults
from messaging.database import is_transient
from messaging.service import Service
from schemas.actor import HOUSE
from schemas.codes_notifications import LinkPurpose, MailOutcome
from schemas.ical import MeetingEntry, invitation
from schemas.notifications import ClaimMails, IssueLink, NoteMailServer, ReturnMails, SettleMail
from services.notifications.model import InvitedMeeting
from services.notifications.queries.mails import MailToSend, claimed_mails, mail_server_noted
from services.notifications.rules.letters import BASE, LINK
from services.notifications.rules.sending import LEASE
from services.notifications.smtp import Connection, MailServerDown, Said, SmtpServer, connected

BATCH: Final = 10
LOOK: Final = 2.0
"""Seconds between two looks at the outbox of mails."""
REST: Final = 20.0
"""Seconds between two signs of life of a loop that has nothing left to do."""
NO_ADDRESS: Final = Said(MailOutcome.REFUSED, "no address")
log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class MailSettings:
    """What a mailer needs to know: the server, who the mails come from, and where the portal is."""

    server: SmtpServer
    sender: str
    base_url: str

    @property
    def domain(self) -> str:
        """The domain Message-IDs are made in."""
        return self.sender.rpartition("@")[2] or "localhost"


class ServerNote:
    """Writes down for the nightly check whether this process has a mail server, once, however long that takes."""

    def __init__(self, service: Service, *, is_there: bool) -> None:
        self.service = service
        self.is_there = is_there

    def run(self, stop: Flag, alive: Callable[[], None] = lambda: None) -> None:
        """Write it down where it is not known, then rest; a database that is away is tried again by the crew."""
        if self.service.ask(mail_server_noted, HOUSE) is not self.is_there:
            self.service.do(NoteMailServer(is_there=self.is_there), HOUSE)
        while not stop.wait(REST):
            alive()


class Mailer:
    """Sends what waits in the outbox of mails of notifications; several may run side by side."""

    def __init__(self, service: Service, settings: MailSettings) -> None:
        self.service = service
        self.settings = settings

    def run(self, stop: Flag, alive: Callable[[], None] = lambda: None) -> None:
        """Send until ``stop``; a mail server that is away only makes mails wait."""
        while not stop.wait(LOOK):
            alive()
            try:
                while self.send_some() and not stop.is_set():
                    alive()
            except MailServerDown as error:
                log.warning("mail_server_down", reason=str(error))
            except Exception as error:
                if not is_transient(error):
                    log.exception("mailer_failed")

    def send_some(self) -> int:
        """Send up to ten mails; return how many were settled. Raises MailServerDown after giving the rest back."""
        claim, began = uuid4(), time.monotonic()
        self.service.do(ClaimMails(claim_id=claim, most=BATCH), HOUSE)
        waiting = self.service.ask(claimed_mails, HOUSE, claim_id=claim)
        if not waiting:
            return 0
        try:
            with connected(self.settings.server) as connection:
                for count, mail in enumerate(waiting):
                    if time.monotonic() - began > LEASE.total_seconds() / 2:
                        self.service.do(ReturnMails(claim_id=claim, reason="too slow"), HOUSE)
                        return count
                    self._send(mail, claim, connection)
        except MailServerDown as error:
            self.service.do(ReturnMails(claim_id=claim, reason=str(error)[:500]), HOUSE)
            raise
        return len(waiting)

    def _send(self, mail: MailToSend, claim: UUID, connection: Connection) -> None:
        if mail.email:
            message = self._message(mail)
            faults.point("mail.before_send")
            said = connection.send(message, self.settings.sender, mail.email)
            faults.point("mail.after_send")
        else:
            said = NO_ADDRESS
        settled = SettleMail(mail_id=mail.id, claim_id=claim, outcome=said.outcome, reason=said.reason)
        self.service.do(settled, HOUSE)

    def _message(self, mail: MailToSend) -> EmailMessage:
        settings = self.settings
        message = EmailMessage()
        message["From"] = settings.sender
        message["To"] = mail.email
        message["Subject"] = mail.subject
        message["Date"] = format_datetime(mail.queued_at)
        message["Message-ID"] = f"<{mail.id}@{settings.domain}>"
        message["Auto-Submitted"] = "auto-generated"
        message["X-Auto-Response-Suppress"] = "All"
        message["List-Unsubscribe"] = f"<{settings.base_url}/preferences>"
        message.set_content(self._body(mail))
        message["Content-Language"] = mail.language
        if mail.meeting is not None:
            self._invite(message, mail, mail.meeting)
        return message

    def _invite(self, message: EmailMessage, mail: MailToSend, meeting: InvitedMeeting) -> None:
        """Let the meeting travel along, so that Outlook and Thunderbird offer it for the calendar."""
        entry = MeetingEntry(
            meeting_id=meeting.meeting_id,
            kind=meeting.kind,
            starts_at=meeting.starts_at,
            ends_at=meeting.ends_at,
            sequence=meeting.sequence,
            cancelled=meeting.cancelled,
            changed_at=meeting.told_at,
            url=f"{self.settings.base_url}/meetings/{meeting.meeting_id}",
        )
        made = invitation(entry, mail.language, organiser=self.settings.sender, attendee=mail.email)
        method = "CANCEL" if meeting.cancelled else "REQUEST"
        # As bytes: lines of a text would lose the ends that calendars demand.
        how = {"charset": "utf-8", "method": method}
        message.add_alternative(made, maintype="text", subtype="calendar", params=how)

    def _body(self, mail: MailToSend) -> str:
        text = mail.body.replace(BASE, self.settings.base_url)
        if mail.link_purpose is None or mail.link_subject_id is None:
            return text
        return text.replace(LINK, self._signed_link(mail, mail.link_purpose, mail.link_subject_id))

    def _signed_link(self, mail: MailToSend, purpose: LinkPurpose, subject_id: UUID) -> str:
        """Return the address of a new link; its token goes into the mail and nowhere else."""
        token = secrets.token_urlsafe(32)
        issued = IssueLink(
            link_id=uuid4(),
            purpose=purpose,
            subject_id=subject_id,
            organisation_id=mail.organisation_id,
            token_hash=sha256(token.encode()).hexdigest(),
        )
        self.service.do(issued, HOUSE)
        return f"{self.settings.base_url}/l/{token}"
