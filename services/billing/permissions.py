"""Who may ask and do what in billing."""

from __future__ import annotations

from typing import Final

from messaging.permission import Permissions, allow
from schemas.actor import OFFICE_STAFF, Role
from schemas.billing import LookAtBillingDeadlines
from services.billing import queries

READERS: Final = (*OFFICE_STAFF, Role.CANTON_READER, Role.AUDITOR, Role.SEAT_FINANCE)

PERMISSIONS: Final[Permissions] = {
    LookAtBillingDeadlines: allow(Role.SYSTEM, Role.SSIP_ADMIN),
    queries.phases_done: allow(*READERS),
    queries.placements_running: allow(*READERS),
}
