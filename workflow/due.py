"""The lines of one service's deadline register as they are read."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Select, String, Table, case, cast, func, literal, select
from sqlalchemy.orm import Session

from messaging.long_answers import long_answer
from workflow.books import Books


class Deadline(NamedTuple):
    """One line of the register; a report has thousands, and a named tuple is made in a fifth of the time."""

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
    asked = lines_asked(table, session.get_bind().dialect.name).where(table.c.done_at.is_(None), *where)
    rows = long_answer(session, asked.order_by(table.c.due_on, table.c.kind))
    return tuple(map(Deadline._make, rows))


@cache
def lines_asked(table: Table, dialect: str) -> Select[Any]:
    """Select what a line says and nothing else: taking the plan apart in Python takes longer than all the rest."""
    given = {**table.c, "reached": func.coalesce(stage_reached(table, dialect), "").label("reached")}
    return select(*(given[name] for name in Deadline._fields))


def stage_reached(table: Table, dialect: str) -> ColumnElement[str | None]:
    """Return the kind of the stage reached last as the database reads it; nothing before the first one."""
    place = cast(table.c.reached - 1, String)
    if dialect == "postgresql":
        kind = func.json_extract_path_text(table.c.stages, place, "0")
    else:
        kind = func.json_extract(table.c.stages, literal("$[").concat(place).concat("][0]"))
    return case((table.c.reached > 0, kind), else_=None)
