"""The wiring of billing: message type -> handler."""

from __future__ import annotations

from typing import Final

from messaging.wiring import Wiring
from schemas.billing import LookAtBillingDeadlines
from schemas.placements import PersonAssigned, PersonEnded, PersonStarted, PlacementCancelled, PresenceLocked
from schemas.registration import MandateClosed, PhaseChanged
from services.billing import handlers, listeners
from services.billing.model import LEDGER, Base
from services.billing.permissions import PERMISSIONS

WIRING: Final = Wiring(
    name="billing",
    metadata=Base.metadata,
    ledger=LEDGER,
    permissions=PERMISSIONS,
    commands={LookAtBillingDeadlines: handlers.look_at_deadlines},
    listeners={
        PhaseChanged: listeners.phase_changed,
        MandateClosed: listeners.mandate_closed,
        PersonAssigned: listeners.person_assigned,
        PersonStarted: listeners.person_started,
        PersonEnded: listeners.person_ended,
        PlacementCancelled: listeners.placement_cancelled,
        PresenceLocked: listeners.presence_locked,
    },
    ticks=(LookAtBillingDeadlines,),
)
