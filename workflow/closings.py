"""A service's copy of the calendar: taken over from steering, and what of its deadlines that moves."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from sqlalchemy import bindparam, insert, select, update

from messaging.work import Reading, Work
from schemas.message import Event
from schemas.working_days import WorkingDaysSet
from workflow import dated
from workflow.books import Books
from workflow.calendar import Closing, Direction, WorkingDays
from workflow.deadlines import LAST_DAY, day_of_stage
from workflow.moves import history_line
from workflow.table import Stage, StageKind, Unit

MOVED_DUE: Final = "deadline.moved"
MOVED_ALERT: Final = "deadline.alert_moved"
"""What stands in the history of a deadline whose last day, or only whose next alert, got another day."""
AT_ONCE: Final = 1000
"""Deadlines that are looked at, and moved, by one statement."""
_PLAIN: Final = 2
"""What a stage holds that does not say what it was counted from."""


@dataclass(frozen=True)
class Moved:
    """One open deadline that gets other days: its last day, its next alert, and the first stage that moves."""

    deadline_id: UUID
    kind: str
    subject: UUID
    mandate_id: UUID | None
    due_before: date
    due_after: date
    next_before: date
    next_after: date
    stage: StageKind
    was_on: date
    now_on: date
    stages: tuple[tuple[Any, ...], ...]


@dataclass(frozen=True)
class Moves:
    """What a change of the calendar moves in one service: how many of each kind, and the first of them."""

    counts: tuple[tuple[str, int], ...] = ()
    first: tuple[Moved, ...] = ()


def hearing(books: Books) -> Callable[[Any, Work], None]:
    """Return the listener by which a service takes over the calendar."""

    def working_days_set(told: WorkingDaysSet, work: Work) -> None:
        closings = map(Closing, told.first_days, told.last_days, told.for_all)
        directions = map(Direction, told.directed_from, told.directions)
        take_over(work, books, WorkingDays(tuple(closings), tuple(directions)), told.valid_from)

    return working_days_set


def listening(books: Books) -> dict[type[Event], Callable[[Any, Work], None]]:
    """Return the row of a service's table of listeners."""
    return {WorkingDaysSet: hearing(books)}


def take_over(work: Work, books: Books, days: WorkingDays, valid_from: date) -> None:
    """Let this calendar hold, and give every open deadline it concerns its new days, written into its history."""
    dated.keep_calendar(work, books, days, valid_from)
    for some in _parts(work, books, days):
        _write(work, books, some)


def moves(reading: Reading, books: Books, days: WorkingDays, most: int = 50) -> Moves:
    """Return what this calendar would move among the open deadlines of one service."""
    counts: dict[str, int] = {}
    first: list[Moved] = []
    for each in moved_by(reading, books, days):
        counts[each.kind] = counts.get(each.kind, 0) + 1
        first.append(each)
        if len(first) > 2 * most:
            first = _nearest(first, most)
    return Moves(tuple(sorted(counts.items())), tuple(_nearest(first, most)))


def _nearest(found: list[Moved], most: int) -> list[Moved]:
    return sorted(found, key=lambda each: (each.was_on, each.kind, each.deadline_id))[:most]


def moved_by(reading: Reading, books: Books, days: WorkingDays) -> Iterator[Moved]:
    """Yield the open deadlines with a stage ahead that ``days`` gives another day."""
    for some in _parts(reading, books, days):
        yield from some


def _parts(reading: Reading, books: Books, days: WorkingDays) -> Iterator[list[Moved]]:
    """Yield what moves, one part of the register after the other."""
    table, last = books.deadlines, UUID(int=0)
    columns = table.c["id", "kind", "subject", "mandate_id", "due_on", "next_on", "stages", "reached", "is_legal"]
    asked = select(*columns).where(table.c.done_at.is_(None), table.c.next_on.is_not(None)).order_by(table.c.id)
    while rows := reading.session.execute(asked.where(table.c.id > last).limit(AT_ONCE)).all():
        last = rows[-1].id
        if some := [moved for row in rows if (moved := _moved(row, days))]:
            yield some


def _moved(row: Any, days: WorkingDays) -> Moved | None:
    stages = _stages(row, days)
    if stages == list(row.stages):
        return None
    following = date.fromisoformat(stages[row.reached][1])
    due = row.due_on if row.is_legal else _due(row, stages)
    place = next(at for at, each in enumerate(stages) if each != row.stages[at])
    was_on, now_on = (date.fromisoformat(each[place][1]) for each in (row.stages, stages))
    return Moved(
        deadline_id=row.id,
        kind=row.kind,
        subject=row.subject,
        mandate_id=row.mandate_id,
        due_before=row.due_on,
        due_after=due,
        next_before=row.next_on,
        next_after=following,
        stage=StageKind(stages[place][0]),
        was_on=was_on,
        now_on=now_on,
        stages=tuple(map(tuple, stages)),
    )


def _stages(row: Any, days: WorkingDays) -> list[list[Any]]:
    """Return the stages of a deadline in another calendar; what is reached stays as it was."""
    return [
        each if place < row.reached else _counted(each, days, is_legal=row.is_legal)
        for place, each in enumerate(row.stages)
    ]


def _counted(stage: Sequence[Any], days: WorkingDays, *, is_legal: bool) -> list[Any]:
    """Return one stage in another calendar; the last day of a legal limit stays.

    A stage that was written before it said what it was counted from leaves a closed day, and moves no further.
    """
    kind = StageKind(stage[0])
    if is_legal and kind in LAST_DAY:
        return list(stage)
    if len(stage) == _PLAIN:
        day = date.fromisoformat(stage[1])
        return [kind.value, (days.shift_due(day) if days.is_closed(day) else day).isoformat()]
    _, _, unit, count, start = stage
    day = day_of_stage(date.fromisoformat(start), Stage(kind, count, Unit(unit)), days)
    return [kind.value, day.isoformat(), unit, count, start]


def _due(row: Any, stages: Sequence[Sequence[Any]]) -> date:
    """Return the last day after a move: that of the stage that is the last day, where it is still ahead."""
    last = next((place for place, each in enumerate(stages) if each[0] in LAST_DAY), len(stages) - 1)
    return date.fromisoformat(stages[last][1]) if last >= row.reached else row.due_on


def _write(work: Work, books: Books, found: Sequence[Moved]) -> None:
    table = books.deadlines
    still = (table.c.done_at.is_(None), table.c.next_on == bindparam("before"))
    wanted = update(table).where(table.c.id == bindparam("this"), *still)
    changed = wanted.values(due_on=bindparam("due"), next_on=bindparam("following"), stages=bindparam("planned"))
    work.session.connection().execute(changed, [_row(each) for each in found])
    work.session.execute(insert(books.history), [_line(work, each) for each in found])


def _row(moved: Moved) -> dict[str, Any]:
    return {
        "this": moved.deadline_id,
        "before": moved.next_before,
        "due": moved.due_after,
        "following": moved.next_after,
        "planned": list(map(list, moved.stages)),
    }


def _line(work: Work, moved: Moved) -> dict[str, Any]:
    if moved.due_after != moved.due_before:
        return history_line(work, moved.deadline_id, MOVED_DUE, was_on=moved.due_before, now_on=moved.due_after)
    return history_line(work, moved.deadline_id, MOVED_ALERT, was_on=moved.was_on, now_on=moved.now_on)
