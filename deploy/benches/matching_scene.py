"""Invented people and places for the matching benchmark: drawn from a seed, judged by the real criteria."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Final
from uuid import UUID

from schemas.codes import Funding, PlaceKind, PlaceState
from services.placements.rules.fit import Offered, Wanted
from services.placements.rules.matching import Opening, PlaceOnOffer, Question, QuotaRoom, Searcher
from services.placements.rules.waiting_list import Waiting

TODAY: Final = date(2026, 11, 23)
TOWNS: Final = ("biel", "lyss", "ins", "moutier", "büren", "erlach", "nidau", "aarberg")
FIELDS: Final = ("kitchen", "wood", "care", "garden", "office", "cleaning")
KINDS: Final = (PlaceKind.IP, PlaceKind.PIP, PlaceKind.IS, PlaceKind.PE)
_WEIGHTS: Final = (40, 25, 25, 10)


class Scene:
    """Draws people, places and whole questions; the same seed draws the same."""

    def __init__(self, seed: int) -> None:
        self.draw = Random(seed)  # noqa: S311
        self.services = [self._id() for _ in range(6)]
        self.minutes = {(a, b): 5 if a == b else self.draw.randint(12, 75) for a in TOWNS for b in TOWNS}

    def _id(self) -> UUID:
        return UUID(int=self.draw.getrandbits(128), version=4)

    def person(self, today: date = TODAY, waited: int = 300) -> Searcher:
        """Return somebody who has waited up to ``waited`` days."""
        draw, who = self.draw, self._id()
        home, since = draw.choice(TOWNS), today - timedelta(days=draw.randint(0, waited))
        french = draw.random() < 0.75
        first = draw.choices(KINDS, _WEIGHTS)[0]
        second = draw.choices(KINDS, _WEIGHTS)[0]
        wanted = Wanted(
            birth_on=today - timedelta(days=draw.randint(17 * 365, 62 * 365)),
            kinds=(first,) if second is first or draw.random() < 0.6 else (first, second),
            workload_percent=draw.choice((30, 40, 50, 60, 80, 100)),
            available_from=since,
            speaks_french=french,
            speaks_german=not french or draw.random() < 0.35,
            check_valid_until=today + timedelta(days=draw.randint(20, 180)),
            permit_valid_until=None if draw.random() < 0.5 else today + timedelta(days=draw.randint(0, 900)),
        )
        return Searcher(
            mandate_id=who,
            service_id=draw.choice(self.services),
            wanted=wanted,
            waiting=Waiting(who, since, draw.choice((None, 20, 60, 90)), draw.choice((0, 0, 0, 1, 2))),
            field_of_work=draw.choice(FIELDS),
            minutes={town: self.minutes[(home, town)] for town in TOWNS},
        )

    def place(self, openings: tuple[Opening, ...] = (Opening(TODAY, 1),), wide: bool = False) -> PlaceOnOffer:
        """Return a published place with the given openings; a ``wide`` one asks for one language at most and no age."""
        draw = self.draw
        span = 50 if wide else draw.choice((10, 20, 30, 50))
        lowest = draw.choice((30, 40, 50, 50, 60))
        french = draw.random() < 0.6
        age_min = None if wide else draw.choice((None, None, 18, 25))
        offered = Offered(
            provider_id=self._id(),
            state=PlaceState.PUBLISHED,
            kind=draw.choices(KINDS, _WEIGHTS)[0],
            funding=Funding.POIAS,
            workload_min_percent=lowest,
            workload_max_percent=min(100, lowest + span),
            available_from=date(2020, 1, 1),
            needs_french=french,
            needs_german=draw.random() < 0.35 and not (wide and french),
            age_min=age_min,
            age_max=None if wide else draw.choice((None, None, None, 30, 45)),
        )
        town, trade = draw.choice(TOWNS), draw.choice(FIELDS)
        return PlaceOnOffer(place_id=self._id(), offered=offered, openings=openings, town=town, field_of_work=trade)

    def question(self, people: int, seats: int, quotas: bool = False) -> Question:
        """Return a backlog: so many people for so many places of one seat."""
        searchers = tuple(self.person() for _ in range(people))
        places = tuple(self.place() for _ in range(seats))
        room = self.room(people // len(self.services)) if quotas else QuotaRoom()
        return Question(searchers=searchers, places=places, today=TODAY, room=room)

    def room(self, most: int) -> QuotaRoom:
        """Return nested quotas that bind: each service less than its kinds together."""
        kinds = {
            (service, kind): self.draw.randint(0, max(1, most // 3))
            for service in self.services
            for kind in (PlaceKind.IP, PlaceKind.PIP)
        }
        services = {
            service: max(0, kinds[(service, PlaceKind.IP)] + kinds[(service, PlaceKind.PIP)] - 1)
            for service in self.services
        }
        return QuotaRoom(services=services, kinds=kinds)
