"""Who may ask and do what in steering."""

from __future__ import annotations

from typing import Final

from messaging.permission import Permissions, allow
from schemas.actor import OFFICE_STAFF, SERVICE_STAFF, Role
from schemas.steering import LookAtSteeringDeadlines
from services.steering.queries import facts

PERMISSIONS: Final[Permissions] = {
    LookAtSteeringDeadlines: allow(Role.SYSTEM, Role.SSIP_ADMIN),
    facts.fact_counts: allow(*OFFICE_STAFF, *SERVICE_STAFF, Role.CANTON_READER, Role.AUDITOR),
}
