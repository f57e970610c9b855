"""Moving a placement: its state, its timer's owner, its last day, and what its end means."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from sqlalchemy import select

from messaging.work import Work
from schemas.codes import DeclineSide
from schemas.placements import InterimReportDropped, PersonEnded
from services.placements.handlers import report_plan
from services.placements.handlers.proposal_steps import seeker_of
from services.placements.handlers.seats import leave_after
from services.placements.model import BOOKS, InterimReport, Placement, PresenceMonth, SeekerState, Suspension
from services.placements.queries.reach import found
from services.placements.rules.placement_course import PLACEMENT, SUSPENDING, PlacementState
from services.placements.rules.presence_course import PRESENCE, PresenceState
from services.placements.rules.report_course import ASKING, REPORT, TO_WRITE
from workflow import deadlines
from workflow.deadlines import Owner
from workflow.moves import Course, check_version

COURSE: Final = Course(PLACEMENT, BOOKS)
_REPORTS: Final = Course(REPORT, BOOKS)


def take(work: Work, placement_id: UUID, row_version: int | None) -> Placement:
    """Return the placement locked, if it is within reach and nobody was faster."""
    placement = found(work, Placement, placement_id, "placement", lock=True)
    check_version(placement, row_version)
    return placement


def begin(placement: Placement, work: Work) -> None:
    """Plan a new placement; the provider confirms the start."""
    work.session.add(placement)
    placement.state = PlacementState.PLANNED
    work.session.flush()
    COURSE.start(placement, work, owner_after(placement, PlacementState.PLANNED, work))


def move(placement: Placement, name: str, work: Work, remark: str | None = None) -> None:
    """Take one step of the placement's workflow."""
    owner = owner_after(placement, PlacementState(PLACEMENT.of(name).target), work)
    COURSE.move(placement, name, work, owner, remark=remark)


def owner_after(placement: Placement, state: PlacementState, work: Work) -> Owner:
    """Return whose deadline the new state's timer is, and the day it counts from."""
    if state is PlacementState.PLANNED:
        return Owner(placement.provider_id, None, placement.mandate_id, placement.starts_on)
    coordinator = seeker_of(placement, work).coordinator_id
    start = placement.ends_on
    if state is PlacementState.ENDING:
        start = placement.ended_on or placement.ends_on
    if state is PlacementState.SUSPENDED and (current := current_suspension(placement, work)):
        start = current.ends_on
    return Owner(None, coordinator, placement.mandate_id, start)


def suspensions_of(placement: Placement, work: Work) -> list[Suspension]:
    """Return the suspensions of a placement by their first day."""
    asked = select(Suspension).where(Suspension.placement_id == placement.id).order_by(Suspension.starts_on)
    return list(work.session.scalars(asked))


def current_suspension(placement: Placement, work: Work) -> Suspension | None:
    """Return the last suspension that has begun."""
    begun = [each for each in suspensions_of(placement, work) if each.starts_on <= work.today]
    return begun[-1] if begun else None


def finish(placement: Placement, work: Work, remark: str | None = None) -> None:
    """End a placement: the seat is free the next day, nobody is asked for reports any more, everybody hears."""
    move(placement, "end", work, remark)
    last_day = placement.ended_on or placement.ends_on
    placement.ended_on, placement.live_mandate_id = last_day, None
    leave_after(work.session, placement.proposal_id, last_day)
    drop_tasks(placement, work.for_house())
    seeker = seeker_of(placement, work)
    seeker.state, seeker.acted_on = SeekerState.GONE, work.today
    side = placement.end_side or DeclineSide.SYSTEM
    work.tell(PersonEnded(**ids_of(placement), ended_on=last_day, reason=placement.end_reason or "", side=side))


def drop_tasks(placement: Placement, work: Work) -> None:
    """Stop everything that only made sense while the placement ran; sheets of months it ran in stay open."""
    for timer in (ASKING, SUSPENDING):
        deadlines.close(work, BOOKS, timer.kind, placement.id)
    unwritten = select(InterimReport).where(
        InterimReport.placement_id == placement.id, InterimReport.state.in_(TO_WRITE)
    )
    for report in work.session.scalars(unwritten):
        _REPORTS.move(report, "drop", work, Owner())
        work.tell(InterimReportDropped(**report_plan.ids_of(report)))
    last_day = placement.ended_on or placement.ends_on
    later = select(PresenceMonth).where(PresenceMonth.placement_id == placement.id, PresenceMonth.month > last_day)
    for sheet in work.session.scalars(later.where(PresenceMonth.state == PresenceState.OPEN)):
        deadlines.close_for_state(work, BOOKS, PRESENCE, sheet.id, PresenceState.OPEN)
        work.session.delete(sheet)


def ids_of(placement: Placement) -> dict[str, Any]:
    """Return the ids every event about a placement carries."""
    return {
        "placement_id": placement.id,
        "mandate_id": placement.mandate_id,
        "place_id": placement.place_id,
        "provider_id": placement.provider_id,
        "social_service_id": placement.social_service_id,
    }
