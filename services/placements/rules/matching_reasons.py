"""Why one person and one place were or were not brought together, with the proof the prices of the plan give."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from schemas.codes_matching import PairOutcome
from schemas.refusal import NotFound, Objection
from services.placements.rules.matching import Edge, PlaceOnOffer, Searcher
from services.placements.rules.matching_plan import Plan
from services.placements.rules.matching_scores import (
    Parts,
    pair_edges,
    pair_objections,
    person_parts,
    place_parts,
    points,
)


@dataclass(frozen=True, kw_only=True)
class PairReason:
    """One person at one place: every failed criterion, the score's parts, and what the plan did.

    ``instead`` is the person's own choice in the plan, ``seats_to`` who got the place's seats. Insisting on the pair
    would leave at least ``loses_people`` more without a place and, apart from that, cost at least ``loses_points``;
    None where the plan has no such choice or no prices.
    """

    outcome: PairOutcome
    objections: tuple[Objection, ...]
    parts: Parts
    starts_on: date
    instead: Edge | None
    seats_to: tuple[UUID, ...]
    loses_people: int | None = None
    loses_points: int | None = None

    @property
    def score(self) -> int:
        """The sum of the parts."""
        return points(self.parts)


def pair_reason(plan: Plan, mandate_id: UUID, place_id: UUID) -> PairReason:
    """Explain one pair; raises NotFound for a person or place that was not part of the question."""
    searcher, place = _searcher(plan, mandate_id), _place(plan, place_id)
    own = person_parts(plan.question, searcher)
    edge = next(iter(pair_edges(plan.question, searcher, place, points(own))), None)
    opens_on = place.openings[0].opens_on if place.openings else plan.question.today
    starts_on = edge.starts_on if edge else plan.question.stay(searcher, place, opens_on).starts_on
    objections = tuple(pair_objections(plan.question, searcher, place))
    people, score = _losses(plan, edge) if edge else (None, None)
    return PairReason(
        outcome=PairOutcome.FAILS if objections else _outcome(plan, searcher, place, edge),
        objections=objections,
        parts=own + place_parts(plan.question, searcher, place, starts_on),
        starts_on=starts_on,
        instead=plan.chosen.get(mandate_id),
        seats_to=tuple(sorted(who for who, each in plan.chosen.items() if each.place.place_id == place_id)),
        loses_people=people,
        loses_points=score,
    )


def _searcher(plan: Plan, mandate_id: UUID) -> Searcher:
    for each in plan.question.searchers:
        if each.mandate_id == mandate_id:
            return each
    raise NotFound("mandate")


def _place(plan: Plan, place_id: UUID) -> PlaceOnOffer:
    for each in plan.question.places:
        if each.place_id == place_id:
            return each
    raise NotFound("place")


def _outcome(plan: Plan, searcher: Searcher, place: PlaceOnOffer, edge: Edge | None) -> PairOutcome:
    chosen = plan.chosen.get(searcher.mandate_id)
    if edge is None:
        return PairOutcome.NO_OPENING
    if chosen is not None:
        same = chosen.place.place_id == place.place_id
        return PairOutcome.PLANNED if same else PairOutcome.PLANNED_ELSEWHERE
    if not _is_kept(plan, edge):
        barred = (searcher.service_id, place.offered.kind) in plan.question.room.kinds
        return PairOutcome.QUOTA_FULL if plan.repairs and barred else PairOutcome.NOT_KEPT
    return PairOutcome.QUOTA_FULL if is_on_bench(plan, searcher.mandate_id) else PairOutcome.SEATS_TO_OTHERS


def is_on_bench(plan: Plan, mandate_id: UUID) -> bool:
    """Whether a quota, and not the lack of seats, keeps somebody without a place."""
    seat = plan.solved.seats[plan.board.people.index(mandate_id)]
    return len(plan.board.seats) <= seat < len(plan.board.room) - 1


def _is_kept(plan: Plan, edge: Edge) -> bool:
    own = plan.board.edges[plan.board.people.index(edge.searcher.mandate_id)]
    return any(each.place.place_id == edge.place.place_id for each in own)


def _losses(plan: Plan, edge: Edge) -> tuple[int | None, int | None]:
    """Return what insisting on a pair costs at least: how far its cost lies above what it would have to be."""
    board, prices = plan.board, plan.solved.prices
    person, seat = board.people.index(edge.searcher.mandate_id), board.seat_of(edge)
    costs = dict(board.choices[person])
    taken = plan.solved.seats[person]
    if prices is None or seat not in costs or is_on_bench(plan, edge.searcher.mandate_id):
        return None, None
    above = (costs[seat] - prices[seat]) - (costs[taken] - prices[taken])
    people = (above + board.person_cost // 2) // board.person_cost
    return people, (above - people * board.person_cost) // board.point_cost
