"""Suspending, resuming and prolonging a placement."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Final
from uuid import UUID, uuid4

from sqlalchemy import select

from messaging.work import Work
from schemas.placements import (
    DecideProlongation,
    PlacementResumed,
    PlacementSuspended,
    ProlongationAsked,
    ProlongationDecided,
    RequestProlongation,
    ResumePlacement,
    SuspendPlacement,
)
from schemas.refusal import Conflict, NotFound, Objection
from services.placements.handlers.lists import check_new, code_objections, refuse
from services.placements.handlers.overuse import overuse, record_decision
from services.placements.handlers.placement_steps import (
    current_suspension,
    ids_of,
    move,
    owner_after,
    take,
)
from services.placements.handlers.proposal_steps import seeker_of
from services.placements.handlers.terms import caps_on, settle_term, term_of
from services.placements.model import BOOKS, Place, Placement, Prolongation, Proposal, Suspension
from services.placements.rules import term as terms
from services.placements.rules.fit import Stay
from services.placements.rules.placement_course import (
    PLACEMENT,
    PROLONGATION,
    RUNNING,
    SUSPENDING,
    PlacementState,
    ProlongationState,
)
from workflow import deadlines
from workflow.deadlines import Owner
from workflow.moves import Course, check_version, write_history

COURSE: Final = Course(PROLONGATION, BOOKS)


def suspend_placement(asked: SuspendPlacement, work: Work) -> UUID:
    """Let the placement rest; its last day moves by exactly the days of the suspension."""
    placement = take(work, asked.placement_id, asked.row_version)
    if placement.state is not PlacementState.SUSPENDED:
        refuse(*PLACEMENT.objections(placement.state, "suspend", work.actor.role))
    wanted = terms.Suspension(asked.starts_on, asked.ends_on)
    refuse(
        *code_objections(work, "reason", "suspension_reasons", asked.reason),
        *terms.suspension_objections(wanted, term_of(placement, work)),
    )
    days = {"starts_on": asked.starts_on, "ends_on": asked.ends_on}
    work.session.add(Suspension(id=uuid4(), placement_id=placement.id, reason=asked.reason, **days))
    settle_term(placement, work)
    write_history(work, BOOKS, placement.id, "placement.rests", remark=asked.remark, reason=asked.reason, **days)
    _begin_rest(placement, asked, work)
    work.tell(
        PlacementSuspended(
            **ids_of(placement),
            suspended_from=asked.starts_on,
            suspended_until=asked.ends_on,
            ends_on=placement.ends_on,
        )
    )
    return placement.id


def _begin_rest(placement: Placement, asked: SuspendPlacement, work: Work) -> None:
    """Suspend now, or on the day it begins; one that is already over leaves the state as it is."""
    if placement.state is not PlacementState.ACTIVE or asked.ends_on < work.today:
        return
    if asked.starts_on <= work.today:
        move(placement, "suspend", work)
        return
    owner = replace(owner_after(placement, PlacementState.ACTIVE, work), start=asked.starts_on)
    deadlines.open_deadline(work, BOOKS, SUSPENDING, placement.id, owner)


def resume_placement(asked: ResumePlacement, work: Work) -> UUID:
    """Take the person back before the suspension was to end; the days not used come off the end again."""
    placement = take(work, asked.placement_id, asked.row_version)
    refuse(*PLACEMENT.objections(placement.state, "resume", work.actor.role))
    rest = current_suspension(placement, work)
    if rest is not None and not rest.starts_on < asked.resumed_on <= rest.ends_on:
        facts = {"starts_on": rest.starts_on.isoformat(), "ends_on": rest.ends_on.isoformat()}
        refuse(Objection("resumed_outside_suspension", "resumed_on", facts))
    if rest is not None:
        rest.ends_on = asked.resumed_on - timedelta(days=1)
    settle_term(placement, work)
    resume(placement, work, asked.resumed_on)
    return placement.id


def resume(placement: Placement, work: Work, on: date | None = None) -> None:
    """Let the placement go on and tell it."""
    move(placement, "resume", work)
    work.tell(PlacementResumed(**ids_of(placement), resumed_on=on))


def request_prolongation(asked: RequestProlongation, work: Work) -> UUID:
    """Ask for a later last day; the caps and the permit speak at once."""
    check_new(work, Prolongation, asked.prolongation_id)
    placement = take(work, asked.placement_id, None)
    if placement.state not in RUNNING:
        refuse(Objection("placement_not_running", None))
    check = terms.prolongation_check(term_of(placement, work), asked.until, caps_on(work))
    refuse(*check.objections, *_permit_objections(placement, asked, work))
    row = Prolongation(
        id=asked.prolongation_id,
        placement_id=placement.id,
        pending_placement_id=placement.id,
        state=ProlongationState.PENDING,
        until=asked.until,
        asked_on=work.today,
        asked_by=work.actor.account_id,
        by_role=work.actor.role.value,
    )
    work.session.add(row)
    work.session.flush()
    COURSE.start(row, work, _decider(placement, work), remark=asked.remark)
    work.tell(ProlongationAsked(prolongation_id=row.id, **ids_of(placement), until=row.until))
    return row.id


def _permit_objections(placement: Placement, asked: RequestProlongation, work: Work) -> list[Objection]:
    permit = seeker_of(placement, work).permit_valid_until
    if permit is None or permit >= asked.until:
        return []
    facts = {"valid_until": permit.isoformat(), "ends_on": asked.until.isoformat()}
    return [Objection("permit_ends_before", "until", facts, "Concept SSIP, ch. 3")]


def _decider(placement: Placement, work: Work) -> Owner:
    return Owner(None, seeker_of(placement, work).coordinator_id, placement.mandate_id)


def decide_prolongation(asked: DecideProlongation, work: Work) -> UUID:
    """Grant or deny; granting needs the seat on every further day."""
    row = work.session.get(Prolongation, asked.prolongation_id, with_for_update=True)
    if row is None:
        raise NotFound("prolongation")
    check_version(row, asked.row_version)
    return decide(row, work, asked.granted, asked.remark, asked.over_quota.strip())


def decide(row: Prolongation, work: Work, granted: bool, remark: str | None = None, over_quota: str = "") -> UUID:
    """Write the decision down, move the end where it was granted, and tell it."""
    placement = take(work, row.placement_id, None)
    COURSE.move(row, "grant" if granted else "deny", work, Owner(), remark=remark)
    row.pending_placement_id, row.decided_on, row.decided_by = None, work.today, work.actor.account_id
    if granted:
        _grant(placement, row, over_quota, work)
    ids = {"prolongation_id": row.id, **ids_of(placement)}
    work.tell(ProlongationDecided(**ids, granted=granted, ends_on=placement.ends_on))
    return row.id


def _grant(placement: Placement, row: Prolongation, over_quota: str, work: Work) -> None:
    """Move the end; the years it carries above the service's quota need a written decision, as for a proposal."""
    if placement.state not in (PlacementState.ACTIVE, PlacementState.SUSPENDED):
        raise Conflict("placement_not_running")
    term = term_of(placement, work)
    check = terms.prolongation_check(term, row.until, caps_on(work))
    refuse(*check.objections)
    over = _overuse(placement, row.until, work)
    refuse(*([] if over_quota else over))
    record_decision(work.session.get_one(Proposal, placement.proposal_id), over, over_quota, work, row.id)
    placement.prolonged_days += terms.days_to_prolong(term, row.until)
    settle_term(placement, work)


def _overuse(placement: Placement, until: date, work: Work) -> list[Objection]:
    place = work.session.scalars(select(Place).where(Place.id == placement.place_id).with_for_update()).one()
    more = Stay(placement.ends_on + timedelta(days=1), until, placement.workload_percent)
    return overuse(placement.social_service_id, place, more, work)
