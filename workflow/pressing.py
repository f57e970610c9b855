"""The open deadlines that press, for the list of a day: the most urgent of each kind, and how many there are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, and_, case, func, literal, select, union_all

from messaging.work import Reading
from workflow.books import Books
from workflow.due import Deadline, lines_asked

MOST: Final = 50
"""Lines of one kind in one part; whoever has more works through these first, and finds all in the register."""

Parts = Mapping[str, ColumnElement[bool]]
"""The parts of a day's list and what falls into each; a deadline stands in the first part that fits it."""


@dataclass(frozen=True)
class Tally:
    """How many deadlines of one kind stand in one part, and how many of them are overdue."""

    part: str
    kind: str
    count: int
    late: int


@dataclass(frozen=True)
class Pressing:
    """The most urgent deadlines of every part, and the exact numbers behind them."""

    lines: Mapping[str, Sequence[Deadline]]
    tallies: tuple[Tally, ...]

    def unseen(self) -> tuple[Tally, ...]:
        """Return what is left of each tally when the lines at hand are taken away."""
        return tuple(left for each in self.tallies if (left := self._left(each)).count)

    def _left(self, tally: Tally) -> Tally:
        held = [each for each in self.lines.get(tally.part, ()) if each.kind == tally.kind]
        # The most urgent stand first: what is left can only be overdue where every line at hand is.
        late = max(0, tally.late - len(held))
        return Tally(tally.part, tally.kind, tally.count - len(held), late)


@dataclass(frozen=True)
class _Within:
    """Which deadlines are looked at, and the part each stands in."""

    here: ColumnElement[bool]
    part: ColumnElement[str]


def pressing(reading: Reading, books: Books, parts: Parts, *where: ColumnElement[bool]) -> Pressing:
    """Return the open deadlines that meet ``where``, by part, in two statements whatever their number."""
    table = books.deadlines
    part = case(*((fits, name) for name, fits in parts.items()), else_="")
    here = and_(table.c.done_at.is_(None), *where)
    sorted_in = select(table.c.kind, table.c.due_on, part.label("part")).where(here)
    tallies = _tallies(reading, sorted_in)
    return Pressing(_lines(reading, books, _Within(here, part), parts, tallies), tallies)


def _lines(
    reading: Reading, books: Books, within: _Within, parts: Parts, tallies: Sequence[Tally]
) -> Mapping[str, Sequence[Deadline]]:
    """Return the first lines of each part and kind: one walk along the index over kind and day for each of them."""
    found: dict[str, list[Deadline]] = {name: [] for name in parts}
    if not tallies:
        return found
    asked = lines_asked(books.deadlines, reading.session.get_bind().dialect.name)
    firsts = [_first(asked, books, within, each) for each in tallies]
    for *line, part in reading.session.execute(union_all(*firsts)):
        found[part].append(Deadline._make(line))
    for lines in found.values():
        lines.sort(key=lambda each: (each.due_on, each.kind, str(each.id)))
    return found


def _first(lines: Select[Any], books: Books, within: _Within, tally: Tally) -> Select[Any]:
    table, name = books.deadlines, literal(tally.part)
    mine = (within.here, table.c.kind == tally.kind, within.part == name)
    asked = lines.add_columns(name.label("part")).where(*mine).order_by(table.c.due_on, table.c.id).limit(MOST)
    return select(asked.subquery())


def _tallies(reading: Reading, sorted_in: Select[Any]) -> tuple[Tally, ...]:
    every = sorted_in.subquery()
    late = func.coalesce(func.sum(case((every.c.due_on < reading.today, 1), else_=0)), 0)
    asked = select(every.c.part, every.c.kind, func.count(), late).where(every.c.part != "")
    rows = reading.session.execute(asked.group_by(every.c.part, every.c.kind).order_by(every.c.part, every.c.kind))
    return tuple(Tally(part, kind, count, overdue) for part, kind, count, overdue in rows)
