"""How the deadlines that press are asked for: ranked and counted by the database, in one statement."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Date, Integer, Select, bindparam, case, func, select

from messaging.direct_reading import DirectQuestion
from messaging.work import Reading
from workflow.books import Books
from workflow.pressing import MOST, Line, Pressing, Tally

Parts = Mapping[str, ColumnElement[bool]]
"""The parts of a day's list and what falls into each; a deadline stands in the first part that fits it."""
Beside = Callable[[ColumnElement[UUID]], ColumnElement[Any]]
"""Something to read beside each line, made out of the column of the mandate; asked for the lines shown alone."""


class PressingQuestion:
    """Asks for the open deadlines that meet ``where``, by part, in one statement whatever their number.

    Parts and conditions have gaps, ``today`` among them, that are filled in when it is asked.
    """

    def __init__(self, books: Books, parts: Parts, *where: ColumnElement[bool], beside: Sequence[Beside] = ()) -> None:
        self._names = tuple(parts)
        self._question = DirectQuestion(_asked(books, parts, where, beside))

    def ask(self, reading: Reading, most: int, **values: Any) -> Pressing:
        """Return the first ``most`` lines of each part and kind, and how many there are of each."""
        found: dict[str, list[Line]] = {name: [] for name in self._names}
        tallies: dict[tuple[str, str], Tally] = {}
        for part, count, late, kind, subject, mandate, due, *beside in self._question.rows(
            reading.session, most=min(most, MOST), **values
        ):
            tallies[part, kind] = Tally(part, kind, count, late)
            found[part].append(Line(kind, subject, mandate, due, tuple(beside)))
        return Pressing(found, tuple(tallies[key] for key in sorted(tallies)))


def _asked(books: Books, parts: Parts, where: Sequence[ColumnElement[bool]], beside: Sequence[Beside]) -> Select[Any]:
    """Rank what presses within its part and kind and count it, both in one pass; then read the first of each."""
    table = books.deadlines
    shown = (table.c.id, table.c.kind, table.c.subject, table.c.mandate_id, table.c.due_on)
    part = case(*((fits, name) for name, fits in parts.items()), else_="")
    sorted_in = select(*shown, part.label("part")).where(table.c.done_at.is_(None), *where).subquery()
    here, order = [sorted_in.c.part, sorted_in.c.kind], [sorted_in.c.due_on, sorted_in.c.id]
    is_late = case((sorted_in.c.due_on < bindparam("today", type_=Date()), 1), else_=0)
    ranked = (
        select(
            sorted_in,
            func.row_number().over(partition_by=here, order_by=order).label("place"),
            func.count().over(partition_by=here).label("count"),
            func.sum(is_late).over(partition_by=here).label("late"),
        )
        .where(sorted_in.c.part != "")
        .subquery()
    )
    line = (ranked.c.kind, ranked.c.subject, ranked.c.mandate_id, ranked.c.due_on)
    return (
        select(ranked.c.part, ranked.c["count"], ranked.c.late, *line, *(each(ranked.c.mandate_id) for each in beside))
        .where(ranked.c.place <= bindparam("most", type_=Integer()))
        .order_by(ranked.c.due_on, ranked.c.kind, ranked.c.id)
    )
