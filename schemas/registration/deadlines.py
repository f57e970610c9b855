"""The tick that lets registration look at its deadlines, and what it tells then."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from schemas.fields import code, day, hidden, prose
from schemas.message import Command, Event


class LookAtRegistrationDeadlines(Command, said="registration.look_at_deadlines"):
    """A tick: find everything due up to now."""


class RegistrationDeadlineReached(Event, said="registration.deadline_reached", about="subject_id"):
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


class SnoozeDeadline(Command, said="registration.snooze_deadline", about="deadline_id"):
    """Let a deadline rest until a day, for a reason; the due day itself stays."""

    deadline_id: UUID = hidden()
    until: date = day()
    remark: str = prose(longest=500)


class RemindOwner(Command, said="registration.remind_owner", about="deadline_id"):
    """Somebody lets whoever owns a deadline be reminded now, once a day at most."""

    deadline_id: UUID = hidden()


class DropOutcome(Command, said="registration.drop_outcome", about="deadline_id"):
    """An outcome will not be asked for after all; filed with a reason (administrative, no judgement on the person)."""

    deadline_id: UUID = hidden()
    remark: str = prose(longest=500)
