"""The deadline register of one service: what is due, whose it is, and what happens stage by stage."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any, Final
from uuid import UUID, uuid4

from sqlalchemy import (
    Table,
    and_,
    bindparam,
    case,
    update,
)

from messaging.direct import Direct, inserting_row
from messaging.work import Work
from workflow import dated
from workflow.books import Books
from workflow.calendar import WorkingDays, add_months
from workflow.table import Stage, StageKind, Timer, Unit, Workflow


@dataclass(frozen=True)
class Owner:
    """Whose a deadline is beside the timer's role; ``mandate_id`` ties it to the person's file for display."""

    organisation_id: UUID | None = None
    account_id: UUID | None = None
    mandate_id: UUID | None = None
    start: date | None = None
    """The day the timer counts from, where that is not today."""


LAST_DAY: Final = (StageKind.DUE, StageKind.EXPIRE)
"""Stages that are the due day itself; all others are alerts."""
_NONE: Final = ""


def day_of_stage(start: date, stage: Stage, days: WorkingDays) -> date:
    """Return the day a stage is reached, counted from ``start``; alerts never fall on a day nobody works."""
    if stage.unit is Unit.WORKING_DAYS:
        return days.after(start, stage.count)
    if stage.unit is Unit.MONTHS:
        return days.shift_due(add_months(start, stage.count))
    return days.shift_due(start + timedelta(days=stage.count))


def open_for_state(work: Work, books: Books, workflow: Workflow, row: Any, owner: Owner) -> None:
    """Start the timer of the state ``row`` is in, if it has one."""
    if timer := workflow.timer(str(row.state)):
        open_deadline(work, books, timer, row.id, owner)


def begin_for_state(work: Work, books: Books, workflow: Workflow, row: Any, owner: Owner) -> None:
    """Start the timer of a record's first state; a record that is new has no other deadline."""
    if timer := workflow.timer(str(row.state)):
        _open(work, books, timer, row.id, owner)


def swap(work: Work, books: Books, timers: tuple[Timer | None, Timer | None], subject: UUID, owner: Owner) -> None:
    """Stop the first of two timers and start the second, as a move from one state to the next does."""
    ended, begun = timers
    kinds = {"ended": ended.kind if ended else _NONE, "replaced": begun.kind if begun else _NONE}
    if ended or begun:
        asked = {"of": subject, "at": work.now, "how": "replaced", **kinds}
        _closing(books.deadlines).run(work.session, asked)
    if begun:
        _open(work, books, begun, subject, owner)


def open_deadline(work: Work, books: Books, timer: Timer, subject: UUID, owner: Owner) -> None:
    """Start ``timer`` for ``subject``; an open one of the same kind is replaced."""
    close(work, books, timer.kind, subject, how="replaced")
    _open(work, books, timer, subject, owner)


def _open(work: Work, books: Books, timer: Timer, subject: UUID, owner: Owner) -> None:
    begun = owner.start or work.today
    days = dated.working_days(work.session, books, work.today)
    planned = [(each, day_of_stage(begun, each, days)) for each in _stages(work, books, timer)]
    due = next((day for each, day in planned if each.kind in LAST_DAY), planned[-1][1])
    row = {
        "id": uuid4(),
        "kind": timer.kind,
        "subject": subject,
        "mandate_id": owner.mandate_id,
        "due_on": due,
        "owner_role": timer.owner.value,
        "owner_organisation_id": owner.organisation_id,
        "owner_account_id": owner.account_id,
        "backup_role": timer.backup.value,
        "stages": [written(each, day, begun) for each, day in planned],
        "reached": 0,
        "next_on": planned[0][1],
        "opened_at": work.now,
        "is_legal": False,
    }
    inserting_row(books.deadlines, tuple(row)).run(work.session, row)


def written(stage: Stage, day: date, start: date) -> list[Any]:
    """Return a stage as a row keeps it: kind and day, then what the day was counted from."""
    return [stage.kind.value, day.isoformat(), stage.unit.value, stage.count, start.isoformat()]


def _stages(work: Work, books: Books, timer: Timer) -> Sequence[Stage]:
    """Return the timer's stages, with counts replaced by ``deadline.<kind>`` where somebody has set them."""
    counts = dated.counts_on(work.session, books, timer.kind, work.today)
    if not isinstance(counts, list) or len(counts) != len(timer.stages):
        return timer.stages
    return [Stage(each.kind, int(count), each.unit) for each, count in zip(timer.stages, counts, strict=True)]


def close_for_state(work: Work, books: Books, workflow: Workflow, subject: UUID, state: str) -> None:
    """Stop the timer of ``state``: its task is done, and its reminders die with it."""
    if timer := workflow.timer(state):
        close(work, books, timer.kind, subject)


def close(work: Work, books: Books, kind: str, subject: UUID, *, how: str = "done") -> None:
    """Stop one deadline; nothing happens where none is open."""
    asked = {"of": subject, "ended": _NONE, "replaced": kind, "at": work.now, "how": how}
    _closing(books.deadlines).run(work.session, asked)


@cache
def _closing(table: Table) -> Direct:
    """Statements are made once, and go past the session's own rows: those are written together, at the act's end."""
    still = and_(table.c.subject == bindparam("of"), table.c.done_at.is_(None))
    named = table.c.kind.in_((bindparam("ended"), bindparam("replaced")))
    how = case((table.c.kind == bindparam("ended"), "done"), else_=bindparam("how", type_=table.c.done_how.type))
    return Direct(update(table).where(still, named).values(done_at=bindparam("at"), done_how=how, next_on=None))
