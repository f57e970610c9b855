"""Dated lists and values of registration, for forms and the administration."""

from __future__ import annotations

from uuid import UUID

from messaging.work import Reading
from schemas.actor import Role
from services.registration.model import BOOKS
from workflow import dated
from workflow.dated import Code
from workflow.deadlines import Deadline, open_deadlines
from workflow.resting import DeadlineFile, deadline_file


def codes(reading: Reading, *, of: str) -> tuple[Code, ...]:
    """Return the entries of a code list that hold today; empty means not configured."""
    return dated.codes_on(reading.session, BOOKS, of, reading.today)


def deadlines(reading: Reading) -> tuple[Deadline, ...]:
    """Return the open deadlines that are the actor's: by account, by organisation, or by role in the office."""
    table, actor = BOOKS.deadlines, reading.actor
    if actor.is_office:
        return open_deadlines(reading.session, BOOKS)
    if actor.is_service or actor.role is Role.INTAKE1_ADMIN:
        return open_deadlines(reading.session, BOOKS, table.c.owner_organisation_id == actor.organisation_id)
    return ()


def registration_deadline(reading: Reading, *, deadline_id: UUID) -> DeadlineFile:
    """Return one of the actor's deadlines with everything people did to it."""
    return deadline_file(reading, BOOKS, deadlines, deadline_id)
