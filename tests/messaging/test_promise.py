"""The promise on one machine: told once, heard once in effect, refused and broken letters put aside."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from messaging.letter import Letter, letter_of
from schemas.refusal import NotAllowed, Refused
from tests.messaging.toy import ACTOR, EARLY, HOUSE, CountedUp, CountUp, Toys, Watch, on_sqlite


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def toys(tmp_path: Path, watch: Watch) -> Iterator[Toys]:
    made = on_sqlite(tmp_path, watch)
    yield made
    EARLY.clear()
    made.close()


def counted(toys: Toys, counter_id: UUID, value: int) -> Letter:
    return letter_of(CountedUp(counter_id=counter_id, value=value), toys.counter.clock())


def test_a_command_reaches_the_other_service(toys: Toys) -> None:
    counter = uuid4()
    toys.count(counter)
    toys.count(counter)
    assert toys.relay().drain() == 2
    assert toys.noted(counter) == [1, 2]
    assert toys.relay().drain() == 0


def test_a_refused_command_leaves_nothing_behind(toys: Toys) -> None:
    with pytest.raises(Refused) as refused:
        toys.count(uuid4(), by=13)
    assert [each.code for each in refused.value.objections] == ["unlucky"]
    assert toys.relay().drain() == 0


def test_a_role_without_a_permit_is_not_allowed(toys: Toys) -> None:
    from dataclasses import replace

    from schemas.actor import Role

    with pytest.raises(NotAllowed):
        toys.counter.do(CountUp(counter_id=uuid4()), replace(ACTOR, role=Role.PROVIDER))


def test_the_same_key_counts_once(toys: Toys) -> None:
    counter, key = uuid4(), uuid4()
    assert toys.count(counter, key=key) == toys.count(counter, key=key) == counter
    toys.relay().drain()
    assert toys.noted(counter) == [1]


def test_the_same_letter_three_times_has_one_effect(toys: Toys) -> None:
    letter = counted(toys, uuid4(), 7)
    for _ in range(3):
        assert toys.box.hear([letter, letter]).settled == {letter.id}
    assert toys.noted() == [7]


def test_a_bug_parks_the_letter_and_its_neighbours_pass(toys: Toys) -> None:
    counter = uuid4()
    toys.count(counter)
    toys.count(counter, by=666)
    toys.count(counter)
    toys.relay().drain()
    assert toys.noted(counter) == [1, 667, 668]
    parked = toys.box.parking.waiting()
    assert [each.kind for each in parked] == ["bug:ZeroDivisionError"]
    assert not toys.box.parking.retry(parked[0].id, HOUSE)
    toys.box.parking.drop(parked[0].id, HOUSE)
    assert toys.box.parking.waiting() == []


def test_a_letter_that_comes_too_early_waits_and_the_record_keeps_its_order(toys: Toys, watch: Watch) -> None:
    counter, other = uuid4(), uuid4()
    EARLY.add(1)
    toys.box.hear([counted(toys, counter, 1), counted(toys, counter, 2), counted(toys, other, 9)])
    assert toys.noted() == [9]
    EARLY.clear()
    assert toys.box.parking.retry_due() == 0
    watch.pass_by(seconds=6)
    assert toys.box.parking.retry_due() == 2
    assert toys.noted(counter) == [1, 2]


def test_a_letter_that_is_always_too_early_is_parked_in_the_end(toys: Toys, watch: Watch) -> None:
    EARLY.add(5)
    toys.box.hear([counted(toys, uuid4(), 5)])
    for _ in range(6):
        watch.pass_by(hours=7)
        toys.box.parking.retry_due()
    assert [each.kind for each in toys.box.parking.waiting()] == ["bug:TryLater"]
    assert toys.noted() == []
