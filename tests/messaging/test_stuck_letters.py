"""Letters that get stuck: how little they cost their neighbours, what a replay does, and the order of each record."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from threading import Thread
from uuid import UUID, uuid4

import pytest

from messaging.letter import Letter, letter_of
from messaging.transport import Heard
from tests.messaging.toy import EARLY, HOUSE, CountedBadly, CountedUp, Toys, Watch, on_sqlite


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def toys(tmp_path: Path, watch: Watch) -> Iterator[Toys]:
    made = on_sqlite(tmp_path, watch)
    yield made
    EARLY.clear()
    made.close()


def counted(toys: Toys, count: int) -> list[Letter]:
    now = toys.counter.clock()
    return [letter_of(CountedUp(counter_id=uuid4(), value=value), now) for value in range(count)]


def test_row_40_a_poison_letter_costs_its_hundred_neighbours_a_few_transactions(
    toys: Toys, monkeypatch: pytest.MonkeyPatch
) -> None:
    letters = counted(toys, 127)
    letters.insert(77, letter_of(CountedBadly(counter_id=uuid4()), toys.counter.clock()))
    tried: list[int] = []
    together = toys.box._together

    def counting(some: Sequence[Letter]) -> Heard:
        tried.append(len(some))
        return together(some)

    monkeypatch.setattr(toys.box, "_together", counting)
    heard = toys.box.hear(letters)
    assert heard.settled == {each.id for each in letters}
    assert toys.noted() == list(range(127))
    assert [each.kind for each in toys.box.parking.waiting()] == ["bug:ZeroDivisionError"]
    assert len(tried) <= 15, tried


def test_row_40_parked_letters_replayed_by_two_people_at_once_have_one_effect_each(toys: Toys) -> None:
    letters = counted(toys, 60)
    for each in letters:
        toys.box.parking.park(each, ZeroDivisionError("repaired meanwhile"))
    kind = "bug:ZeroDivisionError"
    people = [Thread(target=toys.box.parking.retry_all, args=(kind, HOUSE)) for _ in range(2)]
    for person in people:
        person.start()
    for person in people:
        person.join()
    toys.box.hear(letters)
    assert sorted(toys.noted()) == list(range(60))
    assert toys.box.parking.waiting() == []
    assert toys.box.parking.retry_all(kind, HOUSE) == (0, 0)


@pytest.mark.slow
def test_row_40_eight_writers_and_retries_never_turn_the_order_of_a_record_round(toys: Toys, watch: Watch) -> None:
    counters = toys.ids(4)
    EARLY.update({5, 17})

    def write(first: UUID) -> None:
        start = counters.index(first)
        for step in range(12):
            toys.count(counters[(start + step) % 4])

    writers = [Thread(target=write, args=(counters[index % 4],)) for index in range(8)]
    relay = toys.relay()
    for each in writers:
        each.start()
    while any(each.is_alive() for each in writers):
        relay.drain()
    for each in writers:
        each.join()
    relay.drain()
    assert all(found == list(range(1, 5)) for found in toys.notes().values())
    EARLY.clear()
    for _ in range(3):
        watch.pass_by(minutes=2)
        toys.box.parking.retry_due()
    assert toys.notes() == {counter: list(range(1, 25)) for counter in counters}
