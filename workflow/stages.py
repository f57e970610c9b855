"""Taking the stages of deadlines that are reached, one stage a deadline and look."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Table, and_, or_, select, update

from messaging.work import Work
from workflow.books import Books
from workflow.due import Deadline, deadline_of
from workflow.table import StageKind

AT_ONCE: Final = 500
"""Deadlines that are moved on by one statement."""
OnStage = Callable[[Deadline, StageKind, Work], None]
"""What a service does when a stage is reached: tell its own event, or take the transition that expires."""


def look(work: Work, books: Books, on_stage: OnStage, most: int = 1000) -> int:
    """Take every stage that is reached by today, one stage a deadline and look; return how many there were."""
    table = books.deadlines
    ripe = and_(table.c.done_at.is_(None), table.c.next_on <= work.today)
    awake = or_(table.c.snoozed_until.is_(None), table.c.snoozed_until <= work.today)
    asked = select(table).where(ripe, awake).order_by(table.c.next_on, table.c.id).limit(most)
    rows = work.session.execute(asked).all()
    reached = {row.id: _reached(row, work.today) for row in rows}
    _advance(work, table, rows, reached)
    for row in rows:
        on_stage(deadline_of(row), StageKind(row.stages[reached[row.id] - 1][0]), work)
    return len(rows)


def _reached(row: Any, today: date) -> int:
    """Return how many stages lie behind by ``today``."""
    later = (place for place in range(row.reached, len(row.stages)) if date.fromisoformat(row.stages[place][1]) > today)
    return next(later, len(row.stages))


def _advance(work: Work, table: Table, rows: Iterable[Any], reached: dict[UUID, int]) -> None:
    """Move deadlines on, all that get the same stage and the same next day by one statement."""
    alike: dict[tuple[int, date | None], list[UUID]] = defaultdict(list)
    for row in rows:
        passed = reached[row.id]
        following = date.fromisoformat(row.stages[passed][1]) if passed < len(row.stages) else None
        alike[passed, following].append(row.id)
    for (passed, following), ids in alike.items():
        for first in range(0, len(ids), AT_ONCE):
            some = table.c.id.in_(ids[first : first + AT_ONCE])
            work.session.execute(update(table).where(some).values(reached=passed, next_on=following))
