"""What people do with their alerts, and the tick that tidies up."""

from __future__ import annotations

from datetime import timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import select, update

from messaging.work import Work
from schemas.codes_notifications import AlertEnd, Posture
from schemas.notifications import (
    DismissAlert,
    LookAtNotificationsDeadlines,
    MarkAlertSeen,
    SnoozeAlert,
)
from schemas.refusal import Conflict, NotFound, Refused
from services.notifications.handlers.webhooks import forget_calls
from services.notifications.model import Alert, MailedAlert
from services.notifications.reach import is_mine
from services.notifications.rules.recipients import dismissal_objections, snooze_objections

FADE_AFTER: Final = timedelta(days=30)


def mark_alert_seen(asked: MarkAlertSeen, work: Work) -> UUID:
    """Somebody has looked; news is done with that, a task is not."""
    row = _mine(asked.alert_id, work)
    row.seen_at = row.seen_at or work.now
    if asked.mail_id is not None:
        _note_opened(asked.mail_id, row.id, work)
    if row.posture is Posture.KNOW and row.done_at is None:
        row.done_at, row.done_how = work.now, AlertEnd.SEEN
    return row.id


def _note_opened(mail_id: UUID, alert_id: UUID, work: Work) -> None:
    """Write down that a mail's link led here; a mail that never spoke of the alert counts for nothing."""
    spoken = work.session.get(MailedAlert, (mail_id, alert_id))
    if spoken is not None and spoken.opened_at is None:
        spoken.opened_at = work.now


def dismiss_alert(asked: DismissAlert, work: Work) -> UUID:
    """Lay an alert aside for good, with the reason."""
    row = _open(asked.alert_id, work)
    if found := dismissal_objections(row.kind):
        raise Refused(*found)
    row.done_at, row.done_how, row.reason = work.now, AlertEnd.DISMISSED, asked.reason
    work.note("alert", "open", AlertEnd.DISMISSED)
    return row.id


def snooze_alert(asked: SnoozeAlert, work: Work) -> UUID:
    """Let an alert rest until a day, with the reason; its due day stays."""
    row = _open(asked.alert_id, work)
    if found := snooze_objections(asked.until, work.today):
        raise Refused(*found)
    work.note("snoozed_until", row.snoozed_until, asked.until)
    row.snoozed_until, row.reason = asked.until, asked.reason
    return row.id


def _mine(alert_id: UUID, work: Work) -> Alert:
    row = work.session.scalars(select(Alert).where(Alert.id == alert_id, is_mine(work.actor))).first()
    if row is None:
        raise NotFound("alert")
    return row


def _open(alert_id: UUID, work: Work) -> Alert:
    row = _mine(alert_id, work)
    if row.done_at is not None:
        raise Conflict("alert_done_already")
    return row


def look_at_deadlines(_: LookAtNotificationsDeadlines, work: Work) -> None:
    """Let news nobody opened for a month fade, so that no page fills up with what is long past."""
    old = (Alert.posture == Posture.KNOW, Alert.done_at.is_(None), Alert.raised_at < work.now - FADE_AFTER)
    faded = update(Alert).where(*old).values(done_at=work.now, done_how=AlertEnd.FADED)
    work.session.execute(faded, execution_options={"synchronize_session": False})
    forget_calls(work)
