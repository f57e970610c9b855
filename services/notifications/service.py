"""The wiring of notifications: message type -> handler."""

from __future__ import annotations

from typing import Final

from messaging.wiring import Wiring
from schemas.notifications import (
    DismissAlert,
    LookAtNotificationsDeadlines,
    MarkAlertSeen,
    SaveRecipient,
    SnoozeAlert,
)
from services.notifications import handlers
from services.notifications.listeners import LISTENERS
from services.notifications.model import LEDGER, Base
from services.notifications.permissions import PERMISSIONS

WIRING: Final = Wiring(
    name="notifications",
    metadata=Base.metadata,
    ledger=LEDGER,
    permissions=PERMISSIONS,
    commands={
        SaveRecipient: handlers.save_recipient,
        MarkAlertSeen: handlers.mark_alert_seen,
        DismissAlert: handlers.dismiss_alert,
        SnoozeAlert: handlers.snooze_alert,
        LookAtNotificationsDeadlines: handlers.look_at_deadlines,
    },
    listeners=LISTENERS,
    ticks=(LookAtNotificationsDeadlines,),
    guards={"one_recipient": "changed_meanwhile", "one_open_alert": "changed_meanwhile"},
)
