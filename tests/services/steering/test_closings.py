"""Closing days entered by two people at the same moment: whatever is told last tells both."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier
from uuid import uuid4

import pytest
from sqlalchemy import event, select

from messaging.database import Database
from messaging.service import Service
from schemas.actor import Actor, Role
from schemas.refusal import Refused
from schemas.working_days import EnterClosing
from services.steering.queries.closings import closings
from services.steering.service import WIRING
from tests.messaging.toy import Watch

HEAD = Actor(uuid4(), Role.SSIP_HEAD, uuid4())
AT_ONCE = 4


@pytest.fixture
def service(fresh_database: str) -> Iterator[Service]:
    made = Service(WIRING, Database(fresh_database, pool_size=AT_ONCE + 1), Watch())
    WIRING.metadata.create_all(made.database.engine)
    yield made
    made.database.close()


def entered(service: Service, days: list[date]) -> list[str]:
    """Enter a closing of one day each, all at once; each has begun its transaction before one goes on."""
    met = Barrier(AT_ONCE)
    began: set[int] = set()

    def meet(connection: object) -> None:
        if id(connection) not in began:
            began.add(id(connection))
            met.wait(10)

    event.listen(service.database.engine, "begin", meet)

    def enter(day: date) -> str:
        names = {"name_fr": "Pont", "name_de": "Brücke"}
        try:
            service.do(EnterClosing(closing_id=uuid4(), first_on=day, last_on=day, for_all=False, **names), HEAD)
        except Refused as refused:
            return refused.objections[0].code
        return "entered"

    with ThreadPoolExecutor(AT_ONCE) as pool:
        found = list(pool.map(enter, days))
    event.remove(service.database.engine, "begin", meet)
    return found


def days_ahead(service: Service) -> date:
    """Return a Monday some weeks ahead."""
    today = service.clock().date()
    return today + timedelta(days=28 - today.weekday())


def told(service: Service) -> list[set[str]]:
    """Return the first days of every letter, in the order they leave."""
    outbox = WIRING.ledger.outbox
    asked = select(outbox.c.body).where(outbox.c.name == "steering.working_days_set").order_by(outbox.c.seq)
    with service.database.reading() as session:
        bodies = list(session.scalars(asked))
    monday = days_ahead(service)
    days = [(monday + timedelta(days=each)).isoformat() for each in range(AT_ONCE)]
    return [{day for day in days if f'"{day}"' in body} for body in bodies]


def test_row_17_closings_entered_at_once_are_all_told_by_the_last_letter(service: Service) -> None:
    days = [days_ahead(service) + timedelta(days=each) for each in range(AT_ONCE)]
    assert entered(service, days) == ["entered"] * AT_ONCE
    assert [len(each) for each in told(service)] == [1, 2, 3, 4]


def test_row_17_the_same_day_entered_at_once_is_closed_once(service: Service) -> None:
    answers = entered(service, [days_ahead(service)] * AT_ONCE)
    assert sorted(answers) == ["closing_overlaps"] * (AT_ONCE - 1) + ["entered"]
    assert len(service.ask(closings, HEAD)) == 1
