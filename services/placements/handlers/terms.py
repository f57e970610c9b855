"""How long a placement lasts: the one place where its last day is worked out and its seat follows."""

from __future__ import annotations

from sqlalchemy import select

from messaging.work import Work
from schemas.codes import PlaceKind
from services.placements.handlers.placement_steps import owner_after, suspensions_of
from services.placements.handlers.report_plan import plan_next_report
from services.placements.handlers.seats import move_hold
from services.placements.model import BOOKS, Place, Placement
from services.placements.rules.placement_course import PLACEMENT, PlacementState
from services.placements.rules.term import ProlongationCaps, Suspension, Term
from workflow import dated, deadlines


def term_of(placement: Placement, work: Work) -> Term:
    """Return the placement as the rules of its length want it."""
    rests = tuple(Suspension(each.starts_on, each.ends_on) for each in suspensions_of(placement, work))
    return Term(placement.kind, placement.starts_on, placement.agreed_until, placement.prolonged_days, rests)


def settle_term(placement: Placement, work: Work) -> None:
    """Work the last day out anew, keep the seat until then, and move what waits for the end.

    Raises Conflict where the seat is promised to somebody else on one of the new days.
    """
    work.session.flush()
    last_day = term_of(placement, work).current_end or placement.ends_on
    work.note("placement.ends_on", placement.ends_on, last_day)
    place = work.session.scalars(select(Place).where(Place.id == placement.place_id).with_for_update()).one()
    move_hold(work, place, placement.proposal_id, placement.starts_on, last_day)
    placement.ends_on = last_day
    if placement.state is PlacementState.ACTIVE:
        owner = owner_after(placement, PlacementState.ACTIVE, work)
        deadlines.open_for_state(work, BOOKS, PLACEMENT, placement, owner)
    plan_next_report(placement, work)


def caps_on(work: Work) -> ProlongationCaps:
    """Return how far placements may be prolonged, as far as somebody has set it."""
    names = {kind: f"prolongation_cap.{kind.value}" for kind in PlaceKind}
    asked = (*names.values(), "prolongation_cap_total", "measure_months")
    given = dated.values_on(work.session, BOOKS, asked, work.today)
    per_kind = {kind: int(given[name]) for kind, name in names.items() if name in given}
    return ProlongationCaps(per_kind, given.get("prolongation_cap_total"), given.get("measure_months"))
