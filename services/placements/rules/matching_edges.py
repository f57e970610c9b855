"""Everybody's choices, the best first, without judging every pair: who asks alike is judged once for all of them.

Places that ask for the same make one class, and people who ask for the same are judged once against each class.
Within it, places of one town, trade, kind and day give the same points; what depends on the person's own days, age and
papers is compared seat by seat, only as far down as somebody looks.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields, replace
from datetime import date, timedelta
from itertools import chain, islice
from operator import attrgetter
from typing import Any, Final, NamedTuple

from schemas.codes import PlaceKind
from services.placements.rules.fit import Offered, Wanted, age_on, fit_objections, may_fit
from services.placements.rules.matching import Edge, Opening, PlaceOnOffer, Question, Searcher
from services.placements.rules.matching_scores import kind_points, person_parts, points, soon_points, way_points

DATED: Final = frozenset(
    {
        "admission_check_expired",
        "permit_ends_before",
        "place_age_above",
        "place_age_below",
        "place_closes_before",
    }
)
"""What depends on the person's own days; it is compared seat by seat."""
_OWN: Final = ("birth_on", "available_from", "check_valid_until", "permit_valid_until")
_OF_PLACE: Final = ("provider_id", "available_from", "available_until", "age_min", "age_max")
_asked: Final = attrgetter(*(each.name for each in fields(Wanted) if each.name not in _OWN))
_offered: Final = attrgetter(*(each.name for each in fields(Offered) if each.name not in _OF_PLACE))
_ANY_AGE: Final = (-1, 999)
_FAR: Final = 100_000


class _Slot(NamedTuple):
    """One opening; the first two put those with the same points in order."""

    name: str
    number: int
    place: PlaceOnOffer
    opening: Opening
    age_min: int
    age_max: int
    last_start: date


_Cell = tuple[int, str, PlaceKind, date]
"""Town, trade, kind and the first day somebody could start: what points depend on."""
_Cells = dict[_Cell, list[_Slot]]


class _Run:
    """All openings that give a person the same points on the same day."""

    __slots__ = ("_lists", "points", "starts_on")

    def __init__(self, points: int, starts_on: date) -> None:
        self.points, self.starts_on = points, starts_on
        self._lists: list[list[_Slot]] = []

    def add(self, slots: list[_Slot]) -> None:
        self._lists.append(slots)

    def slots(self) -> list[_Slot]:
        if len(self._lists) > 1:
            self._lists = [sorted(chain(*self._lists))]
        return self._lists[0]


