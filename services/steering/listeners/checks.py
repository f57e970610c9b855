"""What the others found at night is kept, and steering's copies are compared with what the owner counts."""

from __future__ import annotations

from typing import Any, Final

from messaging.wiring import Listener
from messaging.work import Work
from schemas.consistency import (
    BillingChecked,
    CaseworkChecked,
    NotificationsChecked,
    PlacementsChecked,
    RegistrationChecked,
)
from schemas.message import Event, owner_of
from services.steering.handlers.consistency import differing, keep


def hear(told: Any, work: Work) -> None:
    """Keep one service's result."""
    off = differing(told.tallies, work)
    checked = (*told.checked, *(f"copy_differs_{each.of}" for each in told.tallies))
    keep(owner_of(told.said), checked, told.found + len(off), (*told.violations, *off), work)


LISTENERS: Final[dict[type[Event], Listener]] = dict.fromkeys(
    (RegistrationChecked, PlacementsChecked, CaseworkChecked, BillingChecked, NotificationsChecked), hear
)
