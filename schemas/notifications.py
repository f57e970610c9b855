"""What is said to and by notifications: recipients, alerts, and later their mails, feeds and links."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from schemas.actor import Role
from schemas.codes_notifications import AlertKind, LinkPurpose, MailOutcome, MailPart, Posture
from schemas.fields import code, day, hidden, line, prose
from schemas.message import Command, Event

# --- recipients --------------------------------------------------------------------------------------------------


class SaveRecipient(Command, said="notifications.save_recipient", about="account_id"):
    """Tell who may be reached as what, where and in which language; given by the portal when an account changes.

    The address is said at the front desk only; no event ever carries it.
    """

    account_id: UUID
    role: Role
    organisation_id: UUID
    language: str = line(longest=5)
    email: str = line(longest=254, default="")
    active: bool = True
    by_link: bool = False
    """Somebody without an account: gets mails with signed links instead of a digest."""


class SaveAddress(Command, said="notifications.save_address"):
    """The portal passes on where mail for somebody goes; said at the front desk by the person's own session."""

    email: str = line(longest=254, default="")


class SavePreferences(Command, said="notifications.save_preferences"):
    """Somebody chooses, for the organisation they act for, what reaches them in which way.

    Each list holds the kinds wanted that way; kinds that are missing are not wanted.
    """

    digest: tuple[AlertKind, ...] = ()
    mail: tuple[AlertKind, ...] = ()
    calendar: tuple[AlertKind, ...] = ()


class SetMailText(Command, said="notifications.set_mail_text"):
    """Word a sentence of mails anew from a day on; what was said before stays in its course."""

    part: MailPart
    fr: str = line()
    de: str = line()
    valid_from: date = day()


class WithdrawMailText(Command, said="notifications.withdraw_mail_text"):
    """Take back a wording that does not hold yet."""

    part: MailPart
    valid_from: date = day()


class SetNotificationsValue(Command, said="notifications.set_value"):
    """Set a dated value (the hour of the digest, days a signed link opens); None takes it back to practice."""

    name: str = code()
    value: int | None = None
    valid_from: date = day()


class WithdrawNotificationsValue(Command, said="notifications.withdraw_value"):
    """Take back a value that does not hold yet."""

    name: str = code()
    valid_from: date = day()


# --- alerts ------------------------------------------------------------------------------------------------------


class MarkAlertSeen(Command, said="notifications.mark_alert_seen", about="alert_id"):
    """Somebody has looked at an alert; one that only wanted to be known is done with that."""

    alert_id: UUID = hidden()
    mail_id: UUID | None = hidden(default=None)
    """The mail whose link led here."""


class DismissAlert(Command, said="notifications.dismiss_alert", about="alert_id"):
    """Somebody lays an alert aside, with a reason; the mandatory ones cannot be."""

    alert_id: UUID = hidden()
    reason: str = prose(longest=2000)


class SnoozeAlert(Command, said="notifications.snooze_alert", about="alert_id"):
    """Somebody wants to see an alert again on a later day, with a reason; its due day stays."""

    alert_id: UUID = hidden()
    until: date = day()
    reason: str = prose(longest=2000)


class LookAtNotificationsDeadlines(Command, said="notifications.look_at_deadlines"):
    """A tick: news nobody opened for a month fade."""


# --- mails -------------------------------------------------------------------------------------------------------


class BuildDigests(Command, said="notifications.build_digests"):
    """A tick: write the day's digest of everybody whose hour has come."""


class NoteMailServer(Command, said="notifications.note_mail_server"):
    """The process that sends mails says whether a mail server is configured."""

    is_there: bool


class ClaimMails(Command, said="notifications.claim_mails", about="claim_id"):
    """The mailer takes some waiting mails for itself before it sends them."""

    claim_id: UUID
    most: int = 10


class SettleMail(Command, said="notifications.settle_mail", about="mail_id"):
    """The mailer writes down what the mail server said about one claimed mail."""

    mail_id: UUID
    claim_id: UUID
    outcome: MailOutcome
    reason: str = line(longest=500, default="")


class ReturnMails(Command, said="notifications.return_mails", about="claim_id"):
    """The mail server cannot be reached: what was claimed and not settled goes back and waits a while."""

    claim_id: UUID
    reason: str = line(longest=500, default="")


class RetryMail(Command, said="notifications.retry_mail", about="mail_id"):
    """An administrator lets a failed mail be tried again."""

    mail_id: UUID = hidden()


# --- calendar feed -----------------------------------------------------------------------------------------------


class OpenCalendarFeed(Command, said="notifications.open_calendar_feed"):
    """Somebody wants their due days in a calendar; an older address of theirs stops working."""

    token_hash: str = hidden()


class CloseCalendarFeed(Command, said="notifications.close_calendar_feed"):
    """Somebody's calendar address stops working."""


# --- signed links ------------------------------------------------------------------------------------------------


class IssueLink(Command, said="notifications.issue_link", about="link_id"):
    """Make a link with which an organisation does one thing without an account; only the token's hash is kept."""

    link_id: UUID
    purpose: LinkPurpose
    subject_id: UUID
    organisation_id: UUID
    token_hash: str = hidden()


class RenewLink(Command, said="notifications.renew_link", about="link_id"):
    """Give a link a new token and a new last day; the old token stops working."""

    link_id: UUID = hidden()
    token_hash: str = hidden()


class RevokeLink(Command, said="notifications.revoke_link", about="link_id"):
    """A link stops working at once."""

    link_id: UUID = hidden()


class AskForLink(Command, said="notifications.ask_for_link"):
    """Somebody came through a link that has expired and wants a new one; it goes to the address that is known."""

    token_hash: str = hidden()


class RedeemLink(Command, said="notifications.redeem_link"):
    """Somebody has done through a link what it is for; it is used up."""

    token_hash: str = hidden()


# --- what has happened -------------------------------------------------------------------------------------------


class AlertRaised(Event, said="notifications.alert_raised", about="alert_id"):
    """Somebody should act, is waiting, or should know; for whoever outside wants to follow."""

    alert_id: UUID
    kind: AlertKind
    posture: Posture
    subject_id: UUID
    mandate_id: UUID | None = None
    due_on: date | None = None
