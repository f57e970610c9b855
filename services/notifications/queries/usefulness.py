"""How useful mails are: of what was sent, how much was opened, and how much was acted on within three days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import and_, case, func, select

from messaging.clock import ZURICH
from messaging.work import Reading
from schemas.codes_notifications import AlertEnd, AlertKind
from services.notifications.model import Alert, Mail, MailedAlert


@dataclass(frozen=True)
class Usefulness:
    """One kind of alert over a period; a mail that speaks of five alerts counts five times, once a kind each."""

    kind: AlertKind
    sent: int
    opened: int
    acted: int

    @property
    def opened_percent(self) -> int | None:
        """Share of what was sent whose link somebody followed, None where nothing was sent."""
        return round(100 * self.opened / self.sent) if self.sent else None

    @property
    def acted_percent(self) -> int | None:
        """Share of what was sent whose task was done within three days, None where nothing was sent."""
        return round(100 * self.acted / self.sent) if self.sent else None


def usefulness(reading: Reading, *, since: date, until: date) -> tuple[Usefulness, ...]:
    """Return sent, opened and acted by kind for the mails sent from ``since`` to ``until``, both included.

    Acted means: the task was done, by whomever, within three days after the mail had left.
    """
    in_time = and_(Alert.done_at >= Mail.sent_at, Alert.done_at <= Mail.useful_until)
    acted = case((and_(Alert.done_how == AlertEnd.DONE, in_time), 1), else_=0)
    asked = (
        select(
            Alert.kind,
            func.count(),
            func.count(MailedAlert.opened_at),
            func.sum(acted),
        )
        .join(MailedAlert, MailedAlert.alert_id == Alert.id)
        .join(Mail, Mail.id == MailedAlert.mail_id)
        .where(Mail.sent_at >= _begin(since), Mail.sent_at < _begin(until + timedelta(days=1)))
        .group_by(Alert.kind)
        .order_by(func.count().desc(), Alert.kind)
    )
    rows = reading.session.execute(asked)
    return tuple(Usefulness(kind, sent, opened, int(done)) for kind, sent, opened, done in rows)


def _begin(day: date) -> datetime:
    return datetime.combine(day, time(), ZURICH)
