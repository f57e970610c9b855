"""What is said to and by notifications: recipients, alerts, and later their mails, feeds and links."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from schemas.actor import Role
from schemas.codes_notifications import AlertKind, Posture
from schemas.fields import day, hidden, line, prose
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


# --- alerts ------------------------------------------------------------------------------------------------------


class MarkAlertSeen(Command, said="notifications.mark_alert_seen", about="alert_id"):
    """Somebody has looked at an alert; one that only wanted to be known is done with that."""

    alert_id: UUID = hidden()


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


# --- what has happened -------------------------------------------------------------------------------------------


class AlertRaised(Event, said="notifications.alert_raised", about="alert_id"):
    """Somebody should act, is waiting, or should know; for whoever outside wants to follow."""

    alert_id: UUID
    kind: AlertKind
    posture: Posture
    subject_id: UUID
    mandate_id: UUID | None = None
    due_on: date | None = None
