"""A deadline that rests or goes to its backup: for a reason, kept as history; its due day never moves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, update

from messaging.work import Reading, Work
from schemas.actor import OFFICE_STAFF, Role
from schemas.refusal import NotFound, Objection, Refused
from workflow.books import Books
from workflow.due import Deadline, open_deadlines
from workflow.moves import Happening, history_of, write_history
from workflow.stages import OnStage
from workflow.table import StageKind

Visible = Callable[[Reading], tuple[ColumnElement[bool], ...]]
"""Which deadlines of one service the actor sees."""


@dataclass(frozen=True)
class DeadlineFile:
    """One line of the register with everything people did to it."""

    deadline: Deadline
    history: tuple[Happening, ...]


def deadline_file(reading: Reading, books: Books, visible: Visible, deadline_id: UUID) -> DeadlineFile:
    """Return one deadline of the actor's register with its history; raise NotFound for any other."""
    return DeadlineFile(_found(reading, books, visible, deadline_id), history_of(reading.session, books, [deadline_id]))


def resting_objections(deadline: Deadline, until: date, today: date) -> tuple[Objection, ...]:
    """Object to rest in the past, and to rest for a limit that the law or a concept fixes."""
    found = []
    if until <= today:
        found.append(Objection("day_in_past", "until"))
    if deadline.is_legal:
        found.append(Objection("deadline_is_legal", "until", {"due": deadline.due_on.isoformat()}))
    return tuple(found)


def snoozing(books: Books, visible: Visible) -> Callable[[Any, Work], UUID]:
    """Return the handler that lets a deadline of one service rest."""

    def snooze_deadline(asked: Any, work: Work) -> UUID:
        found = _own(work, books, visible, asked.deadline_id)
        if objections := resting_objections(found, asked.until, work.today):
            raise Refused(*objections)
        _change(work, books, found.id, snoozed_until=asked.until, snooze_reason=asked.remark)
        work.note("snoozed_until", found.snoozed_until, asked.until)
        write_history(work, books, found.id, "deadline.snooze", remark=asked.remark, until=asked.until)
        return found.id

    return snooze_deadline


def handing_over(books: Books, visible: Visible, on_stage: OnStage) -> Callable[[Any, Work], UUID]:
    """Return the handler that gives a deadline of one service to its backup, who hears of it at once."""

    def hand_over_deadline(asked: Any, work: Work) -> UUID:
        found = _own(work, books, visible, asked.deadline_id)
        if found.owner_role == found.backup_role and found.owner_account_id is None:
            raise Refused(Objection("deadline_with_backup"))
        in_office = Role(found.backup_role) in {*OFFICE_STAFF, Role.SSIP_ADMIN}
        organisation = None if in_office else found.owner_organisation_id
        owner = {"owner_role": found.backup_role, "owner_account_id": None, "owner_organisation_id": organisation}
        _change(work, books, found.id, **owner, snoozed_until=None, snooze_reason=None)
        work.note("owner_role", found.owner_role, found.backup_role)
        facts = {"before": found.owner_role, "after": found.backup_role}
        write_history(work, books, found.id, "deadline.hand_over", remark=asked.remark, **facts)
        on_stage(found, StageKind.ESCALATE, work)
        return found.id

    return hand_over_deadline


def _found(reading: Reading, books: Books, visible: Visible, deadline_id: UUID) -> Deadline:
    this = books.deadlines.c.id == deadline_id
    found = next(iter(open_deadlines(reading.session, books, this, *visible(reading))), None)
    if found is None:
        raise NotFound("deadline")
    return found


def _own(work: Work, books: Books, visible: Visible, deadline_id: UUID) -> Deadline:
    """Return a deadline the actor may put off or give away: the office any it sees, others those of their house."""
    found = _found(work, books, visible, deadline_id)
    actor = work.actor
    mine = found.owner_account_id == actor.account_id or found.owner_organisation_id == actor.organisation_id
    if not (actor.is_office or mine):
        raise Refused(Objection("deadline_not_yours"))
    return found


def _change(work: Work, books: Books, deadline_id: UUID, **values: Any) -> None:
    table = books.deadlines
    work.session.execute(update(table).where(table.c.id == deadline_id).values(**values))
