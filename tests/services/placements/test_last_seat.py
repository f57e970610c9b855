"""Nobody is ever booked on a seat that is taken, however many ask at once."""

from __future__ import annotations

import multiprocessing
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError

from messaging.database import Database, DatabaseDown
from messaging.service import Service
from schemas.actor import HOUSE
from schemas.codes import Funding, PlaceKind
from schemas.placements import SetQuota
from schemas.refusal import Conflict, Refused
from services.placements.model import HoldState, PlaceSeat, SeatHold
from services.placements.queries.seats import seat_calculation
from services.placements.service import WIRING
from tests.services.placements.scene import COORDINATOR, END, SERVICE_ID, START, Scene, Watch, proposal

CONTENDERS = 50


def patiently(service: Service, mandate_id: UUID, place_id: UUID) -> None:
    """Propose; on a busy machine the person presses the button again."""
    while True:
        try:
            service.do(proposal(mandate_id, place_id), COORDINATOR)
        except DatabaseDown:
            continue
        return


def ask_at_once(scene: Scene, place_id: UUID, mandates: list[UUID]) -> list[str]:
    def ask(mandate_id: UUID) -> str:
        try:
            patiently(scene.service, mandate_id, place_id)
        except Conflict as conflict:
            return conflict.code
        return "won"

    with ThreadPoolExecutor(CONTENDERS) as pool:
        return list(pool.map(ask, mandates))


def check_the_last_seats(scene: Scene) -> None:
    place_id = scene.place(seats=3)
    scene.propose(scene.mandate(), place_id)
    answers = ask_at_once(scene, place_id, [scene.mandate() for _ in range(CONTENDERS)])
    assert sorted(set(answers)) == ["seats_taken", "won"]
    assert answers.count("won") == 2
    found = scene.ask(seat_calculation, COORDINATOR, place_id=place_id, day=START)
    assert (found.count.contracted, found.count.reserved, found.count.free) == (3, 3, 0)


@pytest.mark.slow
def test_row_01_fifty_at_once_on_postgresql_and_two_seats(fresh_database: str) -> None:
    scene = Scene(fresh_database)
    check_the_last_seats(scene)
    scene.close()


@pytest.mark.slow
def test_row_01_fifty_threads_on_sqlite_and_two_seats(scene: Scene) -> None:
    check_the_last_seats(scene)


def check_the_last_months(scene: Scene) -> None:
    """Eight at once, each for another place of one quota with room for two: only two need no decision."""
    of = {"social_service_id": SERVICE_ID, "kind": PlaceKind.IP, "funding": Funding.POIAS}
    for year in (START.year, END.year):
        scene.do(SetQuota(**of, year=year, own_places=8, place_months=22), HOUSE)
    wanted = [(scene.mandate(), scene.place()) for _ in range(8)]

    def ask(pair: tuple[UUID, UUID]) -> str:
        try:
            patiently(scene.service, *pair)
        except Refused as refused:
            return refused.objections[0].code
        return "won"

    with ThreadPoolExecutor(len(wanted)) as pool:
        answers = list(pool.map(ask, wanted))
    assert sorted(answers) == ["quota_overused"] * 6 + ["won"] * 2


def test_row_22_the_last_months_of_a_quota_are_given_once_on_postgresql(fresh_database: str) -> None:
    scene = Scene(fresh_database)
    check_the_last_months(scene)
    scene.close()


def test_row_22_the_last_months_of_a_quota_are_given_once_on_sqlite(scene: Scene) -> None:
    check_the_last_months(scene)


def _contend(url: str, place_id: UUID, mandates: list[UUID]) -> int:
    service = Service(WIRING, Database(url), Watch())
    won = 0
    for mandate_id in mandates:
        try:
            patiently(service, mandate_id, place_id)
            won += 1
        except Conflict:
            pass
    return won


@pytest.mark.slow
def test_row_01_several_processes_on_sqlite_and_two_seats(scene: Scene, tmp_path: Path) -> None:
    place_id = scene.place(seats=2)
    asked = [(f"sqlite:///{tmp_path / 'placements.sqlite'}", place_id, [scene.mandate() for _ in range(5)])] * 1
    asked += [(asked[0][0], place_id, [scene.mandate() for _ in range(5)]) for _ in range(3)]
    with multiprocessing.get_context("spawn").Pool(4) as pool:
        assert sum(pool.starmap(_contend, asked)) == 2


def hold(seat_id: int, place_id: UUID, first: date, last: date) -> dict[str, object]:
    return {
        "id": uuid4(),
        "seat_id": seat_id,
        "place_id": place_id,
        "proposal_id": uuid4(),
        "mandate_id": uuid4(),
        "social_service_id": uuid4(),
        "state": HoldState.RESERVED,
        "starts_on": first,
        "ends_on": last,
        "workload_percent": 80,
    }


def check_the_last_guard(scene: Scene) -> None:
    place_id = scene.place(seats=1)
    with scene.service.database.writing() as session:
        seat_id = session.scalars(select(PlaceSeat.id).where(PlaceSeat.place_id == place_id)).one()
        session.execute(insert(SeatHold).values(hold(seat_id, place_id, START, END)))
    with pytest.raises(IntegrityError, match="seat_held_twice"), scene.service.database.writing() as session:
        session.execute(insert(SeatHold).values(hold(seat_id, place_id, END, END + timedelta(days=9))))
    with scene.service.database.writing() as session:
        day_after = END + timedelta(days=1)
        session.execute(insert(SeatHold).values(hold(seat_id, place_id, day_after, day_after)))


def test_the_database_itself_refuses_one_seat_twice_on_sqlite(scene: Scene) -> None:
    check_the_last_guard(scene)


def test_the_database_itself_refuses_one_seat_twice_on_postgresql(fresh_database: str) -> None:
    scene = Scene(fresh_database)
    check_the_last_guard(scene)
    scene.close()


def check_rearranging(scene: Scene) -> None:
    """Seat 1 until March, seat 2 from April: one more person from February to May still finds days enough."""
    place_id = scene.place(seats=2)
    march, april, may = date(2027, 3, 31), date(2027, 4, 1), date(2027, 5, 31)
    scene.propose(scene.mandate(), place_id, starts_on=date(2026, 12, 1), ends_on=date(2026, 12, 31))
    scene.propose(scene.mandate(), place_id, starts_on=date(2026, 12, 15), ends_on=march)
    late = {"check_valid_until": date(2028, 1, 1)}
    scene.propose(scene.mandate(**late), place_id, starts_on=april, ends_on=date(2027, 6, 30))
    scene.propose(scene.mandate(**late), place_id, starts_on=date(2027, 2, 1), ends_on=may)
    counted = scene.ask(seat_calculation, COORDINATOR, place_id=place_id, day=date(2027, 3, 1)).count
    assert counted.free == 0


def test_days_are_rearranged_where_no_single_seat_is_open_throughout(scene: Scene) -> None:
    check_rearranging(scene)


def test_days_are_rearranged_on_postgresql_too(fresh_database: str) -> None:
    scene = Scene(fresh_database)
    check_rearranging(scene)
    scene.close()
