"""The lanes of the triage board: the most urgent mandates of each state, with one question for all of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from messaging.paging import TOTAL
from messaging.work import Reading
from schemas.codes_registration import MandateState
from services.registration.model import Mandate, Person
from services.registration.queries.lists import OF_A_LINE, MandateLine, earliest_deadline, line_read
from services.registration.queries.reach import reachable


@dataclass(frozen=True)
class Lane:
    """The mandates in one state, the next due first, and how many there are in all."""

    lines: tuple[MandateLine, ...]
    total: int


def lanes(reading: Reading, *, states: Sequence[MandateState], most: int) -> Mapping[MandateState, Lane]:
    """Return the first ``most`` mandates of each state."""
    due = earliest_deadline()
    urgent = (due.is_(None), due, Mandate.number)
    placed = select(
        Mandate.id.label("mandate_id"),
        due.label("due_on"),
        func.row_number().over(partition_by=Mandate.state, order_by=urgent).label("place"),
        func.count().over(partition_by=Mandate.state).label(TOTAL),
    ).where(Mandate.state.in_(states), reachable(reading.actor, reading.today))
    first = placed.subquery()
    asked = (
        select(*OF_A_LINE, first.c.due_on, first.c[TOTAL])
        .join(first, first.c.mandate_id == Mandate.id)
        .join(Person, Person.id == Mandate.person_id)
        .where(first.c.place <= most)
        .order_by(first.c.place)
    )
    found: dict[MandateState, list[MandateLine]] = {}
    totals: dict[MandateState, int] = {}
    for row in reading.session.execute(asked):
        found.setdefault(row.state, []).append(line_read(row))
        totals[row.state] = getattr(row, TOTAL)
    return {state: Lane(tuple(found.get(state, ())), totals.get(state, 0)) for state in states}
