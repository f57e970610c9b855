"""The one change that would open most places: for one person, and for everybody who waits."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final
from uuid import UUID

from services.placements.rules.matching import Edge, PlaceOnOffer, Question, QuotaRoom, Searcher
from services.placements.rules.matching_plan import Plan, Solver, plan_over
from services.placements.rules.matching_scores import pair_objections, place_parts, points
from services.placements.rules.matching_solver import solve

QUOTA: Final = "quota"
_LOOKED_AT: Final = 4
_ADDED: Final = 10
Pair = tuple[Searcher, PlaceOnOffer]
FIXED: Final = frozenset({"assessor_is_provider", "perimeter_other"})
"""What no decision of a coordinator, a person or a provider can change."""


@dataclass(frozen=True)
class PersonChange:
    """Without this one criterion, so many more places would fit this person."""

    code: str
    places: tuple[UUID, ...]


@dataclass(frozen=True)
class PlanChange:
    """Without this one criterion, or without quotas, so many more people and place pairs fit and people are placed."""

    code: str
    pairs: int
    more_people: int


def change_for_person(question: Question, searcher: Searcher) -> PersonChange | None:
    """Return the criterion that alone stands between one person and most places, None where none does."""
    return best_of((place.place_id, [code]) for code, place in _near(question, searcher))


def best_of(failed: Iterable[tuple[UUID, Sequence[str]]]) -> PersonChange | None:
    """Return the criterion that is the only one to fail at most places; ``failed`` are the codes at each place."""
    missed: dict[str, list[UUID]] = defaultdict(list)
    for place_id, codes in failed:
        if len(codes) == 1 and codes[0] not in FIXED:
            missed[codes[0]].append(place_id)
    best = min(missed.items(), key=lambda each: (-len(each[1]), each[0]), default=None)
    return PersonChange(best[0], tuple(sorted(best[1]))) if best else None


def _near(question: Question, searcher: Searcher) -> Iterator[tuple[str, PlaceOnOffer]]:
    """Yield each open place that exactly one criterion keeps from a person."""
    for place in question.places:
        if place.openings and place.openings[0].opens_on <= question.last_start:
            objections = pair_objections(question, searcher, place)
            if len(objections) == 1 and objections[0].code not in FIXED:
                yield objections[0].code, place


def changes_for_plan(plan: Plan, solver: Solver = solve) -> tuple[PlanChange, ...]:
    """Return what would place more people, the most first: each of the most frequent single criteria, and the quotas.

    Every number is found by planning again, not guessed from counts; it is a lower bound, since each person's ten
    best of the new places are added.
    """
    if len(plan.chosen) == len(plan.question.searchers):
        return ()
    missed: dict[str, list[Pair]] = defaultdict(list)
    for searcher in plan.question.searchers:
        for code, place in _near(plan.question, searcher):
            missed[code].append((searcher, place))
    common = sorted(missed, key=lambda code: (-len(missed[code]), code))[:_LOOKED_AT]
    found = [_with_pairs(plan, code, missed[code], solver) for code in common]
    if plan.question.room.kinds or plan.question.room.services:
        found.append(_without_quotas(plan, solver))
    helpful = [each for each in found if each.more_people > 0]
    return tuple(sorted(helpful, key=lambda each: (-each.more_people, each.code)))


def _with_pairs(plan: Plan, code: str, pairs: Sequence[Pair], solver: Solver) -> PlanChange:
    more: dict[UUID, list[Edge]] = defaultdict(list)
    for searcher, place in pairs:
        more[searcher.mandate_id].append(_as_if(plan.question, searcher, place))
    known = dict(zip(plan.board.people, plan.board.edges, strict=True))
    wider = [
        [*known[each.mandate_id], *sorted(more[each.mandate_id], key=_best_first)[:_ADDED]]
        for each in plan.question.searchers
    ]
    return PlanChange(code, len(pairs), len(plan_over(plan.question, wider, solver).chosen) - len(plan.chosen))


def _as_if(question: Question, searcher: Searcher, place: PlaceOnOffer) -> Edge:
    """Return the choice there would be if nothing stood against it; the person's own points do not matter here."""
    starts_on = question.stay(searcher, place, place.openings[0].opens_on).starts_on
    score = points(place_parts(question, searcher, place, starts_on))
    return Edge(searcher, place, place.openings[0], starts_on, score)


def _best_first(edge: Edge) -> tuple[int, str]:
    return -edge.score, str(edge.place.place_id)


def _without_quotas(plan: Plan, solver: Solver) -> PlanChange:
    free = replace(plan.question, room=QuotaRoom())
    known = dict(zip(plan.board.people, plan.board.edges, strict=True))
    again = plan_over(free, [known[each.mandate_id] for each in free.searchers], solver)
    return PlanChange(QUOTA, 0, len(again.chosen) - len(plan.chosen))
