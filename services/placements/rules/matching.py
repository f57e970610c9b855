"""What an assignment plan is made from and what it says: people who wait, seats that open, and who could go where."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from types import MappingProxyType
from uuid import UUID

from schemas.codes import PlaceKind
from services.placements.rules.fit import Offered, Stay, Wanted
from services.placements.rules.waiting_list import PRACTICE_WEIGHTS, Waiting, WaitingWeights

_NOTHING: Mapping[str, int] = MappingProxyType({})


@dataclass(frozen=True, kw_only=True)
class Searcher:
    """One waiting person; ``minutes`` is the way to each town in lower case, missing where nobody knows it.

    ``fitting`` is how many places on offer would fit her, full or not; None where nobody has counted.
    """

    mandate_id: UUID
    service_id: UUID
    wanted: Wanted
    waiting: Waiting
    field_of_work: str = ""
    minutes: Mapping[str, int] = field(default_factory=lambda: _NOTHING)
    fitting: int | None = None


@dataclass(frozen=True)
class Opening:
    """So many seats of a place that stay free from a day on."""

    opens_on: date
    seats: int


@dataclass(frozen=True, kw_only=True)
class PlaceOnOffer:
    """One place with the seats that are free now or will be on a known day."""

    place_id: UUID
    offered: Offered
    openings: tuple[Opening, ...]
    town: str = ""
    field_of_work: str = ""


@dataclass(frozen=True)
class MatchingWeights:
    """What counts how much; choices of practice, editable. The longer way, the fewer points; none past the limit."""

    waiting: WaitingWeights = PRACTICE_WEIGHTS
    same_field: int = 15
    short_way: int = 30
    minutes_without_points: int = 60
    first_kind: int = 5
    starts_soon: int = 90
    """Points for a start today; one less for each day later, which a seat stands empty and a person waits."""
    few_places: int = 30
    """Points for who fits one place only, shared by the number of places: the others find something more easily."""


@dataclass(frozen=True)
class QuotaRoom:
    """How many more people may be placed of a service, and of a service for a kind; what is missing has no limit."""

    services: Mapping[UUID, int] = field(default_factory=dict)
    kinds: Mapping[tuple[UUID, PlaceKind], int] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Question:
    """Everything a plan is made from; the same question has the same answer, in whatever order it is put.

    ``stay_days`` is how long people stay: None looks at the first day only. ``horizon_days`` is how far ahead a known
    opening counts; 0 looks at today's free seats only. ``assessor_id`` may not run the place itself.
    """

    searchers: tuple[Searcher, ...]
    places: tuple[PlaceOnOffer, ...]
    today: date
    room: QuotaRoom = field(default_factory=QuotaRoom)
    weights: MatchingWeights = field(default_factory=MatchingWeights)
    horizon_days: int = 90
    stay_days: int | None = None
    assessor_id: UUID | None = None

    @cached_property
    def last_start(self) -> date:
        """The last day on which somebody may start."""
        return self.today + timedelta(days=self.horizon_days)

    def stay(self, searcher: Searcher, place: PlaceOnOffer, opens_on: date) -> Stay:
        """Return the earliest stay once the seat is open, the place is, and the person can come."""
        start = max(self.today, opens_on, searcher.wanted.available_from, place.offered.available_from)
        last = start + timedelta(days=(self.stay_days or 1) - 1)
        return Stay(start, last, searcher.wanted.workload_percent)


@dataclass(frozen=True, slots=True)
class Edge:
    """One person who could take one opening of one place, all hard criteria met."""

    searcher: Searcher
    place: PlaceOnOffer
    opening: Opening
    starts_on: date
    score: int
