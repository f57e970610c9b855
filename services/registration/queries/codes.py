"""Dated lists and values of registration, for forms and the administration."""

from __future__ import annotations

from datetime import timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement, and_, false, or_

from messaging.work import Reading
from schemas.actor import Role
from services.registration.model import BOOKS
from workflow import dated
from workflow.dated import Code
from workflow.docket import Docket, Wanted, docket
from workflow.due import Deadline, open_deadlines
from workflow.pressing import Parts, Pressing, pressing
from workflow.resting import DeadlineFile, deadline_file

SOON: Final = timedelta(days=14)
AT_HAND: Final = timedelta(days=3)
"""What is due by then is done now; what is due later still has time, unless somebody was reminded."""


def codes(reading: Reading, *, of: str) -> tuple[Code, ...]:
    """Return the entries of a code list that hold today; empty means not configured."""
    return dated.codes_on(reading.session, BOOKS, of, reading.today)


def deadlines(reading: Reading) -> tuple[Deadline, ...]:
    """Return the open deadlines that are the actor's: by account, by organisation, or by role in the office."""
    return open_deadlines(reading.session, BOOKS, *visible_deadlines(reading))


def registration_docket(reading: Reading, *, wanted: Wanted, most: int | None) -> Docket:
    """Return a part of the actor's register, or its numbers."""
    return docket(reading, BOOKS, visible_deadlines(reading), wanted, most)


def pressing_deadlines(reading: Reading) -> Pressing:
    """Return what the actor does now (act) and within two weeks (soon), and what others are late with (waiting)."""
    near = BOOKS.deadlines.c.due_on <= reading.today + SOON
    return pressing(reading, BOOKS, _parts(reading), near, *visible_deadlines(reading))


def visible_deadlines(at: Reading) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions for the deadlines that are the actor's."""
    table, actor = BOOKS.deadlines, at.actor
    if actor.is_office:
        return ()
    if actor.is_service or actor.role is Role.INTAKE1_ADMIN:
        return (table.c.owner_organisation_id == actor.organisation_id,)
    return (false(),)


def _parts(reading: Reading) -> Parts:
    """Sort by who has to act: whoever is named, or the role where nobody is."""
    table, actor, today = BOOKS.deadlines, reading.actor, reading.today
    named, role = table.c.owner_account_id, table.c.owner_role
    mine = or_(named == actor.account_id, and_(named.is_(None), role == actor.role.value))
    foreign = or_(and_(named.is_not(None), named != actor.account_id), and_(named.is_(None), role != actor.role.value))
    later = and_(table.c.due_on > today + AT_HAND, table.c.reached == 0)
    return {"soon": and_(mine, later), "act": mine, "waiting": and_(foreign, table.c.due_on < today)}


def registration_deadline(reading: Reading, *, deadline_id: UUID) -> DeadlineFile:
    """Return one of the actor's deadlines with everything people did to it."""
    return deadline_file(reading, BOOKS, visible_deadlines, deadline_id)
