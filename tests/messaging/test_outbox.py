"""A look at the outbox begins behind what is known to be sent; nothing told is overlooked for longer than a second."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import MetaData, insert, select, update

from messaging.database import Database
from messaging.ledger import Ledger
from messaging.outbox import WHOLE, Outbox

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
LEDGER = Ledger(MetaData())


class Shelf:
    """An outbox with numbers of one's choice, and a clock that is set by hand."""

    def __init__(self, database: Database, *, listed: bool = True) -> None:
        self.database, self.at, self.listed = database, 100.0, listed
        self.outbox = Outbox(database, LEDGER, lambda: self.at)

    def tell(self, *seqs: int, listed: bool | None = None) -> None:
        """Tell as this release does, or, not listed, as the former one did."""
        listed = self.listed if listed is None else listed
        given = {"name": "toy.said", "trace_id": "", "body": "{}", "told_at": NOW, "attempts": 0, "listed": listed}
        with self.database.writing() as session:
            session.execute(insert(LEDGER.outbox), [{**given, "seq": each, "message_id": uuid4()} for each in seqs])
            if listed:
                session.execute(insert(LEDGER.unsent), [{"seq": each} for each in seqs])

    def look(self, *beside: int) -> list[int]:
        return [row.seq for row in self.outbox.unsent(beside=beside)]

    def send(self) -> list[int]:
        found = self.look()
        self.outbox.mark(found, {}, NOW)
        return found


ON_SERVER = pytest.param("postgres", marks=pytest.mark.postgres)


@pytest.fixture(params=["sqlite", "former", ON_SERVER])
def shelf(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Shelf]:
    on_server = request.param == "postgres"
    url = request.getfixturevalue("fresh_database") if on_server else f"sqlite:///{tmp_path}/outbox.sqlite"
    database = Database(url)
    for table in (LEDGER.outbox, LEDGER.unsent):
        table.create(database.engine)
    made = Shelf(database, listed=request.param != "former")
    yield made
    made.outbox.close()
    database.close()


def test_a_number_taken_early_and_committed_late_leaves_within_a_second(shelf: Shelf) -> None:
    for seq in (10, 20, 30):
        shelf.tell(seq)
        assert shelf.send() == [seq]
        shelf.at += WHOLE
    shelf.tell(5)
    shelf.look()
    shelf.at += WHOLE
    assert shelf.look() == [5]


@pytest.mark.parametrize("shelf", ["sqlite", ON_SERVER], indirect=True)
def test_numbers_that_overtake_each_other_within_a_second_leave_at_once(shelf: Shelf) -> None:
    shelf.tell(1)
    shelf.send()
    for _ in range(3):
        shelf.at += WHOLE
        shelf.look()
        shelf.tell(int(shelf.at) * 2)
        assert shelf.send() == [int(shelf.at) * 2]
        shelf.tell(int(shelf.at) * 2 - 1)
        assert shelf.send() == [int(shelf.at) * 2 - 1]


@pytest.mark.parametrize("shelf", [ON_SERVER], indirect=True)
def test_what_is_on_its_way_or_did_not_leave_is_never_behind(shelf: Shelf) -> None:
    shelf.tell(1, 2, 3)
    assert shelf.look(1, 2) == [3]
    for _ in range(3):
        shelf.at += WHOLE
        assert shelf.look(1, 2) == [3]
    shelf.at += WHOLE / 2
    assert shelf.look() == [1, 2, 3]


@pytest.mark.parametrize("shelf", ["sqlite", ON_SERVER], indirect=True)
def test_what_the_former_release_tells_leaves_in_its_turn_and_is_marked_as_it_understands(shelf: Shelf) -> None:
    shelf.tell(1, 4)
    shelf.tell(2, 3, listed=False)
    assert shelf.outbox.backlog().letters == 4
    assert shelf.send() == [1, 2, 3, 4]
    assert shelf.outbox.backlog().letters == 0
    with shelf.database.reading() as session:
        marked = session.scalars(select(LEDGER.outbox.c.seq).where(LEDGER.outbox.c.sent_at.is_not(None)))
        assert sorted(marked) == [2, 3]


@pytest.mark.parametrize("shelf", ["sqlite", ON_SERVER], indirect=True)
def test_a_letter_that_leaves_again_after_the_former_release_sent_it_is_off_the_list(shelf: Shelf) -> None:
    shelf.tell(1, 2)
    with shelf.database.writing() as session:
        session.execute(update(LEDGER.outbox).where(LEDGER.outbox.c.seq == 1).values(sent_at=NOW))
    assert shelf.send() == [1, 2]
    assert shelf.look() == []


@pytest.mark.parametrize("shelf", ["sqlite", ON_SERVER], indirect=True)
def test_letters_with_a_held_name_stay_and_those_about_the_same_record_behind_them(shelf: Shelf) -> None:
    records = [uuid4(), uuid4()]
    told = [("toy.held", records[0]), ("toy.said", records[1]), ("toy.said", records[0]), ("toy.held", None)]
    for seq, (name, subject) in enumerate(told, start=1):
        shelf.tell(seq, listed=seq % 2 == 0)
        with shelf.database.writing() as session:
            this = update(LEDGER.outbox).where(LEDGER.outbox.c.seq == seq)
            session.execute(this.values(name=name, subject=subject))
    assert [row.seq for row in shelf.outbox.unsent(["toy.held"])] == [2]
    assert shelf.look() == [1, 2, 3, 4]
