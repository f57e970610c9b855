"""The tick of steering and what a reached deadline tells."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from schemas.fields import code
from schemas.message import Command, Event


class LookAtSteeringDeadlines(Command, said="steering.look_at_deadlines"):
    """A tick: find everything due up to now."""


class SteeringDeadlineReached(Event, said="steering.deadline_reached", about="subject_id"):
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
