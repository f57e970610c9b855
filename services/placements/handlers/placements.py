"""Start, interruption and end of a placement."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select

from messaging.work import Work
from schemas.codes import DeclineSide
from schemas.placements import (
    CancelPlacement,
    EndPlacement,
    PersonStarted,
    PlacementCancelled,
    StartPlacement,
)
from services.placements.handlers.lists import code_objections, refuse
from services.placements.handlers.placement_steps import drop_tasks, finish, ids_of, move, take
from services.placements.handlers.presence import open_sheets
from services.placements.handlers.proposal_steps import seeker_of
from services.placements.handlers.report_plan import plan_next_report
from services.placements.handlers.seats import leave_after, move_hold, release
from services.placements.handlers.waiting import enter_lists
from services.placements.model import Place, Placement, SeekerState
from services.placements.rules.placement_course import PlacementState
from services.placements.rules.stays import end_objections, start_objections


def start_placement(asked: StartPlacement, work: Work) -> UUID:
    """Note that the person has begun; the admission check must still hold on that day."""
    placement = take(work, asked.placement_id, asked.row_version)
    check = seeker_of(placement, work).check_valid_until
    refuse(*start_objections(asked.started_on, placement.ends_on, check, work.today))
    if placement.state is PlacementState.PLANNED and asked.started_on != placement.starts_on:
        _move_start(placement, asked, work)
    move(placement, "start", work)
    open_sheets(placement, work)
    plan_next_report(placement, work)
    work.tell(PersonStarted(**ids_of(placement), started_on=placement.starts_on, ends_on=placement.ends_on))
    return placement.id


def _move_start(placement: Placement, asked: StartPlacement, work: Work) -> None:
    work.note("placement.starts_on", placement.starts_on, asked.started_on)
    place = work.session.scalars(select(Place).where(Place.id == placement.place_id).with_for_update()).one()
    move_hold(work, place, placement.proposal_id, asked.started_on, placement.ends_on)
    placement.starts_on = asked.started_on


def cancel_placement(asked: CancelPlacement, work: Work) -> UUID:
    """Call a planned placement off; the seat is free and the search goes on."""
    refuse(*code_objections(work, "reason", "end_reasons", asked.reason))
    placement = take(work, asked.placement_id, asked.row_version)
    placement.end_reason, placement.end_side = asked.reason, asked.side
    cancel(placement, work, asked.remark)
    seeker = seeker_of(placement, work)
    seeker.state, seeker.acted_on = SeekerState.SEARCHING, work.today
    enter_lists(seeker, "placement_cancelled", work)
    return placement.id


def cancel(placement: Placement, work: Work, remark: str | None = None) -> None:
    """Call a placement off before it began and tell it."""
    move(placement, "cancel", work, remark)
    placement.ended_on, placement.live_mandate_id = work.today, None
    release(work.session, placement.proposal_id)
    drop_tasks(placement, work.for_house())
    side = placement.end_side or DeclineSide.SYSTEM
    work.tell(PlacementCancelled(**ids_of(placement), reason=placement.end_reason or "", side=side))


def end_placement(asked: EndPlacement, work: Work) -> UUID:
    """End the placement on a day; a day to come only announces the end."""
    placement = take(work, asked.placement_id, asked.row_version)
    refuse(
        *code_objections(work, "reason", "end_reasons", asked.reason),
        *end_objections(asked.ended_on, placement.starts_on, placement.ends_on),
    )
    placement.ended_on, placement.end_reason = asked.ended_on, asked.reason
    placement.end_side = asked.side
    if asked.ended_on <= work.today:
        finish(placement, work, asked.remark)
        return placement.id
    move(placement, "announce_end", work, asked.remark)
    leave_after(work.session, placement.proposal_id, asked.ended_on)
    return placement.id
