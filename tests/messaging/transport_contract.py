"""What every transport promises; each transport's own test module inherits this suite and starts its way of working."""

from __future__ import annotations

import threading
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import insert, select

from messaging.database import Database, DatabaseDown
from messaging.health import health_of
from messaging.letter import letter_of
from messaging.relay import Relay
from tests.messaging.toy import BAD, COUNTER_LEDGER, EARLY, HOUSE, RECORD, CountedUp, Toys
from tests.servers.processes import wait_until


class TransportContract:
    """The tests take a fixture ``toys``, whose letters are moved by the transport under test."""

    def test_row_40_what_is_told_is_heard_once(self, toys: Toys) -> None:
        counter = uuid4()
        for _ in range(3):
            toys.count(counter)
        wait_until(lambda: toys.noted(counter) == [1, 2, 3], "three notes")

    def test_row_40_letters_about_one_record_keep_their_order(self, toys: Toys) -> None:
        counters = [uuid4() for _ in range(7)]
        toys.tell_many(counters, 700)
        wait_until(lambda: len(toys.noted()) >= 700, "all notes")
        assert all(toys.noted(each) == list(range(1, 101)) for each in counters)

    def test_row_40_writers_side_by_side_lose_and_double_nothing(self, toys: Toys) -> None:
        counters = [uuid4() for _ in range(4)]
        writers = [threading.Thread(target=lambda c=each: [toys.count(c) for _ in range(25)]) for each in counters]
        for each in writers:
            each.start()
        for each in writers:
            each.join()
        wait_until(lambda: len(toys.noted()) >= 100, "all notes")
        assert all(toys.noted(each) == list(range(1, 26)) for each in counters)

    def test_row_40_the_same_letter_posted_again_has_no_second_effect(self, toys: Toys) -> None:
        counter = uuid4()
        toys.count(counter)
        wait_until(lambda: toys.noted(counter) == [1] and not unsent(toys), "the note")
        forget_that_letters_were_sent(toys)
        toys.count(counter)
        wait_until(lambda: toys.noted(counter) == [1, 2], "the second note")

    def test_a_letter_for_the_record_hinders_nobody(self, toys: Toys) -> None:
        counter = uuid4()
        toys.count(counter, by=RECORD)
        toys.count(counter)
        wait_until(lambda: toys.noted(counter) == [RECORD, RECORD + 1] and not unsent(toys), "the notes")

    def test_row_40_a_bug_parks_the_letter_its_neighbours_pass_and_a_repair_lets_it_in(
        self, toys: Toys, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        counter = uuid4()
        for by in (1, BAD, 1):
            toys.count(counter, by=by)
        wait_until(lambda: toys.noted(counter) == [1, 1 + BAD, 2 + BAD], "the neighbours")
        (parked,) = toys.box.parking.waiting()
        assert parked.kind == "bug:ZeroDivisionError"
        monkeypatch.setattr("tests.messaging.toy.NO_BUG", [True])
        assert toys.box.parking.retry_all(parked.kind, HOUSE) == (1, 0)
        assert toys.box.parking.waiting() == []

    @pytest.mark.parametrize(
        ("wrong", "kind"),
        [({"name": "toycounter.never_said"}, "unknown_name"), ({"version": 9}, "unknown_version")],
    )
    def test_row_40_a_letter_nobody_understands_is_parked(self, toys: Toys, wrong: dict[str, Any], kind: str) -> None:
        counter = uuid4()
        letter = letter_of(CountedUp(counter_id=counter, value=5), toys.counter.clock())
        toys.listen_to_anything()
        toys.tell_letter(letter._replace(id=uuid4(), **wrong))
        toys.tell_letter(letter)
        wait_until(lambda: toys.noted(counter) == [5], "the neighbour")
        assert [each.kind for each in toys.box.parking.waiting()] == [kind]

    def test_a_letter_not_said_by_its_owner_is_parked(self, toys: Toys) -> None:
        counter = uuid4()
        letter = letter_of(CountedUp(counter_id=counter, value=5), toys.counter.clock())
        toys.tell_letter(letter._replace(source="toystranger"))
        wait_until(lambda: len(toys.box.parking.waiting()) == 1, "the parked letter")
        assert [each.kind for each in toys.box.parking.waiting()] == ["not_its_owner"]
        assert toys.noted() == []

    def test_row_40_letters_wait_while_the_hearers_database_is_away(
        self, toys: Toys, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        counter, away, whole = uuid4(), threading.Event(), Database.writing

        def writing(database: Database) -> object:
            if database is toys.ear.database:
                away.set()
                raise DatabaseDown("pulled out by a test")
            return whole(database)

        with monkeypatch.context() as patch:
            patch.setattr(Database, "writing", writing)
            for _ in range(5):
                toys.count(counter)
            assert away.wait(10)
            assert toys.noted(counter) == []
        wait_until(lambda: toys.noted(counter) == [1, 2, 3, 4, 5], "the notes")
        assert toys.box.parking.waiting() == []

    def test_row_40_a_letter_that_comes_too_early_is_kept_and_tried_again(
        self, toys: Toys, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("messaging.keeping.PAUSES", (timedelta(seconds=0.2), *[timedelta(seconds=1)] * 4))
        counter = uuid4()
        EARLY.add(1)
        toys.count(counter)
        toys.count(counter)
        wait_until(lambda: kept(toys) == 2, "two kept letters")
        EARLY.clear()
        wait_until(lambda: toys.noted(counter) == [1, 2], "the notes in order")


def unsent(toys: Toys) -> int:
    """Return how many letters are in the outbox."""
    return Relay(toys.counter, toys.embedded()).backlog()[0]


def kept(toys: Toys) -> int:
    """Return how many letters the ear keeps for later."""
    return health_of(toys.ear).postponed


def forget_that_letters_were_sent(toys: Toys) -> None:
    """Make the outbox look as if the relay had died between the confirmation and its mark."""
    with toys.counter.database.writing() as session:
        told = select(COUNTER_LEDGER.outbox.c.seq)
        session.execute(insert(COUNTER_LEDGER.unsent).from_select(["seq"], told))
