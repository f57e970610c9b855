"""The loops: one leader at a time, a wake-up that is quick, a watchdog that is honest, keys that count once."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from messaging.crew import Crew, Part
from messaging.health import health_of
from messaging.leader_postgres import PostgresLead
from messaging.letter import letter_of
from messaging.transport import Outgoing, Posted
from messaging.watchdog import Watchdog
from messaging.worker import Embedded
from schemas.refusal import Conflict
from tests.messaging.toy import ACTOR, CountedUp, CountUp, Toys, Watch, on_sqlite
from tests.servers.postgres import database
from tests.servers.processes import wait_until


@pytest.fixture
def toys(postgres_url: str) -> Iterator[Toys]:
    with database(postgres_url) as first, database(postgres_url) as second:
        made = Toys({"toycounter": first, "toyear": second}.__getitem__, lambda: datetime.now(UTC))
        yield made
        made.close()


def test_only_one_relay_leads_and_the_next_follows_when_it_goes(toys: Toys) -> None:
    first, second = (PostgresLead(toys.counter.database, "toycounter") for _ in range(2))
    other = PostgresLead(toys.counter.database, "toyother")
    assert (first.holds(), second.holds(), other.holds()) == (True, False, True)
    first.close()
    wait_until(second.holds, "the second to lead", seconds=5)
    assert not first.holds()
    for each in (first, second, other):
        each.close()


def test_a_commit_wakes_the_relay_of_another_process(toys: Toys) -> None:
    lead = PostgresLead(toys.counter.database, "toycounter")
    assert lead.holds()
    threading.Timer(0.2, lambda: toys.count(uuid4())).start()
    began = time.monotonic()
    lead.wait(20)
    assert time.monotonic() - began < 10
    lead.close()


def test_row_40_the_same_key_from_many_hands_at_once_counts_once(toys: Toys) -> None:
    counter, key, answers = uuid4(), uuid4(), list[object]()
    hands = [threading.Thread(target=lambda: answers.append(toys.count(counter, key=key))) for _ in range(8)]
    for each in hands:
        each.start()
    for each in hands:
        each.join()
    assert answers == [counter] * 8
    assert len(toys.told()) == 1


def test_a_key_used_for_something_else_or_by_somebody_else_is_a_conflict(toys: Toys) -> None:
    key = uuid4()
    toys.count(uuid4(), key=key)
    with pytest.raises(Conflict):
        toys.counter.do(CountUp(counter_id=uuid4()), replace(ACTOR, account_id=uuid4()), key=key)


def test_an_effect_follows_its_commit_within_moments_embedded(tmp_path: Path) -> None:
    toys = on_sqlite(tmp_path, lambda: datetime.now(UTC))
    with Embedded([toys.counter, toys.ear]):
        for _ in range(5):
            counter = uuid4()
            toys.count(counter)
            wait_until(lambda counter=counter: toys.noted(counter) == [1], "the effect", seconds=5)  # type: ignore[misc]
    toys.close()


def test_an_end_does_not_wait_for_the_next_sweep(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("messaging.relay.SWEEP", 60.0)
    toys = on_sqlite(tmp_path, lambda: datetime.now(UTC))
    inside = Embedded([toys.counter, toys.ear])
    inside.start()
    counter = uuid4()
    toys.count(counter)
    wait_until(lambda: toys.noted(counter) == [1], "the effect", seconds=5)
    inside.stop(patience=20)
    still = {each.name for each in threading.enumerate()}
    assert not {name for name in still if name.startswith(("relay toy", "house toy"))}
    toys.close()


class Refusing:
    """A transport that lets letters of one name fail and notes what left."""

    def __init__(self, name: str) -> None:
        self.name, self.left = name, list[str]()

    def post(self, letters: list[Outgoing], _: object = None) -> Posted:
        stuck, failed = set[object](), dict[UUID, str]()
        for each in letters:
            if each.name == self.name or each.subject in stuck:
                stuck.add(each.subject)
                failed |= {each.id: "no queue"} if each.name == self.name else {}
            else:
                self.left.append(each.name)
        gone = {each.id for each in letters if each.subject not in stuck}
        return Posted(frozenset(gone), failed)

    def close(self) -> None:
        """Nothing is open."""


def test_row_40_letters_that_do_not_leave_hold_up_their_own_record_only_and_health_says_why(tmp_path: Path) -> None:
    watch = Watch()
    toys = on_sqlite(tmp_path, watch)
    transport = Refusing("toycounter.counted_badly")
    blocked = [uuid4() for _ in range(600)]
    for each in blocked[:3]:
        toys.count(each, by=666)
    toys.tell_many(blocked[3:], 597)
    relay = toys.relay(transport)  # type: ignore[arg-type]
    relay.drain()
    assert len(transport.left) == 597
    assert relay.backlog()[0] == 6
    assert health_of(toys.counter).words == ()
    watch.pass_by(seconds=61)
    assert health_of(toys.counter).blocked[0].reason == "no queue"
    assert "3 letters toycounter.counted_badly do not leave" in health_of(toys.counter).words[0]
    toys.close()


def test_kept_letters_that_wait_long_do_not_starve_the_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    watch = Watch()
    toys = on_sqlite(tmp_path, watch)
    letters = [letter_of(CountedUp(counter_id=uuid4(), value=n), watch()) for n in range(6)]
    for each in letters[:5]:
        toys.box.parking.postpone(each, "waits")
    watch.pass_by(seconds=-3600)
    toys.box.parking.postpone(letters[5], "due first")
    watch.pass_by(minutes=1)
    assert toys.box.parking.retry_due(most=3) == 1
    assert toys.noted() == [5]
    toys.close()


def test_the_watchdog_speaks_only_while_nothing_is_stuck(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = str(tmp_path / "notify")
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as systemd:
        systemd.bind(path)
        monkeypatch.setenv("NOTIFY_SOCKET", path)
        monkeypatch.setenv("WATCHDOG_USEC", "2")
        with Watchdog() as watchdog:
            watchdog.beat(stuck=[])
            watchdog.beat(stuck=["relay"])
            watchdog.stopping()
        heard = [systemd.recv(200).decode() for _ in range(4)]
    assert heard == ["READY=1", "WATCHDOG=1", "STATUS=stuck: relay", "STOPPING=1"]


def test_a_loop_that_breaks_starts_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("messaging.crew.AGAIN", 0.01)
    starts = list[float]()

    def run(stop: threading.Event, alive: object) -> None:
        starts.append(time.monotonic())
        raise ZeroDivisionError

    crew = Crew([Part("broken", run)])
    crew.start()
    wait_until(lambda: len(starts) >= 3, "three starts", seconds=10)
    crew.stop(5)
    assert timedelta(0) <= timedelta(seconds=starts[-1] - starts[0])
