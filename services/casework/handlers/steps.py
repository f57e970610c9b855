"""Moving dossiers and segment decisions: state, timers with their owners, and legal limits that never shift."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final
from uuid import UUID

from sqlalchemy import select, update

from messaging.work import Work
from schemas.actor import Role
from schemas.codes_casework import SegmentProcess, SegmentState
from schemas.refusal import Objection, Refused
from services.casework.model import BOOKS, Dossier, DossierMandate, SegmentDecision
from services.casework.queries.reach import dossier_of
from services.casework.queries.settings import limits_on
from services.casework.rules.dossier_course import DOSSIER, DossierState
from services.casework.rules.intake import intake1_limit, intake2_limit
from services.casework.rules.segment_course import FINAL_KIND, IN_FORCE, REVIEW_KIND, SEGMENT, UNDER_WAY
from workflow import deadlines
from workflow.deadlines import Owner
from workflow.moves import Course, check_version, write_history
from workflow.table import Timer

DOSSIERS: Final = Course(DOSSIER, BOOKS)
SEGMENTS: Final = Course(SEGMENT, BOOKS)
LEGAL: Final = frozenset({FINAL_KIND, REVIEW_KIND, "intake_1_left", "intake_2_left"})
"""Deadlines whose last day a source fixes."""


def refuse(*found: Objection) -> None:
    """Raise Refused with everything that was found."""
    if found:
        raise Refused(*found)


def take(work: Work, dossier_id: UUID, row_version: int | None = None) -> Dossier:
    """Return an open dossier locked, if it is within reach and nobody was faster."""
    dossier = dossier_of(work, dossier_id, lock=True)
    check_version(dossier, row_version)
    if dossier.state is DossierState.CLOSED:
        refuse(Objection("dossier_closed"))
    return dossier


def move_dossier(dossier: Dossier, name: str, work: Work, remark: str | None = None) -> None:
    """Take one step of the dossier's workflow."""
    timer = DOSSIER.timer(DOSSIER.of(name).target)
    DOSSIERS.move(dossier, name, work, owner_of_dossier(dossier, timer, work), remark=remark)
    mark_legal(work, dossier.id)


def begin_dossier(dossier: Dossier, work: Work) -> None:
    """Write a new dossier's first line and start the timer of its intake."""
    write_history(work, BOOKS, dossier.id, "dossier.open", sector=dossier.sector)
    owner = owner_of_dossier(dossier, DOSSIER.timer(dossier.state), work)
    deadlines.open_for_state(work, BOOKS, DOSSIER, dossier, owner)
    mark_legal(work, dossier.id)


def owner_of_dossier(dossier: Dossier, timer: Timer | None, work: Work) -> Owner:
    """Return whose the intake's timer is, and the last day it is counted back from."""
    limits, start = limits_on(work), None
    if timer and timer.state == DossierState.INTAKE_1:
        start = intake1_limit(dossier.sector_entered_on, limits)
    elif timer and timer.state == DossierState.INTAKE_2:
        start = intake2_limit(dossier.sector_entered_on, limits)
    return Owner(dossier.social_service_id, dossier.case_worker_id, mandate_linked(dossier, work), start)


def begin_decision(row: SegmentDecision, name: str, work: Work, dossier: Dossier, remark: str) -> None:
    """Enter a new decision in the state the beginning ``name`` leads to, and start its timer."""
    step = SEGMENT.of(name)
    row.dossier_id, row.state = dossier.id, SegmentState(step.target)
    row.under_way_id = dossier.id
    row.process = SegmentProcess.REDISTRIBUTION if row.previous else SegmentProcess.FIRST_DISTRIBUTION
    work.session.add(row)
    work.session.flush()
    write_history(
        work, BOOKS, row.id, f"segment.{name}", remark=remark, before=row.previous, after=row.decided or row.proposed
    )
    deadlines.open_for_state(work, BOOKS, SEGMENT, row, owner_of_decision(step.target, dossier, work))


def move_decision(row: SegmentDecision, name: str, work: Work, dossier: Dossier, remark: str | None = None) -> None:
    """Take one step of a decision; keeps who is under way and who is in force."""
    target = SEGMENT.of(name).target
    limit = {SegmentState.DECIDED: row.review_due_on, SegmentState.TO_DECIDE: row.due_on}.get(SegmentState(target))
    SEGMENTS.move(row, name, work, owner_of_decision(target, dossier, work, limit), remark=remark)
    row.under_way_id = dossier.id if row.state in UNDER_WAY else None
    row.in_force_id = dossier.id if row.state in IN_FORCE else None
    mark_legal(work, row.id)


def owner_of_decision(state: str, dossier: Dossier, work: Work, start: date | None = None) -> Owner:
    """Return whose the timer of a decision's state is: the case worker in person, or the heads of sector."""
    timer = SEGMENT.timer(state)
    person = dossier.case_worker_id if timer and timer.owner is Role.CASE_WORKER else None
    return Owner(dossier.social_service_id, person, mandate_linked(dossier, work), start)


def mandate_linked(dossier: Dossier, work: Work) -> UUID | None:
    """Return the dossier's newest mandate, by which people are named where names are known."""
    linked = select(DossierMandate.mandate_id).where(DossierMandate.dossier_id == dossier.id)
    return work.session.scalars(linked.order_by(DossierMandate.linked_on.desc()).limit(1)).first()


def mark_legal(work: Work, subject: UUID) -> None:
    """Mark the open deadlines of ``subject`` whose last day never moves."""
    table = BOOKS.deadlines
    legal = (table.c.subject == subject, table.c.kind.in_(LEGAL), table.c.done_at.is_(None))
    work.session.execute(update(table).where(*legal).values(is_legal=True))


def hand_deadlines_over(work: Work, subjects: Iterable[UUID], case_worker_id: UUID) -> None:
    """Give the case worker's open deadlines to the one who has the dossier now."""
    table = BOOKS.deadlines
    theirs = (table.c.subject.in_(list(subjects)), table.c.done_at.is_(None), table.c.owner_role == Role.CASE_WORKER)
    work.session.execute(update(table).where(*theirs).values(owner_account_id=case_worker_id))
