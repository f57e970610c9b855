"""Who may ask and do what here: everybody their own alerts, the portal the recipients."""

from __future__ import annotations

from typing import Final

from messaging.permission import Permissions, allow
from schemas.actor import Role
from schemas.notifications import (
    DismissAlert,
    LookAtNotificationsDeadlines,
    MarkAlertSeen,
    SaveRecipient,
    SnoozeAlert,
)
from services.notifications import queries

PEOPLE: Final = tuple(each for each in Role if each is not Role.SYSTEM)
"""Everybody who signs in; what they see is narrowed to their own in the queries and handlers."""

PERMISSIONS: Final[Permissions] = {
    SaveRecipient: allow(Role.SSIP_ADMIN, Role.SYSTEM),
    MarkAlertSeen: allow(*PEOPLE),
    DismissAlert: allow(*PEOPLE),
    SnoozeAlert: allow(*PEOPLE),
    LookAtNotificationsDeadlines: allow(Role.SYSTEM, Role.SSIP_ADMIN),
    queries.my_alerts: allow(*PEOPLE),
    queries.alert_counts: allow(*PEOPLE),
    queries.alert: allow(*PEOPLE),
}
