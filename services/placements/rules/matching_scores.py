"""Who could go where: hard criteria make an edge or none, soft ones its score, part by part."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from schemas.codes import PlaceKind
from schemas.codes_matching import MatchPart
from schemas.refusal import Objection
from services.placements.rules.fit import fit_objections
from services.placements.rules.matching import Edge, MatchingWeights, PlaceOnOffer, Question, Searcher
from services.placements.rules.waiting_list import score_parts

Parts = tuple[tuple[MatchPart, int], ...]


def person_parts(question: Question, searcher: Searcher) -> Parts:
    """Return the points a person has wherever she goes: those of the waiting list, and more where little else fits."""
    parts = score_parts(searcher.waiting, question.today, question.weights.waiting)
    few = question.weights.few_places // max(1, searcher.fitting) if searcher.fitting is not None else 0
    return (*((MatchPart(each.part.value), each.points) for each in parts), (MatchPart.FEW_PLACES, few))


def place_parts(question: Question, searcher: Searcher, place: PlaceOnOffer, starts_on: date) -> Parts:
    """Return the points of going to this place on this day."""
    weights, minutes = question.weights, searcher.minutes.get(place.town.casefold())
    is_same = bool(searcher.field_of_work) and searcher.field_of_work == place.field_of_work
    later = (starts_on - question.today).days
    return (
        (MatchPart.SAME_FIELD, weights.same_field if is_same else 0),
        (MatchPart.SHORT_WAY, way_points(weights, minutes)),
        (MatchPart.FIRST_KIND, kind_points(weights, searcher.wanted.kinds, place.offered.kind)),
        (MatchPart.STARTS_SOON, soon_points(weights, later)),
    )


def way_points(weights: MatchingWeights, minutes: int | None) -> int:
    """Return the points of a way of so many minutes; none where nobody knows it."""
    most = weights.minutes_without_points
    return 0 if minutes is None else weights.short_way * max(0, most - minutes) // most


def kind_points(weights: MatchingWeights, wanted: Sequence[PlaceKind], kind: PlaceKind) -> int:
    """Return the points of a place of the kind somebody asks for first."""
    return weights.first_kind if wanted[:1] == (kind,) else 0


def soon_points(weights: MatchingWeights, later: int) -> int:
    """Return the points of a start so many days from today."""
    return max(0, weights.starts_soon - later)


def points(parts: Parts) -> int:
    """Return the sum of the parts."""
    return sum(each for _, each in parts)


def pair_objections(question: Question, searcher: Searcher, place: PlaceOnOffer) -> list[Objection]:
    """Return every hard criterion that fails at the first opening; seats are not looked at."""
    opens_on = place.openings[0].opens_on if place.openings else question.today
    return fit_objections(
        searcher.wanted, place.offered, question.stay(searcher, place, opens_on), question.assessor_id
    )


def pair_edges(question: Question, searcher: Searcher, place: PlaceOnOffer, own: int) -> Iterator[Edge]:
    """Yield an edge for each opening of one place that fits; ``own`` are the person's own points."""
    for opening in place.openings:
        stay = question.stay(searcher, place, opening.opens_on)
        if stay.starts_on > question.last_start:
            continue
        if not fit_objections(searcher.wanted, place.offered, stay, question.assessor_id):
            score = own + points(place_parts(question, searcher, place, stay.starts_on))
            yield Edge(searcher, place, opening, stay.starts_on, score)
