"""Who could go where: hard criteria make an edge or none, soft ones its score, part by part."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from schemas.codes_matching import MatchPart
from schemas.refusal import Objection
from services.placements.rules.fit import fit_objections, may_fit
from services.placements.rules.matching import Edge, PlaceOnOffer, Question, Searcher
from services.placements.rules.waiting_list import score_parts

Parts = tuple[tuple[MatchPart, int], ...]


def person_parts(question: Question, searcher: Searcher) -> Parts:
    """Return the points a person has wherever she goes: those of the waiting list, and more where little else fits."""
    parts = score_parts(searcher.waiting, question.today, question.weights.waiting)
    few = question.weights.few_places // max(1, searcher.fitting) if searcher.fitting is not None else 0
    return (*((MatchPart(each.part.value), each.points) for each in parts), (MatchPart.FEW_PLACES, few))


def place_parts(question: Question, searcher: Searcher, place: PlaceOnOffer, starts_on: date) -> Parts:
    """Return the points of going to this place on this day."""
    weights, kinds = question.weights, searcher.wanted.kinds
    is_same = bool(searcher.field_of_work) and searcher.field_of_work == place.field_of_work
    later = (starts_on - question.today).days
    return (
        (MatchPart.SAME_FIELD, weights.same_field if is_same else 0),
        (MatchPart.SHORT_WAY, _way_points(question, searcher, place)),
        (MatchPart.FIRST_KIND, weights.first_kind if kinds[:1] == (place.offered.kind,) else 0),
        (MatchPart.STARTS_SOON, max(0, weights.starts_soon - later)),
    )


def _way_points(question: Question, searcher: Searcher, place: PlaceOnOffer) -> int:
    minutes = searcher.minutes.get(place.town.casefold())
    most = question.weights.minutes_without_points
    return 0 if minutes is None else question.weights.short_way * max(0, most - minutes) // most


def points(parts: Parts) -> int:
    """Return the sum of the parts."""
    return sum(each for _, each in parts)


def pair_objections(question: Question, searcher: Searcher, place: PlaceOnOffer) -> list[Objection]:
    """Return every hard criterion that fails at the first opening; seats are not looked at."""
    opens_on = place.openings[0].opens_on if place.openings else question.today
    return fit_objections(
        searcher.wanted, place.offered, question.stay(searcher, place, opens_on), question.assessor_id
    )


def edges(question: Question) -> list[list[Edge]]:
    """Return for each person, in the order of the question, every opening she could take, the best first."""
    open_places = [each for each in question.places if each.openings]
    return [_edges_of(question, searcher, open_places) for searcher in question.searchers]


def _edges_of(question: Question, searcher: Searcher, places: list[PlaceOnOffer]) -> list[Edge]:
    wanted = [place for place in places if may_fit(searcher.wanted, place.offered)]
    own = points(person_parts(question, searcher)) if wanted else 0
    found = [each for place in wanted for each in pair_edges(question, searcher, place, own)]
    return sorted(found, key=_order)


def pair_edges(question: Question, searcher: Searcher, place: PlaceOnOffer, own: int) -> Iterator[Edge]:
    """Yield an edge for each opening of one place that fits; ``own`` are the person's own points."""
    for opening in place.openings:
        stay = question.stay(searcher, place, opening.opens_on)
        if stay.starts_on > question.last_start:
            continue
        if not fit_objections(searcher.wanted, place.offered, stay, question.assessor_id):
            score = own + points(place_parts(question, searcher, place, stay.starts_on))
            yield Edge(searcher, place, opening, stay.starts_on, score)


def _order(edge: Edge) -> tuple[int, date, str]:
    return -edge.score, edge.starts_on, str(edge.place.place_id)
