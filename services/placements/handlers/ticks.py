"""The tick: everything of placements that is due up to now; a missed tick is repaired by the next one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import and_, func, or_, select

from messaging.work import Work
from schemas.codes import PlaceState
from schemas.placements import LookAtPlacementsDeadlines, PlacementsDeadlineReached, PlaceWentStale
from services.placements.handlers.placement_steps import finish, move
from services.placements.handlers.places import COURSE as PLACES
from services.placements.handlers.presence import open_sheets
from services.placements.handlers.proposal_steps import end_search_step
from services.placements.handlers.report_plan import ask_for_report
from services.placements.handlers.reservations import end_reservation
from services.placements.handlers.resting import decide, resume
from services.placements.handlers.waiting import rank_lists
from services.placements.model import BOOKS, Place, Placement, PresenceMonth, Prolongation, Proposal, Reservation
from services.placements.rules.freshness import PRACTICE_TIMES
from services.placements.rules.placement_course import PLACEMENT, PROLONGATION, RUNNING, SUSPENDING, PlacementState
from services.placements.rules.proposal_course import PROPOSAL
from services.placements.rules.report_course import ASKING
from services.placements.rules.reservation_course import RESERVATION
from workflow import dated, deadlines, stages
from workflow.deadlines import Owner
from workflow.due import Deadline
from workflow.table import StageKind

_SILENT: Final = frozenset({ASKING.kind, SUSPENDING.kind, "suspension_over", "placement_left"})
"""Deadlines of the house itself: they do something, nobody has to act."""
_MOST: Final = 500


def look_at_deadlines(_: LookAtPlacementsDeadlines, work: Work) -> None:
    """Tell every stage that is reached, take the step of every timer that has run out, open what begins."""
    stages.look(work, BOOKS, stage_reached)
    _let_places_go_stale(work)
    _open_sheets(work)
    rank_lists(work)


def stage_reached(deadline: Deadline, stage: StageKind, work: Work) -> None:
    if deadline.kind not in _SILENT:
        _tell(deadline, stage, work)
    if deadline.kind == ASKING.kind:
        _with_row(Placement, deadline.subject, ask_for_report, work)
    elif stage is StageKind.EXPIRE and deadline.kind in _EXPIRIES:
        table, act = _EXPIRIES[deadline.kind]
        _with_row(table, deadline.subject, act, work)


def _tell(deadline: Deadline, stage: StageKind, work: Work) -> None:
    work.tell(
        PlacementsDeadlineReached(
            deadline_id=deadline.id,
            subject_id=deadline.subject,
            mandate_id=deadline.mandate_id,
            kind=deadline.kind,
            stage=stage.value,
            due_on=deadline.due_on,
            owner_role=deadline.owner_role,
            owner_organisation_id=deadline.owner_organisation_id,
            owner_account_id=deadline.owner_account_id,
            backup_role=deadline.backup_role,
        )
    )


def _with_row(table: type[Any], row_id: UUID, act: Callable[[Any, Work], None], work: Work) -> None:
    row = work.session.get(table, row_id, with_for_update=True)
    if row is not None:
        act(row, work)


def _expire_proposal(proposal: Proposal, work: Work) -> None:
    if proposal.live_mandate_id is not None:
        end_search_step(proposal, "expire", work)


def _begin_suspension(placement: Placement, work: Work) -> None:
    deadlines.close(work, BOOKS, SUSPENDING.kind, placement.id)
    if placement.state is PlacementState.ACTIVE:
        move(placement, "suspend", work)


def _resume(placement: Placement, work: Work) -> None:
    if placement.state is PlacementState.SUSPENDED:
        resume(placement, work)


def _leave(placement: Placement, work: Work) -> None:
    if placement.state is PlacementState.ENDING:
        finish(placement, work)


def _deny(row: Prolongation, work: Work) -> None:
    if row.pending_placement_id is not None:
        decide(row, work, granted=False)


def _expiries() -> Mapping[str, tuple[type[Any], Callable[[Any, Work], None]]]:
    acts: list[tuple[Any, type[Any], dict[str, Callable[[Any, Work], None]]]] = [
        (PROPOSAL, Proposal, {"expire": _expire_proposal}),
        (PLACEMENT, Placement, {"resume": _resume, "end": _leave}),
        (PROLONGATION, Prolongation, {"deny": _deny}),
        (RESERVATION, Reservation, {"expire": end_reservation}),
    ]
    found = {
        timer.kind: (table, named[timer.expires])
        for workflow, table, named in acts
        for timer in workflow.timers
        if timer.expires
    }
    return found | {SUSPENDING.kind: (Placement, _begin_suspension)}


_EXPIRIES: Final = _expiries()


def _let_places_go_stale(work: Work) -> None:
    """Take offers out of matching that nobody has confirmed for 30 days."""
    days = dated.value_on(work.session, BOOKS, "place_stale_days", work.today, PRACTICE_TIMES.stale_days)
    oldest = work.today - timedelta(days=int(days))
    asked = select(Place).where(Place.state == PlaceState.PUBLISHED, Place.confirmed_on <= oldest).limit(_MOST)
    for place in work.session.scalars(asked):
        PLACES.move(place, "go_stale", work, Owner(organisation_id=place.provider_id))
        place.changes += 1
        work.tell(PlaceWentStale(place_id=place.id, provider_id=place.provider_id))


def _open_sheets(work: Work) -> None:
    """Open this month's sheet of every running placement."""
    month = work.today.replace(day=1)
    latest = (
        select(PresenceMonth.placement_id, func.max(PresenceMonth.month).label("month"))
        .group_by(PresenceMonth.placement_id)
        .subquery()
    )
    asked = (
        select(Placement)
        .outerjoin(latest, latest.c.placement_id == Placement.id)
        .where(
            Placement.state.in_(RUNNING),
            or_(latest.c.month.is_(None), and_(latest.c.month < month, Placement.ends_on >= month)),
        )
        .limit(_MOST)
    )
    for placement in work.session.scalars(asked):
        open_sheets(placement, work)
