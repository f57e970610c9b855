"""The clock process at work on a real service: lost ticks are made good, twins have one effect."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from threading import Event as Flag

import pytest
from sqlalchemy import func, select

from deploy.ticks import plan
from messaging.transport import Outgoing, Posted, TransportDown
from messaging.transports.embedded import EmbeddedTransport
from scheduler.plan import Tick
from scheduler.ticker import Ticker
from schemas.casework import CaseworkDeadlineReached, LookAtCaseworkDeadlines
from services.casework.model import LEDGER
from tests.services.casework.desk import Desk

LOOK = Tick(LookAtCaseworkDeadlines, minutes=1)


class Line:
    """The embedded transport behind a line that can be cut."""

    def __init__(self, desk: Desk) -> None:
        self.inside = EmbeddedTransport({"casework": desk.box})
        self.is_cut = False
        self.asked: list[str] = []

    def post(self, letters: Sequence[Outgoing]) -> Posted:
        self.asked += [each.name for each in letters]
        if self.is_cut:
            raise TransportDown("cut")
        return self.inside.post(letters)

    def close(self) -> None:
        self.inside.close()


class Ear:
    """A transport that only listens, until every one of ``names`` was said."""

    def __init__(self, names: frozenset[str]) -> None:
        self.awaited, self.asked, self.complete = names, set[str](), Flag()

    def post(self, letters: Sequence[Outgoing]) -> Posted:
        self.asked |= {each.name for each in letters}
        if self.asked >= self.awaited:
            self.complete.set()
        return Posted(frozenset(each.id for each in letters))

    def close(self) -> None:
        """Nothing is held open."""


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def heard(desk: Desk) -> int:
    """Return how many letters casework has ever taken in."""
    with desk.service.database.reading() as session:
        return session.scalar(select(func.count()).select_from(LEDGER.inbox)) or 0


def reached(desk: Desk) -> int:
    """Return how many stages casework has told since the last look."""
    return desk.told().count(CaseworkDeadlineReached.said)


def test_row_17_a_tick_that_was_lost_is_made_good_by_the_next(desk: Desk) -> None:
    desk.received()
    line = Line(desk)
    ticker = Ticker([LOOK], line, desk.watch)
    desk.move_to(date(2027, 6, 1))
    line.is_cut = True
    assert not ticker.say(LOOK)
    assert (heard(desk), reached(desk)) == (0, 0)
    line.is_cut = False
    desk.watch.pass_by(minutes=1)
    assert ticker.say(LOOK)
    assert reached(desk) == 1


def test_row_17_two_schedulers_say_the_same_tick_and_it_is_heard_once(desk: Desk) -> None:
    desk.received()
    line = Line(desk)
    twins = [Ticker([LOOK], line, desk.watch) for _ in range(2)]
    desk.move_to(date(2027, 6, 1))
    assert [each.say(LOOK) for each in twins] == [True, True]
    assert (len(line.asked), heard(desk)) == (2, 1)
    assert reached(desk) == 1
    desk.watch.pass_by(minutes=1)
    assert [each.say(LOOK) for each in twins] == [True, True]
    assert (heard(desk), reached(desk)) == (2, 0)


def test_row_17_a_scheduler_that_starts_late_says_every_tick_at_once() -> None:
    names = frozenset(each.command.said for each in plan())
    ear = Ear(names)
    ticker = Ticker(plan(), ear, lambda: datetime.now(UTC))
    ticker.start()
    try:
        assert ear.complete.wait(20), sorted(names - ear.asked)
        assert set(ticker.next_runs()) == names
    finally:
        ticker.stop()
