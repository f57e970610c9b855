"""A region over 900 days, three ways of giving seats: who comes first, the best plan today, the best plan ahead.

Assumed and said in the report: ten days pass between a choice and the first day; stays last 90 to 270 days with an end
that is known, and one in seven ends early without notice; whoever has found no place when the admission check runs out
after six months leaves. Nothing is decided by the clock: the same seed gives the same years.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from deploy.benches.matching_scene import TODAY, Scene
from schemas.codes_matching import MatchPart
from services.placements.rules.matching import Edge, Opening, PlaceOnOffer, Question, Searcher
from services.placements.rules.matching_plan import first_come
from services.placements.rules.matching_scores import pair_objections, place_parts
from services.placements.rules.matching_seats import openings
from services.placements.rules.matching_widening import plan
from services.placements.rules.seats import CapacityChange, SeatSpan

DAYS: Final = 900
WARM_UP: Final = 180
LEAD: Final = 10
SHORTEST, LONGEST = 90, 270
EARLY_ENDS: Final = 1 / 7
PATIENCE: Final = 180
_FIT: Final = frozenset({MatchPart.SAME_FIELD, MatchPart.SHORT_WAY, MatchPart.FIRST_KIND})
Choose = Callable[[Question], Mapping[UUID, Edge]]


@dataclass(frozen=True)
class Policy:
    """A way of giving seats; ``ahead`` is how many days a known end counts before it comes."""

    name: str
    choose: Choose
    ahead: int = 0


POLICIES: Final = (
    Policy("first_come", first_come),
    Policy("optimiser", lambda question: plan(question).chosen),
    Policy("look_ahead", lambda question: plan(question).chosen, ahead=30),
)


@dataclass
class Held:
    """One stay: until when everybody believes it lasts, and until when it does."""

    starts_on: date
    known_until: date
    really_until: date


@dataclass
class Tally:
    """What a policy came to after the warm-up."""

    placed: int = 0
    gave_up: int = 0
    waited_days: int = 0
    fit_points: int = 0
    used_days: int = 0
    seat_days: int = 0

    def figures(self) -> dict[str, float]:
        """Return people placed and gone, mean waiting days and fit, and utilisation in percent."""
        placed = max(1, self.placed)
        return {
            "people_placed": self.placed,
            "gave_up": self.gave_up,
            "waiting_days": round(self.waited_days / placed, 1),
            "waiting_days_of_all": round((self.waited_days + PATIENCE * self.gave_up) / (placed + self.gave_up), 1),
            "fit_points": round(self.fit_points / placed, 2),
            "utilisation_percent": round(100 * self.used_days / max(1, self.seat_days), 2),
        }


@dataclass
class Region:
    """Places, arrivals and lengths of stay drawn beforehand, so that every policy meets the same people."""

    places: list[tuple[PlaceOnOffer, int]]
    arrivals: dict[int, list[Searcher]]
    lengths: dict[UUID, tuple[int, int]]


def region(seed: int, load: float, places: int) -> Region:
    """Draw a region; ``load`` is the demand in shares of what the seats could take."""
    scene = Scene(seed)
    draw = scene.draw
    offer = [(scene.place((), wide=True), draw.randint(1, 5)) for _ in range(places)]
    rate = load * sum(seats for _, seats in offer) / ((SHORTEST + LONGEST) / 2)
    drawn = Region(offer, {}, {})
    due = 0.0
    for day in range(DAYS):
        due += draw.expovariate(1 / rate)
        while due >= 1:
            due -= 1
            _arrive(drawn, scene, day)
    return drawn


def _arrive(drawn: Region, scene: Scene, day: int) -> None:
    today = TODAY + timedelta(days=day)
    person = scene.person(today, waited=0)
    asked = Question(searchers=(), places=(), today=today)
    fitting = sum(not pair_objections(asked, person, place) for place, _ in drawn.places)
    wanted = replace(person.wanted, check_valid_until=today + timedelta(days=PATIENCE))
    drawn.arrivals.setdefault(day, []).append(replace(person, wanted=wanted, fitting=fitting))
    known = scene.draw.randint(SHORTEST, LONGEST)
    real = scene.draw.randint(20, known) if scene.draw.random() < EARLY_ENDS else known
    drawn.lengths[person.mandate_id] = (known, real)


@dataclass
class Years:
    """One run of one policy."""

    region: Region
    policy: Policy
    held: dict[UUID, list[Held]] = field(default_factory=dict)
    waiting: dict[UUID, Searcher] = field(default_factory=dict)
    tally: Tally = field(default_factory=Tally)

    def run(self) -> Tally:
        """Live through all days."""
        for day in range(DAYS):
            today = TODAY + timedelta(days=day)
            for person in self.region.arrivals.get(day, []):
                self.waiting[person.mandate_id] = person
            self._leave(today, counts=day >= WARM_UP)
            self._choose(today, counts=day >= WARM_UP)
            if day >= WARM_UP:
                self._count(today)
        return self.tally

    def _leave(self, today: date, counts: bool) -> None:
        for stays in self.held.values():
            stays[:] = [each for each in stays if each.really_until >= today]
        gone = [who for who, each in self.waiting.items() if each.wanted.check_valid_until < today + _LEAD_TIME]
        self.tally.gave_up += len(gone) if counts else 0
        for who in gone:
            del self.waiting[who]

    def _choose(self, today: date, counts: bool) -> None:
        question = self._question(today)
        if not question.searchers or not question.places:
            return
        for who, edge in self.policy.choose(question).items():
            if edge.starts_on == question.today:
                self._start(who, edge, question, counts)

    def _question(self, today: date) -> Question:
        start = today + _LEAD_TIME
        last = start + timedelta(days=self.policy.ahead)
        offered = [replace(place, openings=self._openings(place, seats, today)) for place, seats in self.region.places]
        places = tuple(each for each in offered if each.openings and each.openings[0].opens_on <= last)
        searchers = tuple(self.waiting.values())
        return Question(searchers=searchers, places=places, today=start, horizon_days=self.policy.ahead)

    def _openings(self, place: PlaceOnOffer, seats: int, today: date) -> tuple[Opening, ...]:
        """Return the seats as the policy sees them: without looking ahead, a seat counts only once it is empty."""
        start = today + _LEAD_TIME
        last = start + timedelta(days=self.policy.ahead)
        stays = self.held.get(place.place_id, [])
        if not self.policy.ahead:
            return (Opening(start, seats - len(stays)),) if len(stays) < seats else ()
        if len(stays) >= seats and min(each.known_until for each in stays) >= last:
            return ()
        spans = [SeatSpan(today, each.known_until) for each in stays]
        return openings([CapacityChange(TODAY, seats)], spans, start, last)

    def _start(self, who: UUID, edge: Edge, question: Question, counts: bool) -> None:
        person = self.waiting.pop(who)
        known, real = self.region.lengths[who]
        start = edge.starts_on
        stay = Held(start, start + timedelta(days=known - 1), start + timedelta(days=real - 1))
        self.held.setdefault(edge.place.place_id, []).append(stay)
        if counts:
            self.tally.placed += 1
            self.tally.waited_days += (start - person.waiting.since).days
            parts = place_parts(question, person, edge.place, start)
            self.tally.fit_points += sum(points for part, points in parts if part in _FIT)

    def _count(self, today: date) -> None:
        stays = [each for held in self.held.values() for each in held]
        self.tally.used_days += sum(each.starts_on <= today <= each.really_until for each in stays)
        self.tally.seat_days += sum(seats for _, seats in self.region.places)


_LEAD_TIME: Final = timedelta(days=LEAD)


def compare(seed: int, load: float, places: int) -> dict[str, dict[str, float]]:
    """Return the figures of every policy over the same years."""
    drawn = region(seed, load, places)
    return {policy.name: Years(drawn, policy).run().figures() for policy in POLICIES}
