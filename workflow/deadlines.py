"""The deadline register of one service: what is due, whose it is, and what happens stage by stage."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, and_, insert, or_, select, update
from sqlalchemy.orm import Session

from messaging.work import Work
from workflow import dated
from workflow.books import Books
from workflow.calendar import add_months, shift_due, working_day_after
from workflow.table import Stage, StageKind, Timer, Unit, Workflow


@dataclass(frozen=True)
class Owner:
    """Whose a deadline is beside the timer's role; ``mandate_id`` ties it to the person's file for display."""

    organisation_id: UUID | None = None
    account_id: UUID | None = None
    mandate_id: UUID | None = None
    start: date | None = None
    """The day the timer counts from, where that is not today."""


@dataclass(frozen=True)
class Deadline:
    """One line of the register."""

    id: UUID
    kind: str
    subject: UUID
    mandate_id: UUID | None
    due_on: date
    owner_role: str
    owner_organisation_id: UUID | None
    owner_account_id: UUID | None
    backup_role: str
    reached: str
    snoozed_until: date | None = None
    snooze_reason: str | None = None
    is_legal: bool = False
    """Whether the law or a concept fixes the due day: then nothing lets it rest."""


OnStage = Callable[[Deadline, StageKind, Work], None]
"""What a service does when a stage is reached: tell its own event, or take the transition that expires."""


def day_of_stage(start: date, stage: Stage) -> date:
    """Return the day a stage is reached, counted from ``start``; alerts never fall on a day nobody works."""
    if stage.unit is Unit.WORKING_DAYS:
        return working_day_after(start, stage.count)
    if stage.unit is Unit.MONTHS:
        return shift_due(add_months(start, stage.count))
    return shift_due(start + timedelta(days=stage.count))


def open_for_state(work: Work, books: Books, workflow: Workflow, row: Any, owner: Owner) -> None:
    """Start the timer of the state ``row`` is in, if it has one."""
    if timer := workflow.timer(str(row.state)):
        open_deadline(work, books, timer, row.id, owner)


def open_deadline(work: Work, books: Books, timer: Timer, subject: UUID, owner: Owner) -> None:
    """Start ``timer`` for ``subject``; an open one of the same kind is replaced."""
    close(work, books, timer.kind, subject, how="replaced")
    begun = owner.start or work.today
    planned = [(each.kind.value, day_of_stage(begun, each)) for each in _stages(work, books, timer)]
    due = next((day for kind, day in planned if kind in (StageKind.DUE, StageKind.EXPIRE)), planned[-1][1])
    work.session.execute(
        insert(books.deadlines).values(
            id=uuid4(),
            kind=timer.kind,
            subject=subject,
            mandate_id=owner.mandate_id,
            due_on=due,
            owner_role=timer.owner.value,
            owner_organisation_id=owner.organisation_id,
            owner_account_id=owner.account_id,
            backup_role=timer.backup.value,
            stages=[[kind, day.isoformat()] for kind, day in planned],
            reached=0,
            next_on=planned[0][1],
            opened_at=work.now,
        )
    )


def _stages(work: Work, books: Books, timer: Timer) -> Sequence[Stage]:
    """Return the timer's stages, with counts replaced by ``deadline.<kind>`` where somebody has set them."""
    counts = dated.value_on(work.session, books, f"deadline.{timer.kind}", work.today)
    if not isinstance(counts, list) or len(counts) != len(timer.stages):
        return timer.stages
    return [Stage(each.kind, int(count), each.unit) for each, count in zip(timer.stages, counts, strict=True)]


def close_for_state(work: Work, books: Books, workflow: Workflow, subject: UUID, state: str) -> None:
    """Stop the timer of ``state``: its task is done, and its reminders die with it."""
    if timer := workflow.timer(state):
        close(work, books, timer.kind, subject)


def close(work: Work, books: Books, kind: str, subject: UUID, *, how: str = "done") -> None:
    """Stop one deadline; nothing happens where none is open."""
    table = books.deadlines
    still = and_(table.c.kind == kind, table.c.subject == subject, table.c.done_at.is_(None))
    work.session.execute(update(table).where(still).values(done_at=work.now, done_how=how, next_on=None))


def look(work: Work, books: Books, on_stage: OnStage, most: int = 1000) -> int:
    """Take every stage that is reached by today, one stage a deadline and look; return how many there were."""
    table = books.deadlines
    ripe = and_(table.c.done_at.is_(None), table.c.next_on <= work.today)
    awake = or_(table.c.snoozed_until.is_(None), table.c.snoozed_until <= work.today)
    rows = work.session.execute(select(table).where(ripe, awake).order_by(table.c.next_on, table.c.id).limit(most))
    count = 0
    for row in rows.all():
        count += 1
        _advance(work, books, row, on_stage)
    return count


def _advance(work: Work, books: Books, row: Any, on_stage: OnStage) -> None:
    table, reached = books.deadlines, row.reached
    while reached < len(row.stages) and date.fromisoformat(row.stages[reached][1]) <= work.today:
        reached += 1
    following = date.fromisoformat(row.stages[reached][1]) if reached < len(row.stages) else None
    moved = {"reached": reached, "next_on": following}
    work.session.execute(update(table).where(table.c.id == row.id).values(**moved))
    on_stage(deadline_of(row), StageKind(row.stages[reached - 1][0]), work)


def deadline_of(row: Any) -> Deadline:
    """Return a row of the register as a deadline."""
    reached = row.stages[row.reached - 1][0] if row.reached else ""
    return Deadline(
        row.id,
        row.kind,
        row.subject,
        row.mandate_id,
        row.due_on,
        row.owner_role,
        row.owner_organisation_id,
        row.owner_account_id,
        row.backup_role,
        reached,
        row.snoozed_until,
        row.snooze_reason,
        row.is_legal,
    )


def open_deadlines(session: Session, books: Books, *where: ColumnElement[bool]) -> tuple[Deadline, ...]:
    """Return the open deadlines that meet ``where``, the earliest first."""
    table = books.deadlines
    asked = select(table).where(table.c.done_at.is_(None), *where).order_by(table.c.due_on, table.c.kind)
    return tuple(deadline_of(row) for row in session.execute(asked))
