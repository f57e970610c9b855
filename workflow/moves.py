"""Moving one record one step: state, row version, history and timers, always together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from messaging.work import Work
from schemas.refusal import Conflict
from workflow import deadlines
from workflow.books import Books
from workflow.deadlines import Owner
from workflow.table import Workflow


class Counted(Protocol):
    """A mapped row with a version that grows with every change."""

    row_version: Any


class Record(Counted, Protocol):
    """What moves: a row with an id and a state."""

    id: Any
    state: Any


@dataclass(frozen=True)
class Happening:
    """One line of a record's history; ``facts`` are codes, days and numbers, ``remark`` the person's own words."""

    at: datetime
    what: str
    account_id: UUID
    role: str
    organisation_id: UUID
    facts: Mapping[str, Any]
    remark: str | None = None


def check_version(row: Counted, expected: int | None) -> None:
    """Raise Conflict when the page was made from an older version of the row than the one found."""
    if expected is not None and row.row_version != expected:
        raise Conflict(facts={"expected": expected, "found": int(row.row_version)})


@dataclass(frozen=True)
class Course:
    """A workflow together with the books it is written in."""

    workflow: Workflow
    books: Books

    def start(self, row: Record, work: Work, owner: Owner, *, remark: str | None = None) -> None:
        """Put a new record into its first state and start that state's timer."""
        row.state = self.workflow.states(self.workflow.initial)
        write_history(work, self.books, row.id, f"{self.workflow.name}.{self.workflow.initial}", remark=remark)
        deadlines.begin_for_state(work, self.books, self.workflow, row, owner)

    def move(self, row: Record, name: str, work: Work, owner: Owner, *, remark: str | None = None) -> None:
        """Take one transition: checks the state and the role, writes history and audit, swaps the timers.

        Raises Refused where the table does not allow it.
        """
        before = str(row.state)
        after = self.workflow.next_state(before, name, work.actor.role)
        row.state = self.workflow.states(after)
        work.note(f"{self.workflow.name}.state", before, after)
        write_history(
            work, self.books, row.id, f"{self.workflow.name}.{name}", remark=remark, before=before, after=after
        )
        timers = self.workflow.timer(before), self.workflow.timer(str(row.state))
        deadlines.swap(work, self.books, timers, row.id, owner)


def write_history(
    work: Work, books: Books, subject: UUID, what: str, *, remark: str | None = None, **facts: Any
) -> None:
    """Write one line into the history of ``subject``."""
    work.put(books.history, **history_line(work, subject, what, remark=remark, **facts))


def history_line(work: Work, subject: UUID, what: str, *, remark: str | None = None, **facts: Any) -> dict[str, Any]:
    """Return one line for the history of ``subject``, to be written with others."""
    return {
        "subject": subject,
        "at": work.now,
        "what": what,
        "account_id": work.actor.account_id,
        "role": work.actor.role.value,
        "organisation_id": work.actor.organisation_id,
        "facts": {name: _plain(value) for name, value in facts.items()},
        "remark": remark or None,
    }


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, (bool, int)) else str(value)


def history_of(session: Session, books: Books, subjects: Sequence[UUID]) -> tuple[Happening, ...]:
    """Return what happened to ``subjects``, oldest first."""
    lines = books.history
    asked = select(lines).where(lines.c.subject.in_(subjects)).order_by(lines.c.at, lines.c.seq)
    return tuple(
        Happening(row.at, row.what, row.account_id, row.role, row.organisation_id, row.facts, row.remark)
        for row in session.execute(asked)
    )
