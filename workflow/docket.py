"""A part of the register of deadlines: the first lines that are wanted, and the numbers of all, counted in SQL."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement, and_, case, func, or_, select, true

from messaging.work import Reading
from workflow.books import Books
from workflow.due import Deadline, lines_asked, stage_reached
from workflow.table import StageKind

_COUNTED: Final = ("every", "late", "mine", "resting", "fitting")


@dataclass(frozen=True)
class Wanted:
    """What the register is narrowed by; empty means no narrowing."""

    kind: str = ""
    mine: bool = False
    late: bool = False
    resting: bool = False
    escalated: bool = False
    legal: bool = False
    ids: tuple[UUID, ...] = ()


@dataclass(frozen=True)
class Tallies:
    """How many lines a register has, and how many of them are late, one's own, at rest, and wanted."""

    kinds: frozenset[str]
    every: int
    late: int
    mine: int
    resting: int
    fitting: int


@dataclass(frozen=True)
class Docket:
    """The first lines that are wanted by their due day; the numbers where they were asked for."""

    lines: tuple[Deadline, ...] = ()
    tallies: Tallies | None = None


def docket(
    reading: Reading, books: Books, visible: Sequence[ColumnElement[bool]], wanted: Wanted, most: int | None
) -> Docket:
    """Return the first ``most`` lines that are visible and wanted; None asks for the numbers instead."""
    table, fits = books.deadlines, _fitting(reading, books, wanted)
    here = and_(table.c.done_at.is_(None), *visible)
    if most is None:
        return Docket(tallies=_tallies(reading, books, here, fits))
    lines = lines_asked(table, reading.session.get_bind().dialect.name).where(here, fits)
    rows = reading.session.execute(lines.order_by(table.c.due_on, table.c.kind, table.c.id).limit(most))
    return Docket(tuple(map(Deadline._make, rows.all())))


def _tallies(reading: Reading, books: Books, here: ColumnElement[bool], fits: ColumnElement[bool]) -> Tallies:
    table, known = books.deadlines, _known(reading, books)
    counted = (true(), known["late"], known["mine"], known["resting"], fits)
    sums = [func.sum(case((each, 1), else_=0)).label(name) for name, each in zip(_COUNTED, counted, strict=True)]
    rows = reading.session.execute(select(table.c.kind, *sums).where(here).group_by(table.c.kind)).all()
    numbers = {name: sum(getattr(row, name) for row in rows) for name in _COUNTED}
    return Tallies(frozenset(row.kind for row in rows), **numbers)


def _known(reading: Reading, books: Books) -> Mapping[str, ColumnElement[bool]]:
    """Return what a line may be, by name."""
    table, actor = books.deadlines, reading.actor
    nobody = table.c.owner_account_id.is_(None)
    return {
        "mine": or_(table.c.owner_account_id == actor.account_id, and_(nobody, table.c.owner_role == actor.role.value)),
        "late": table.c.due_on < reading.today,
        "resting": and_(table.c.snoozed_until.is_not(None), table.c.snoozed_until > reading.today),
        "escalated": stage_reached(table, reading.session.get_bind().dialect.name) == StageKind.ESCALATE.value,
        "legal": table.c.is_legal,
    }


def _fitting(reading: Reading, books: Books, wanted: Wanted) -> ColumnElement[bool]:
    table, known = books.deadlines, _known(reading, books)
    found = [known[name] for name in known if getattr(wanted, name)]
    if wanted.kind:
        found.append(table.c.kind == wanted.kind)
    if wanted.ids:
        found.append(table.c.id.in_(wanted.ids))
    return and_(true(), *found)
