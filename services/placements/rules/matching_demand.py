"""How much each place is wanted, and where one more seat would place one more person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from services.placements.rules.matching_plan import Plan


@dataclass(frozen=True, kw_only=True)
class Demand:
    """One place: for how many it fits, whose best choice it is, who is planned, and whether a seat more would help.

    ``price_points`` is what one more seat is worth at most in points, apart from the person it may place.
    """

    place_id: UUID
    seats: int
    fits: int
    best_for: int
    planned: int
    one_more_places_one_more: bool
    price_points: int | None


def demand(plan: Plan) -> tuple[Demand, ...]:
    """Return every place of the question, the most wanted first."""
    fits = Counter(who for own in plan.board.edges for who in {each.place.place_id for each in own})
    best = Counter(own[0].place.place_id for own in plan.board.edges if own)
    planned = Counter(each.place.place_id for each in plan.chosen.values())
    helps = _would_help(plan)
    found = [
        Demand(
            place_id=place.place_id,
            seats=sum(each.seats for each in place.openings),
            fits=fits[place.place_id],
            best_for=best[place.place_id],
            planned=planned[place.place_id],
            one_more_places_one_more=place.place_id in helps,
            price_points=_price(plan, place.place_id),
        )
        for place in plan.question.places
    ]
    return tuple(sorted(found, key=lambda each: (-each.fits, -each.best_for, str(each.place_id))))


def _seats_of(plan: Plan, place_id: UUID) -> Iterable[int]:
    return (seat for (place, _), seat in plan.board.seats.items() if place == place_id)


def _price(plan: Plan, place_id: UUID) -> int | None:
    if plan.solved.prices is None:
        return None
    cost = max((-plan.solved.prices[seat] for seat in _seats_of(plan, place_id)), default=0)
    people = (cost + plan.board.person_cost // 2) // plan.board.person_cost
    return max(0, (cost - people * plan.board.person_cost) // plan.board.point_cost)


def _would_help(plan: Plan) -> set[UUID]:
    """Return the places a chain of moves reaches from somebody without a place; exact, whatever the prices say."""
    board, seats = plan.board, plan.solved.seats
    holders: dict[int, list[int]] = {}
    for person, seat in enumerate(seats):
        holders.setdefault(seat, []).append(person)
    nowhere = len(board.room) - 1
    people, seen = list(holders.get(nowhere, [])), {nowhere}
    while people:
        for seat, _ in board.choices[people.pop()]:
            if seat not in seen:
                seen.add(seat)
                people += holders.get(seat, [])
    return {place for (place, _), seat in board.seats.items() if seat in seen}
