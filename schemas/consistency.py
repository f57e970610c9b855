"""What is said at night: every service proves its own invariants and tells what it found; steering keeps it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

from schemas.fields import code
from schemas.message import Command, Event


@dataclass(frozen=True)
class Violation:
    """One record that breaks an invariant."""

    invariant: str = field(metadata={"code": True, "longest": 80})
    subject_id: UUID


@dataclass(frozen=True)
class Tally:
    """How many records of a kind the owner has, for whoever keeps a copy of them."""

    of: str = field(metadata={"code": True, "longest": 80})
    count: int


class _Checked(Event):
    """A service has proved its invariants; ``found`` counts every violation, of which the first ones are named."""

    checked: tuple[str, ...] = code(default=())
    found: int = 0
    violations: tuple[Violation, ...] = ()
    tallies: tuple[Tally, ...] = ()


class CheckRegistration(Command, said="registration.check_consistency"):
    """A tick: prove the invariants of registration."""


class CheckPlacements(Command, said="placements.check_consistency"):
    """A tick: prove the invariants of placements."""


class CheckCasework(Command, said="casework.check_consistency"):
    """A tick: prove the invariants of casework."""


class CheckBilling(Command, said="billing.check_consistency"):
    """A tick: prove the invariants of billing."""


class CheckNotifications(Command, said="notifications.check_consistency"):
    """A tick: prove the invariants of notifications."""


class CheckSteering(Command, said="steering.check_consistency"):
    """A tick: prove the invariants of steering."""


class RegistrationChecked(_Checked, said="registration.consistency_checked"):
    """Registration has proved its invariants."""


class PlacementsChecked(_Checked, said="placements.consistency_checked"):
    """Placements has proved its invariants."""


class CaseworkChecked(_Checked, said="casework.consistency_checked"):
    """Casework has proved its invariants."""


class BillingChecked(_Checked, said="billing.consistency_checked"):
    """Billing has proved its invariants."""


class NotificationsChecked(_Checked, said="notifications.consistency_checked"):
    """Notifications has proved its invariants."""


class InvariantsBroken(Event, said="steering.invariants_broken", about="run_id"):
    """A check has found violations; whoever administers the portal should look."""

    run_id: UUID
    service: str = code()
    found: int


class FindingsSuperseded(Event, said="steering.findings_superseded", about="run_id"):
    """A newer check of the same service has run: what the earlier one found is over, or told anew by the newer one."""

    run_id: UUID
    service: str = code()


CHECKS: Final[dict[str, type[Command]]] = {
    "registration": CheckRegistration,
    "placements": CheckPlacements,
    "casework": CheckCasework,
    "billing": CheckBilling,
    "notifications": CheckNotifications,
    "steering": CheckSteering,
}
"""The commands by service."""