class Market:
    """The places of one question, looked at by everybody who searches."""

    def __init__(self, question: Question) -> None:
        self._question = question
        self._longer = timedelta(days=(question.stay_days or 1) - 1)
        self._towns = sorted({each.town.casefold() for each in question.places})
        self._classes = self._of_places()
        self._fitting: dict[Any, _Cells] = {}
        self._ordered: dict[Any, Sequence[_Run]] = {}
        self._way: dict[int | None, int] = {}

    def _of_places(self) -> list[tuple[PlaceOnOffer, _Cells]]:
        question, found = self._question, dict[Any, tuple[PlaceOnOffer, _Cells]]()
        towns = {town: at for at, town in enumerate(self._towns)}
        number = 0
        for place in question.places:
            offered = place.offered
            key = (_offered(offered), offered.provider_id == question.assessor_id)
            _, cells = found.setdefault(key, (place, {}))
            for opening in place.openings:
                first = max(question.today, opening.opens_on, offered.available_from)
                cell = (towns[place.town.casefold()], place.field_of_work, offered.kind, first)
                cells.setdefault(cell, []).append(self._slot(place, opening, number))
                number += 1
        return list(found.values())

    def _slot(self, place: PlaceOnOffer, opening: Opening, number: int) -> _Slot:
        offered, (low, high) = place.offered, _ANY_AGE
        last = offered.available_until - self._longer if offered.available_until else date.max
        return _Slot(
            str(place.place_id),
            number,
            place,
            opening,
            low if offered.age_min is None else offered.age_min,
            high if offered.age_max is None else offered.age_max,
            last,
        )

    def choices(self, searcher: Searcher) -> Iterator[Edge]:
        """Yield every opening somebody could take, the best first; no further than anybody asks."""
        wanted, own = searcher.wanted, None
        latest = min(self._question.last_start, wanted.check_valid_until)
        if wanted.permit_valid_until is not None:
            latest = min(latest, wanted.permit_valid_until - self._longer)
        for run in self._runs(searcher):
            starts_on = run.starts_on
            if starts_on > latest:
                continue
            if own is None:
                own = points(person_parts(self._question, searcher))
            age, score = age_on(wanted.birth_on, starts_on), own + run.points
            for _, _, place, opening, low, high, last in run.slots():
                if low <= age <= high and starts_on <= last:
                    yield Edge(searcher, place, opening, starts_on, score)

    def _runs(self, searcher: Searcher) -> Sequence[_Run]:
        """Return the openings that fit on some day, by their points; the same for everybody who asks the same."""
        wanted, asked = searcher.wanted, _asked(searcher.wanted)
        first = max(self._question.today, wanted.available_from)
        way = tuple(map(self._way_points, map(searcher.minutes.get, self._towns)))
        key = (asked, first, searcher.field_of_work, way)
        if key not in self._ordered:
            if asked not in self._fitting:
                self._fitting[asked] = self._cells(searcher)
            self._ordered[key] = self._order(searcher, first, way, self._fitting[asked])
        return self._ordered[key]

    def _way_points(self, minutes: int | None) -> int:
        if minutes not in self._way:
            self._way[minutes] = way_points(self._question.weights, minutes)
        return self._way[minutes]

    def _cells(self, searcher: Searcher) -> _Cells:
        found: _Cells = {}
        for place, cells in self._classes:
            if self._fits_some_day(searcher, place):
                for cell, slots in cells.items():
                    found.setdefault(cell, []).extend(slots)
        for slots in found.values():
            slots.sort()
        return found

    def _fits_some_day(self, searcher: Searcher, place: PlaceOnOffer) -> bool:
        if not may_fit(searcher.wanted, place.offered):
            return False
        stay = self._question.stay(searcher, place, self._question.today)
        objections = fit_objections(searcher.wanted, place.offered, stay, self._question.assessor_id)
        return all(each.code in DATED for each in objections)

    def _order(self, searcher: Searcher, first: date, way: Sequence[int], cells: _Cells) -> Sequence[_Run]:
        weights, today, kinds = self._question.weights, self._question.today, searcher.wanted.kinds
        trade, runs = searcher.field_of_work, dict[tuple[int, date], _Run]()
        first_kind = {kind: kind_points(weights, kinds, kind) for kind in kinds}
        for (town, field, kind, day), slots in cells.items():
            starts_on = max(first, day)
            same = weights.same_field if trade and trade == field else 0
            worth = same + way[town] + first_kind[kind] + soon_points(weights, (starts_on - today).days)
            key = (-worth, starts_on)
            if key not in runs:
                runs[key] = _Run(worth, starts_on)
            runs[key].add(slots)
        return [runs[key] for key in sorted(runs)]


def edges(question: Question, most: int | None = None) -> list[list[Edge]]:
    """Return for each person, in the order of the question, the openings she could take, the best first.

    ``most`` is how many are kept; those of all people together may be more than the memory holds.
    """
    market = Market(question)
    return [list(islice(market.choices(searcher), most)) for searcher in question.searchers]


def full_or_not(question: Question) -> Question:
    """Return the question with one seat at each place from its first opening on, else from today, however far off."""
    places = (
        replace(each, openings=(Opening(each.openings[0].opens_on if each.openings else question.today, 1),))
        for each in question.places
    )
    return replace(question, places=tuple(places), horizon_days=_FAR)
