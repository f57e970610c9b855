"""The database's order of all places for a person is that of the rules, one place after the other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import count
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from schemas.codes import Funding, PlaceKind, PlaceState, Suitability
from schemas.refusal import Objection
from services.placements.model import (
    HoldState,
    Place,
    PlaceCapacity,
    PlaceSeat,
    Provider,
    SeatHold,
    Seeker,
    TravelTime,
)
from services.placements.queries.counting import seat_books
from services.placements.queries.fit import PlaceFit, PlacesFit, fitting_places
from services.placements.queries.fit_ranking import FULL, OFFERED, Shown
from services.placements.queries.frozen import offered_of, wanted_of
from services.placements.queries.lines import Cut
from services.placements.queries.places import MOST_FOUND, PlaceFilter, find_places, places
from services.placements.rules.fit import Stay, fit_objections
from services.placements.rules.matching_changes import best_of
from services.placements.rules.seats import SeatSpan, seat_objections
from tests.servers import postgres
from tests.services.placements.scene import (
    COORDINATOR,
    OFFICE_ID,
    OTHER_PROVIDER_ID,
    PROVIDER,
    PROVIDER_ID,
    START,
    Scene,
)

PLACES, PEOPLE = 100, 9
TOWNS = ("Bienne", "Lyss", "Brügg", "Évilard")
EVERYWHERE = {
    "place_stale",
    "kind_outside_plan",
    "perimeter_other",
    "place_opens_later",
    "workload_outside_place",
    "french_needed",
    "german_needed",
    "place_age_below",
    "place_age_above",
    "place_not_managed",
    "assessor_is_provider",
    "admission_check_expired",
    FULL,
}
"""What fails somewhere here, so that it is compared."""
ALL = Shown(size=1000, opened=1000)


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.slow)])
def town(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Scene]:
    """Many different places with capacities that change and seats that are held."""
    if request.param == "sqlite":
        scene = Scene(f"sqlite:///{tmp_path / 'placements.sqlite'}")
        _fill(scene)
        yield scene
        scene.close()
        return
    with postgres.database(request.getfixturevalue("postgres_url")) as url:
        scene = Scene(url)
        _fill(scene)
        yield scene
        scene.close()


def _fill(scene: Scene) -> None:
    dice, seats = Random(7), count(100_000)  # invented places, the same every time
    with scene.service.database.writing() as session:
        session.add(Provider(id=OFFICE_ID, short_code="office", name="Bureau", town="Bienne", contracted=True))
        session.flush()
        for number in range(PLACES):
            place = _place(dice, number)
            session.add(place)
            session.flush()
            _seats(session, place, dice, seats)
        session.execute(insert(TravelTime), [{"commune_bfs_no": 371, "town": "brügg", "minutes": 9}])
        session.execute(insert(TravelTime), [{"commune_bfs_no": 371, "town": "Lyss", "minutes": 14}])
        session.execute(insert(TravelTime), [{"commune_bfs_no": 371, "town": "Évilard", "minutes": 5}])


def _place(dice: Random, number: int) -> Place:
    ages = dice.choice(((None, None), (None, None), (18, 25), (30, None), (None, 40)))
    until = dice.choice((None, None, START + timedelta(days=120)))
    return Place(
        id=uuid4(),
        provider_id=dice.choice((PROVIDER_ID, PROVIDER_ID, OTHER_PROVIDER_ID, OFFICE_ID)),
        title=f"Platz {number:03}",
        kind=dice.choice(list(PlaceKind)),
        funding=dice.choice((*Funding, Funding.POIAS, Funding.POIAS)),
        town=dice.choice(TOWNS),
        field_of_work=dice.choice(("kitchen", "wood", "")),
        perimeter_id=dice.choice(("seeland", "seeland", "seeland", "thun")),
        workload_min_percent=dice.choice((20, 50, 90)),
        workload_max_percent=100,
        available_from=START + timedelta(days=dice.choice((-300, -1, 0, 1, 40))),
        available_until=until,
        needs_french=dice.random() < 0.3,
        needs_german=dice.random() < 0.3,
        age_min=ages[0],
        age_max=ages[1],
        suitability=next(iter(Suitability)),
        first_labour_market=False,
        qualification=True,
        counselling=True,
        coaching=True,
        no_competition=True,
        requirements="",
        state=dice.choice((PlaceState.PUBLISHED, PlaceState.PUBLISHED, PlaceState.TO_CONFIRM, PlaceState.WITHDRAWN)),
        published_on=START,
        confirmed_on=START,
        consultation_on=dice.choice((None, START)),
        exception_on=dice.choice((None, START)),
        changes=0,
    )


def _seats(session: Session, place: Place, dice: Random, numbers: Iterator[int]) -> None:
    for days, seats in zip((-400, 0, 30, 90), dice.choices((0, 1, 2, 3), k=dice.choice((0, 1, 2, 4))), strict=False):
        change = PlaceCapacity(id=uuid4(), place_id=place.id, valid_from=START + timedelta(days=days), seats=seats)
        session.add(change)
    for number in range(dice.choice((0, 1, 2))):
        seat = PlaceSeat(id=next(numbers), place_id=place.id, number=number + 1)
        session.add(seat)
        session.flush()
        first = START + timedelta(days=dice.choice((-200, -1, 0, 1, 35, 100)))
        held = (first, first + timedelta(days=dice.choice((0, 1, 60, 200))))
        session.add(_hold(seat, place, held, dice.choice(list(HoldState))))


def _hold(seat: PlaceSeat, place: Place, held: tuple[date, date], state: HoldState) -> SeatHold:
    ids = {"id": uuid4(), "proposal_id": uuid4(), "mandate_id": uuid4(), "social_service_id": uuid4()}
    days = {"starts_on": held[0], "ends_on": held[1]}
    return SeatHold(seat_id=seat.id, place_id=place.id, state=state, workload_percent=100, **ids, **days)


def _people(scene: Scene) -> Iterator[UUID]:
    dice = Random(8)  # invented people, the same every time
    for _ in range(PEOPLE):
        yield scene.mandate(
            birth_on=date(dice.randrange(1965, 2008), 11, dice.choice((22, 23, 24))),
            kinds=tuple(dice.sample(list(PlaceKind), dice.choice((1, 2, 4)))),
            workload_percent=dice.choice((40, 60, 80, 100)),
            speaks_french=dice.random() < 0.7,
            speaks_german=dice.random() < 0.7,
            field_of_work=dice.choice(("kitchen", "")),
            check_valid_until=dice.choice((date(2027, 5, 1), date(2026, 11, 1))),
            permit_valid_until=dice.choice((None, date(2026, 12, 24))),
            available_from=START + timedelta(days=dice.choice((-20, 10))),
        )


def one_by_one(scene: Scene, mandate_id: UUID, first: date, last: date) -> list[tuple[UUID, list[Objection]]]:
    """Return every place on offer with all that the rules object to, in the order of the workbench."""
    with scene.service.database.reading() as session:
        person = session.get_one(Seeker, mandate_id)
        stay = Stay(first, last, person.workload_percent)
        asked = select(Place, Provider.name).join(Provider, Provider.id == Place.provider_id)
        rows = session.execute(asked.where(Place.state.in_(OFFERED))).all()
        books = seat_books(session, [row.Place.id for row in rows], first, last)
        found = []
        for place, provider in rows:
            book, span = books[place.id], SeatSpan(first, last, stay.workload_percent)
            against = fit_objections(wanted_of(person), offered_of(place), stay, OFFICE_ID)
            against += seat_objections(book.changes, book.held, span)
            far = {"évilard": 5, "brügg": 9, "lyss": 14}.get(place.town.casefold(), 10_000)
            is_other = not person.field_of_work or place.field_of_work != person.field_of_work
            found.append(((len(against), is_other, far, provider, place.title), place.id, against))
    return [(place_id, against) for _, place_id, against in sorted(found, key=lambda each: each[0])]


def answers(fits: tuple[PlaceFit, ...]) -> list[tuple[UUID, list[Objection]]]:
    return [(each.id, list(each.objections)) for each in fits]


def ask(scene: Scene, mandate_id: UUID, **asked: Any) -> PlacesFit:
    return scene.ask(fitting_places, COORDINATOR, mandate_id=mandate_id, **asked)


@pytest.mark.parametrize("days", [0, 60, 200])
def test_row_11_the_database_ranks_the_places_as_the_rules_do(town: Scene, days: int) -> None:
    kinds: Counter[str] = Counter()
    for mandate_id in _people(town):
        first, last = START + timedelta(days=days // 20), START + timedelta(days=days)
        rules = one_by_one(town, mandate_id, first, last)
        found = ask(town, mandate_id, starts_on=first, ends_on=last, shown=ALL)
        assert answers(found.fits + found.others) == rules
        assert (found.fit_total, found.other_total) == (len(found.fits), len(found.others))
        codes = {place_id: [each.code for each in against] for place_id, against in rules}
        change = best_of((place_id, each) for place_id, each in codes.items() if each != [FULL])
        assert found.change == (change.code if change else None)
        assert {each.id for each in found.opened} == set(change.places if change else ())
        assert found.opened_total == len(found.opened)
        kinds.update(code for each in codes.values() for code in each)
    assert kinds.keys() >= (EVERYWHERE if days else EVERYWHERE | {"person_available_later"})


def test_row_11_the_workbench_reads_one_page_of_both_lists(town: Scene) -> None:
    mandate_id = town.mandate()
    whole = ask(town, mandate_id, starts_on=START, shown=ALL)
    part = ask(town, mandate_id, starts_on=START, shown=Shown(fits_after=2, others_after=5, size=4, opened=1))
    assert answers(part.fits) == answers(whole.fits[2:6])
    assert answers(part.others) == answers(whole.others[5:9])
    assert (part.fit_total, part.other_total) == (whole.fit_total, whole.other_total)
    assert (part.change, part.opened_total) == (whole.change, whole.opened_total)
    assert answers(part.opened) == answers(whole.opened[:1])


@pytest.mark.parametrize("days", [-401, -1, 0, 36, 400])
@pytest.mark.parametrize("wanted", [PlaceFilter(), PlaceFilter(state=PlaceState.PUBLISHED)], ids=["all", "narrowed"])
def test_the_list_of_places_counts_seats_as_the_rules_do(town: Scene, days: int, wanted: PlaceFilter) -> None:
    day = START + timedelta(days=days)
    pages = [town.ask(places, COORDINATOR, wanted=wanted, day=day, cut=Cut(at, 7)) for at in range(0, PLACES + 7, 7)]
    lines = [each for page in pages for each in page.lines]
    with town.service.database.reading() as session:
        asked = select(Place, Provider.name).join(Provider, Provider.id == Place.provider_id)
        rows = session.execute(asked.where(Place.state == wanted.state) if wanted.state else asked).all()
        books = seat_books(session, [place.id for place, _ in rows], day, day)
        expected = sorted((name, place.title, str(place.id), books[place.id].on(day)) for place, name in rows)
    assert [(each.provider_name, each.title, str(each.id), each.seats) for each in lines] == expected
    assert {page.total for page in pages} == {len(rows)}


@pytest.mark.parametrize("text", ["PLATZ 01", "Brügg", "z 0", "%", "_", "/", "", "bureau", "Platz 012"])
def test_a_piece_of_title_town_or_provider_finds_places_and_signs_find_themselves(town: Scene, text: str) -> None:
    lines = town.ask(places, COORDINATOR, cut=Cut(0, PLACES)).lines
    told = {each.id: f"{each.title}\n{each.town}\n{each.provider_name}".lower() for each in lines}
    wanted = [each.id for each in lines if text and text.lower() in told[each.id]]
    assert [each.id for each in town.ask(find_places, COORDINATOR, text=text)] == wanted[:MOST_FOUND]
    narrowed = town.ask(places, COORDINATOR, wanted=PlaceFilter(text=text), cut=Cut(0, PLACES)).lines
    assert [each.id for each in narrowed] == (wanted if text else [each.id for each in lines])
    own = [each.id for each in lines if each.id in wanted and each.provider_id == PROVIDER_ID]
    assert [each.id for each in town.ask(find_places, PROVIDER, text=text)] == own[:MOST_FOUND]
