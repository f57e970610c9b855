"""What somebody has to do about dossiers: now, soon, and what waits for others; and the deadline register."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, and_, case, exists, false, func, or_, select

from messaging.direct_reading import DirectQuestion
from messaging.standing_in import anybody, filled_in
from messaging.work import Reading
from schemas.actor import SERVICE_STAFF, Role
from schemas.codes_casework import Segment, SegmentState
from services.casework.model import BOOKS, Dossier, SegmentDecision
from services.casework.queries.lines import newest_mandate
from services.casework.queries.reach import reachable
from services.casework.rules.segment_course import FINAL_KIND, REVIEW_KIND
from workflow.docket import Docket, Wanted, docket
from workflow.due import Deadline, open_deadlines
from workflow.resting import DeadlineFile, deadline_file

SOON: Final = 14
_PATIENT: Final = frozenset({REVIEW_KIND, FINAL_KIND, "intake_1_left", "intake_2_left"})
"""Deadlines that are shown when their day comes near; all others are work as soon as they run."""


@dataclass(frozen=True)
class WorkLine:
    """One line of somebody's work list."""

    dossier_id: UUID
    number: str
    mandate_id: UUID | None
    segment: Segment | None
    kind: str
    due_on: date
    is_late: bool


@dataclass(frozen=True)
class MyWork:
    """What to do now, what is coming, and what others still have to do."""

    act: tuple[WorkLine, ...] = ()
    soon: tuple[WorkLine, ...] = ()
    waiting: tuple[WorkLine, ...] = ()


@dataclass(frozen=True)
class WorkNumber:
    """How much there is to do now, and whether any of it is late."""

    total: int
    late: bool


def work_number(reading: Reading) -> WorkNumber:
    """Return how many lines ``my_work`` has to do now; one statement, for the number in the menu."""
    total, late = _numbered(reading.actor.role).rows(reading.session, **filled_in(reading))[0]
    return WorkNumber(total=int(total), late=bool(late))


@cache
def _numbered(role: Role) -> DirectQuestion:
    table, somebody = BOOKS.deadlines, anybody(role)
    late = func.coalesce(func.sum(case((table.c.due_on < somebody.today, 1), else_=0)), 0)
    within = reachable(somebody.actor)
    dossiers = exists().where(Dossier.id == table.c.subject, within)
    decisions = exists().where(SegmentDecision.id == table.c.subject, Dossier.id == SegmentDecision.dossier_id, within)
    now = or_(table.c.kind.not_in(_PATIENT), table.c.due_on <= somebody.today)
    asked = select(func.count(), late).select_from(table)
    return DirectQuestion(asked.where(table.c.done_at.is_(None), _mine(somebody), now, or_(dossiers, decisions)))


def my_work(reading: Reading) -> MyWork:
    """Return the actor's own lines, the earliest first."""
    soon, table = reading.today + timedelta(days=SOON), BOOKS.deadlines
    near = or_(table.c.kind.not_in(_PATIENT), table.c.due_on <= soon)
    mine, theirs = open_deadlines(reading.session, BOOKS, _mine(reading), near), _awaited(reading)
    lines = _lines(reading, mine, theirs)
    act = [each for each in mine if each.kind not in _PATIENT or each.due_on <= reading.today]
    later = [each for each in mine if each.kind in _PATIENT and reading.today < each.due_on]
    return MyWork(*(tuple(lines[each.id] for each in found if each.id in lines) for found in (act, later, theirs)))


def _mine(reading: Any) -> ColumnElement[bool]:
    table, actor = BOOKS.deadlines, reading.actor
    own = and_(table.c.owner_organisation_id == actor.organisation_id, table.c.owner_role == actor.role.value)
    return and_(own, or_(table.c.owner_account_id.is_(None), table.c.owner_account_id == actor.account_id))


def _awaited(reading: Reading) -> tuple[Deadline, ...]:
    """Return the deadlines of others on what the actor has decided, proposed or asked for."""
    table, me, row = BOOKS.deadlines, reading.actor.account_id, SegmentDecision
    asked = select(row.id).where(
        row.under_way_id.is_not(None),
        or_(
            and_(row.state == SegmentState.FOUR_EYES, row.decided_by == me),
            and_(row.state == SegmentState.PROPOSED, row.proposed_by == me),
            and_(row.state == SegmentState.REQUESTED, row.requested_by == me),
        ),
    )
    others = or_(table.c.owner_account_id.is_(None), table.c.owner_account_id != me)
    return open_deadlines(reading.session, BOOKS, table.c.subject.in_(asked), others)


def _lines(reading: Reading, *found: Iterable[Deadline]) -> Mapping[UUID, WorkLine]:
    every = [each for some in found for each in some]
    by_subject = _dossiers(reading, {each.subject for each in every})
    return {
        each.id: _line(each, by_subject[each.subject], reading.today) for each in every if each.subject in by_subject
    }


def _dossiers(reading: Reading, subjects: set[UUID]) -> Mapping[UUID, Any]:
    """Return the dossier behind each subject, which is a dossier itself or one of its decisions."""
    if not subjects:
        return {}
    mandate = newest_mandate().label("mandate_id")
    columns = (Dossier.id, Dossier.number, Dossier.segment, mandate)
    asked = (
        select(*columns, SegmentDecision.id.label("decision_id"))
        .outerjoin(SegmentDecision, and_(SegmentDecision.dossier_id == Dossier.id, SegmentDecision.id.in_(subjects)))
        .where(reachable(reading.actor), or_(Dossier.id.in_(subjects), SegmentDecision.id.is_not(None)))
    )
    found: dict[UUID, Any] = {}
    for row in reading.session.execute(asked):
        found |= {row.id: row, row.decision_id: row}
    return found


def _line(deadline: Deadline, dossier: Any, today: date) -> WorkLine:
    return WorkLine(
        dossier_id=dossier.id,
        number=dossier.number,
        mandate_id=dossier.mandate_id,
        segment=dossier.segment,
        kind=deadline.kind,
        due_on=deadline.due_on,
        is_late=deadline.due_on < today,
    )


def casework_deadlines(reading: Reading) -> tuple[Deadline, ...]:
    """Return the open deadlines of the actor's own service, the earliest first; the house sees all."""
    return open_deadlines(reading.session, BOOKS, *visible_deadlines(reading))


def casework_docket(reading: Reading, *, wanted: Wanted, most: int | None) -> Docket:
    """Return a part of the actor's register, or its numbers."""
    return docket(reading, BOOKS, visible_deadlines(reading), wanted, most)


def visible_deadlines(at: Reading) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions for the deadlines the actor may see."""
    table, actor = BOOKS.deadlines, at.actor
    if actor.role is Role.SYSTEM:
        return ()
    return (table.c.owner_organisation_id == actor.organisation_id if actor.role in SERVICE_STAFF else false(),)


def casework_deadline(reading: Reading, *, deadline_id: UUID) -> DeadlineFile:
    """Return one of the actor's deadlines with everything people did to it."""
    return deadline_file(reading, BOOKS, visible_deadlines, deadline_id)
