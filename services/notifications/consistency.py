"""What notifications proves about itself every night."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Final

from sqlalchemy import Select, literal, select

from messaging.work import Reading
from schemas.consistency import NotificationsChecked
from services.notifications.model import BOOKS, LEDGER, Alert, Mail
from services.notifications.queries.mails import WAITING, mail_server_noted
from workflow.consistency import NOBODY, Check, common


def _mails_stuck(reading: Reading) -> Select[Any]:
    """Mails that wait for a day or more, although there is a mail server."""
    old = Mail.queued_at < reading.now - timedelta(days=1)
    return select(Mail.id).where(Mail.state.in_(WAITING), old, literal(mail_server_noted(reading) is not False))


def _mail_server_missing(reading: Reading) -> Select[Any]:
    """The whole, once, where mails wait and there is no mail server to send them."""
    waits = select(Mail.id).where(Mail.state.in_(WAITING)).exists()
    return select(literal(NOBODY)).where(waits, literal(mail_server_noted(reading) is False))


def _alerts_for_nobody(_: Reading) -> Select[Any]:
    """Open alerts that belong to nobody."""
    nobody = (Alert.for_role.is_(None), Alert.for_account_id.is_(None))
    return select(Alert.id).where(Alert.done_at.is_(None), *nobody)


CHECK: Final = Check(
    invariants={
        **common(BOOKS, LEDGER),
        "mail_stuck": _mails_stuck,
        "mail_server_missing": _mail_server_missing,
        "alert_for_nobody": _alerts_for_nobody,
    },
    tallies={},
    told=NotificationsChecked,
)
