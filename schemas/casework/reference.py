"""The tick of casework, its dated values, and what a reached deadline tells."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from schemas.fields import code, day
from schemas.message import Command, Event


class SetCaseworkValue(Command, said="casework.set_value"):
    """Set a dated value (limits, guide values, ``segments_enabled.<service>``); None takes it back."""

    name: str = code()
    value: int | None = None
    valid_from: date = day()


class SetCaseworkDeadline(Command, said="casework.set_deadline"):
    """Replace the counts of a deadline's stages, in the order of its timer, from a day on."""

    kind: str = code()
    counts: tuple[int, ...]
    valid_from: date = day()


class WithdrawCaseworkValue(Command, said="casework.withdraw_value"):
    """Take back a value that does not hold yet."""

    name: str = code()
    valid_from: date = day()


class LookAtCaseworkDeadlines(Command, said="casework.look_at_deadlines"):
    """A tick: find everything due up to now."""


class CaseworkDeadlineReached(Event, said="casework.deadline_reached", about="subject_id"):
    """A stage of a deadline is reached: somebody should act, or somebody else should hear of it."""

    deadline_id: UUID
    subject_id: UUID
    mandate_id: UUID | None = None
    kind: str = code()
    stage: str = code()
    due_on: date
    owner_role: str = code()
    owner_organisation_id: UUID | None = None
    owner_account_id: UUID | None = None
    backup_role: str = code()
