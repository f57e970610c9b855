"""What placements proves about itself every night."""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import Select, and_, select
from sqlalchemy.orm import aliased

from messaging.work import Reading
from schemas.consistency import PlacementsChecked
from services.placements.model import BOOKS, LEDGER, Place, Placement, SeatHold
from services.placements.model.seats import HoldState
from services.placements.rules.place_course import PLACE
from services.placements.rules.placement_course import PLACEMENT, RUNNING
from workflow.consistency import Check, common, timed


def _seats_twice(_: Reading) -> Select[Any]:
    """Seats held by two at once; the earlier hold is named."""
    one, other = aliased(SeatHold), aliased(SeatHold)
    overlapping = and_(
        one.seat_id == other.seat_id,
        one.id < other.id,
        one.starts_on <= other.ends_on,
        other.starts_on <= one.ends_on,
        other.state != HoldState.RELEASED,
    )
    return select(one.id).join(other, overlapping).where(one.state != HoldState.RELEASED)


def _placed_without_seat(_: Reading) -> Select[Any]:
    """Running placements that occupy no seat."""
    held = select(SeatHold.id).where(
        SeatHold.proposal_id == Placement.proposal_id, SeatHold.state == HoldState.OCCUPIED
    )
    return select(Placement.id).where(Placement.state.in_(RUNNING), ~held.exists())


CHECK: Final = Check(
    invariants={
        **common(BOOKS, LEDGER),
        "seat_held_twice": _seats_twice,
        "placement_without_seat": _placed_without_seat,
        "placement_without_timer": timed(BOOKS, PLACEMENT, Placement),
        "place_without_timer": timed(BOOKS, PLACE, Place),
    },
    tallies={},
    told=PlacementsChecked,
)
