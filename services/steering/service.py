"""The wiring of steering: message type -> handler."""

from __future__ import annotations

from typing import Final

from messaging.wiring import Wiring
from schemas.steering import LookAtSteeringDeadlines
from services.steering.handlers import deadlines
from services.steering.listeners import LISTENERS
from services.steering.model import LEDGER, Base
from services.steering.permissions import PERMISSIONS

WIRING: Final = Wiring(
    name="steering",
    metadata=Base.metadata,
    ledger=LEDGER,
    permissions=PERMISSIONS,
    commands={LookAtSteeringDeadlines: deadlines.look_at_deadlines},
    listeners=LISTENERS,
    ticks=(LookAtSteeringDeadlines,),
)
