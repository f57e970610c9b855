"""Letting a deadline rest and handing it to its backup: the same two commands for every service that keeps deadlines.

Registration's ``SnoozeDeadline`` stands beside its own deadlines.
"""

from __future__ import annotations

from datetime import date
from typing import Final
from uuid import UUID

from schemas.fields import day, hidden, prose
from schemas.message import Command
from schemas.registration import SnoozeDeadline


class _Rest(Command):
    """Let a deadline rest until a day, for a reason; the due day itself stays, and legal limits do not rest."""

    deadline_id: UUID = hidden()
    until: date = day()
    remark: str = prose(longest=500)


class _HandOver(Command):
    """Give a deadline to its backup, who then has to act; the due day stays."""

    deadline_id: UUID = hidden()
    remark: str = prose(longest=500)


class SnoozePlacementsDeadline(_Rest, said="placements.snooze_deadline", about="deadline_id"):
    """Let a deadline of placements rest."""


class SnoozeCaseworkDeadline(_Rest, said="casework.snooze_deadline", about="deadline_id"):
    """Let a deadline of casework rest."""


class SnoozeBillingDeadline(_Rest, said="billing.snooze_deadline", about="deadline_id"):
    """Let a deadline of billing rest."""


class SnoozeSteeringDeadline(_Rest, said="steering.snooze_deadline", about="deadline_id"):
    """Let a deadline of steering rest."""


class HandOverRegistrationDeadline(_HandOver, said="registration.hand_over_deadline", about="deadline_id"):
    """Give a deadline of registration to its backup."""


class HandOverPlacementsDeadline(_HandOver, said="placements.hand_over_deadline", about="deadline_id"):
    """Give a deadline of placements to its backup."""


class HandOverCaseworkDeadline(_HandOver, said="casework.hand_over_deadline", about="deadline_id"):
    """Give a deadline of casework to its backup."""


class HandOverBillingDeadline(_HandOver, said="billing.hand_over_deadline", about="deadline_id"):
    """Give a deadline of billing to its backup."""


class HandOverSteeringDeadline(_HandOver, said="steering.hand_over_deadline", about="deadline_id"):
    """Give a deadline of steering to its backup."""


SNOOZES: Final[dict[str, type[Command]]] = {
    "registration": SnoozeDeadline,
    "placements": SnoozePlacementsDeadline,
    "casework": SnoozeCaseworkDeadline,
    "billing": SnoozeBillingDeadline,
    "steering": SnoozeSteeringDeadline,
}
HANDS_OVER: Final[dict[str, type[Command]]] = {
    "registration": HandOverRegistrationDeadline,
    "placements": HandOverPlacementsDeadline,
    "casework": HandOverCaseworkDeadline,
    "billing": HandOverBillingDeadline,
    "steering": HandOverSteeringDeadline,
}
"""The commands by service."""
