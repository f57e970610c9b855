"""What notifications proves about itself every night."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Final

from sqlalchemy import Select, select

from messaging.work import Reading
from schemas.codes_notifications import MailState
from schemas.consistency import NotificationsChecked
from services.notifications.model import BOOKS, LEDGER, Alert, Mail
from workflow.consistency import Check, common


def _mails_stuck(reading: Reading) -> Select[Any]:
    """Mails that wait for a day or more."""
    waiting = (MailState.QUEUED, MailState.SENDING)
    return select(Mail.id).where(Mail.state.in_(waiting), Mail.queued_at < reading.now - timedelta(days=1))


def _alerts_for_nobody(_: Reading) -> Select[Any]:
    """Open alerts that belong to nobody."""
    nobody = (Alert.for_role.is_(None), Alert.for_account_id.is_(None))
    return select(Alert.id).where(Alert.done_at.is_(None), *nobody)


CHECK: Final = Check(
    invariants={**common(BOOKS, LEDGER), "mail_stuck": _mails_stuck, "alert_for_nobody": _alerts_for_nobody},
    tallies={},
    told=NotificationsChecked,
)
