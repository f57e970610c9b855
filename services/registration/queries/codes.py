"""Dated lists and values of registration, for forms and the administration."""

from __future__ import annotations

from datetime import timedelta
from functools import cache
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, Date, and_, bindparam, false, or_, select

from messaging.standing_in import anybody, filled_in
from messaging.work import Reading
from schemas.actor import Role
from services.registration.model import BOOKS, Mandate, Person
from services.registration.queries.reach import reachable
from workflow import dated
from workflow.dated import Code
from workflow.docket import Docket, Wanted, docket
from workflow.due import Deadline, open_deadlines
from workflow.pressing import Pressing
from workflow.pressing_question import Parts, PressingQuestion
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


def pressing_deadlines(reading: Reading, *, most: int) -> Pressing:
    """Return what the actor does now (act) and within two weeks (soon), and what others are late with (waiting).

    Beside each of the first ``most`` lines of a kind stand name and number of the mandate it is about.
    """
    days = {"at_hand": reading.today + AT_HAND, "soon": reading.today + SOON}
    return _pressing(reading.actor.role).ask(reading, most, **days, **filled_in(reading))


@cache
def _pressing(role: Role) -> PressingQuestion:
    somebody, near = anybody(role), BOOKS.deadlines.c.due_on <= bindparam("soon", type_=Date())

    def of_mandate(mandate_id: Any, column: Any) -> Any:
        asked = select(column).select_from(Mandate).join(Person, Person.id == Mandate.person_id)
        return asked.where(Mandate.id == mandate_id, reachable(somebody.actor, somebody.today)).scalar_subquery()

    return PressingQuestion(
        BOOKS,
        _parts(somebody),
        near,
        *visible_deadlines(somebody),
        beside=(
            lambda mandate_id: of_mandate(mandate_id, Person.family_name + ", " + Person.given_name),
            lambda mandate_id: of_mandate(mandate_id, Mandate.number),
        ),
    )


def visible_deadlines(at: Reading) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions for the deadlines that are the actor's."""
    table, actor = BOOKS.deadlines, at.actor
    if actor.is_office:
        return ()
    if actor.is_service or actor.role is Role.INTAKE1_ADMIN:
        return (table.c.owner_organisation_id == actor.organisation_id,)
    return (false(),)


def _parts(somebody: Any) -> Parts:
    """Sort by who has to act: whoever is named, or the role where nobody is."""
    table, actor, today = BOOKS.deadlines, somebody.actor, somebody.today
    named, role = table.c.owner_account_id, table.c.owner_role
    mine = or_(named == actor.account_id, and_(named.is_(None), role == actor.role.value))
    foreign = or_(and_(named.is_not(None), named != actor.account_id), and_(named.is_(None), role != actor.role.value))
    later = and_(table.c.due_on > bindparam("at_hand", type_=Date()), table.c.reached == 0)
    return {"soon": and_(mine, later), "act": mine, "waiting": and_(foreign, table.c.due_on < today)}


def registration_deadline(reading: Reading, *, deadline_id: UUID) -> DeadlineFile:
    """Return one of the actor's deadlines with everything people did to it."""
    return deadline_file(reading, BOOKS, visible_deadlines, deadline_id)
