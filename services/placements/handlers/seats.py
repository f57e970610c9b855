"""Keeping and freeing seats: whoever makes a place less free locks the place first, counts, then writes."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.orm import Session

from messaging.work import Work
from schemas.refusal import Conflict, Fact
from services.placements.model import BOOKS, HoldState, Place, PlaceCapacity, PlaceSeat, Proposal, SeatHold, Seeker
from services.placements.rules.seating import open_seat, rearranged
from services.placements.rules.seats import CapacityChange, SeatSpan, seat_objections


def capacities_of(session: Session, place_id: UUID) -> list[CapacityChange]:
    """Return the dated capacities of a place."""
    rows = session.execute(
        select(PlaceCapacity.valid_from, PlaceCapacity.seats).where(PlaceCapacity.place_id == place_id)
    )
    return [CapacityChange(row.valid_from, row.seats) for row in rows]


def holds_of(session: Session, place_id: UUID, until_after: date | None = None) -> list[Any]:
    """Return who holds a seat of the place, as rows; only holds that last to ``until_after`` where it is given."""
    asked = select(SeatHold.__table__).where(SeatHold.place_id == place_id, SeatHold.state != HoldState.RELEASED)
    if until_after is not None:
        asked = asked.where(SeatHold.ends_on >= until_after)
    return list(session.execute(asked.order_by(SeatHold.starts_on)))


def span_of(row: Any) -> SeatSpan:
    """Return the days of a hold as the rules want them."""
    return SeatSpan(row.starts_on, row.ends_on, row.workload_percent)


def add_seats(session: Session, place_id: UUID, wanted: int) -> None:
    """Make sure that the place has at least ``wanted`` numbered seats; none is ever taken away."""
    highest = session.scalar(select(func.max(PlaceSeat.number)).where(PlaceSeat.place_id == place_id)) or 0
    numbers = range(highest + 1, wanted + 1)
    if numbers:
        session.execute(insert(PlaceSeat), [{"place_id": place_id, "number": number} for number in numbers])


def take_seat(work: Work, place: Place, proposal: Proposal) -> None:
    """Reserve a seat for a proposal; the place must be locked. Raises Conflict where none is free on every day."""
    wanted = SeatSpan(proposal.starts_on, proposal.ends_on, proposal.workload_percent)
    _check_free(work, place, wanted, ())
    seat_id = _seat_for(work, place, wanted, None)
    work.session.execute(
        insert(SeatHold).values(
            id=uuid4(),
            seat_id=seat_id,
            place_id=place.id,
            proposal_id=proposal.id,
            mandate_id=proposal.mandate_id,
            social_service_id=proposal.social_service_id,
            state=HoldState.RESERVED,
            starts_on=wanted.starts_on,
            ends_on=wanted.ends_on,
            workload_percent=wanted.workload_percent,
        )
    )


def move_hold(work: Work, place: Place, proposal_id: UUID, starts_on: date, ends_on: date) -> None:
    """Let a hold last from and to other days; the place must be locked, and its other holds are counted anew."""
    hold = work.session.execute(select(SeatHold.__table__).where(SeatHold.proposal_id == proposal_id)).one()
    wanted = SeatSpan(starts_on, ends_on, hold.workload_percent)
    if starts_on < hold.starts_on or ends_on > hold.ends_on:
        _check_free(work, place, wanted, (hold.id,))
    release(work.session, proposal_id)  # so that it stands in nobody's way while others are rearranged
    seat_id = _seat_for(work, place, wanted, hold)
    moved = {"state": hold.state, "seat_id": seat_id, "starts_on": starts_on, "ends_on": ends_on}
    work.session.execute(update(SeatHold).where(SeatHold.id == hold.id).values(moved))


def _check_free(work: Work, place: Place, wanted: SeatSpan, without: tuple[UUID, ...]) -> None:
    held = [each for each in holds_of(work.session, place.id, wanted.starts_on) if each.id not in without]
    found = seat_objections(capacities_of(work.session, place.id), [span_of(each) for each in held], wanted)
    if found:
        raise Conflict("seats_taken", {**found[0].facts, **_last_taker(work.session, held)})


def _last_taker(session: Session, held: list[Any]) -> dict[str, Fact]:
    """Return who got the last seat, by the number of the mandate, and who proposed her."""
    lines = BOOKS.history
    begun = select(func.min(lines.c.seq)).where(lines.c.subject == Proposal.id).correlate(Proposal).scalar_subquery()
    newest = (
        select(Seeker.number, Seeker.mandate_id, Proposal.id, Proposal.proposed_on, Proposal.proposed_by)
        .join(Proposal, Proposal.mandate_id == Seeker.mandate_id)
        .where(Proposal.id.in_([each.proposal_id for each in held]))
        .order_by(Proposal.proposed_on.desc(), func.coalesce(begun, 0).desc(), Seeker.number.desc())
        .limit(1)
    )
    row = session.execute(newest).first()
    if row is None:
        return {}
    ids = {"mandate_id": str(row.mandate_id), "proposal_id": str(row.id), "by": str(row.proposed_by)}
    return {"number": row.number, "on": row.proposed_on.isoformat(), **ids}


def _seat_for(work: Work, place: Place, wanted: SeatSpan, hold: Any) -> int:
    """Return a seat open on all days of ``wanted``, rearranging the place's holds where the days do not fit."""
    seats = _seats_of(work.session, place.id)
    held = [each for each in holds_of(work.session, place.id) if hold is None or each.id != hold.id]
    if hold is not None:
        seats = sorted(seats, key=lambda each: each != hold.seat_id)
    seat = open_seat(seats, [(each.seat_id, span_of(each)) for each in held], wanted)
    return _rearrange(work.session, seats, held, wanted) if seat is None else seat


def _seats_of(session: Session, place_id: UUID) -> list[int]:
    asked = select(PlaceSeat.id).where(PlaceSeat.place_id == place_id).order_by(PlaceSeat.number)
    return list(session.scalars(asked))


def _rearrange(session: Session, seats: list[int], held: list[Any], wanted: SeatSpan) -> int:
    """Give every hold of the place a new seat so that ``wanted`` finds one; nobody loses a day."""
    newcomer = uuid4()
    seating = rearranged(sorted(seats), {each.id: span_of(each) for each in held} | {newcomer: wanted})
    if seating is None:
        raise Conflict("seats_taken")
    rows = [{**each._mapping, "seat_id": seating[each.id]} for each in held]
    session.execute(delete(SeatHold).where(SeatHold.id.in_([each.id for each in held])))
    session.execute(insert(SeatHold), rows)
    return seating[newcomer]


def occupy(session: Session, proposal_id: UUID) -> None:
    """Turn the reserved seat of a proposal into an occupied one."""
    taken = update(SeatHold).where(SeatHold.proposal_id == proposal_id).values(state=HoldState.OCCUPIED)
    session.execute(taken)


def release(session: Session, proposal_id: UUID) -> None:
    """Free the seat of a proposal that came to nothing; freeing needs no lock."""
    session.execute(update(SeatHold).where(SeatHold.proposal_id == proposal_id).values(state=HoldState.RELEASED))


def leave_after(session: Session, proposal_id: UUID, last_day: date) -> None:
    """Free the seat from the day after ``last_day``; freeing needs no lock."""
    earlier = update(SeatHold).where(SeatHold.proposal_id == proposal_id, SeatHold.starts_on <= last_day)
    session.execute(earlier.values(ends_on=last_day))
