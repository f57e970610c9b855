"""Statements handed straight to the database do what SQLAlchemy would have made of them, errors included."""

from __future__ import annotations

from collections.abc import Iterator
from copy import copy
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import JSON, Column, MetaData, String, Table, Uuid, bindparam, case, event, select, update
from sqlalchemy.exc import IntegrityError, OperationalError, ProgrammingError

from messaging.clock import Instant
from messaging.database import Database
from messaging.direct import Direct, inserting_row
from messaging.direct_reading import DirectQuestion
from messaging.putting import put

NOW = datetime(2026, 11, 20, 9, 30, 15, 123456, tzinfo=UTC)
TABLE = Table(
    "straight",
    MetaData(),
    Column("id", Uuid, primary_key=True),
    Column("at", Instant),
    Column("facts", JSON),
    Column("word", String(20), server_default="given"),
)
ENTER = inserting_row(TABLE, ("id", "at", "facts"))
ASKED = select(TABLE).where(TABLE.c.id == bindparam("of"), TABLE.c.word.in_(["given", "cleared"])).limit(5)
FIND = DirectQuestion(ASKED)
CLEAR = Direct(update(TABLE).where(TABLE.c.id == bindparam("of")).values(at=None, word="cleared"))


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    on_server = request.param == "postgres"
    url = request.getfixturevalue("fresh_database") if on_server else f"sqlite:///{tmp_path}/straight.sqlite"
    made = Database(url)
    TABLE.metadata.create_all(made.engine)
    yield made
    made.close()


def _enter(database: Database, row_id: UUID) -> None:
    with database.writing() as session:
        ENTER.run(session, {"id": row_id, "at": NOW, "facts": {"days": [1, 2], "who": None}})


def _found(database: Database, row_id: UUID) -> Any:
    with database.reading() as session:
        return session.execute(select(TABLE).where(TABLE.c.id == row_id)).one()


def test_a_row_reads_back_as_it_was_given(database: Database) -> None:
    row_id = uuid4()
    _enter(database, row_id)
    assert tuple(_found(database, row_id)) == (row_id, NOW, {"days": [1, 2], "who": None}, "given")


def test_values_fixed_in_the_statement_are_used_none_among_them(database: Database) -> None:
    row_id = uuid4()
    _enter(database, row_id)
    with database.writing() as session:
        assert CLEAR.run(session, {"of": row_id}).rowcount == 1
    row = _found(database, row_id)
    assert (row.at, row.word) == (None, "cleared")


def test_an_error_is_the_one_that_the_rest_of_the_house_knows(database: Database) -> None:
    row_id = uuid4()
    _enter(database, row_id)
    with pytest.raises(IntegrityError):
        _enter(database, row_id)
    _enter(database, uuid4())


def test_what_is_given_stays_as_it_was(database: Database) -> None:
    given = {"id": uuid4(), "at": NOW, "facts": {"a": 1}}
    before = dict(given)
    with database.writing() as session:
        ENTER.run(session, given)
    assert given == before


def test_rows_that_travel_together_read_back_as_they_were_given(database: Database) -> None:
    words = ["plain", 'a "word"', "back\\slash", "{one,two}", "null", "", " ", "d\u00e9j\u00e0\nvu", None]
    rows = [(uuid4(), None if word is None else NOW, word) for word in words]
    with database.writing() as session:
        for row_id, at, word in rows:
            put(session, TABLE, {"id": row_id, "at": at, "word": word})
    with database.reading() as session:
        found = session.execute(select(TABLE.c.id, TABLE.c.at, TABLE.c.word))
        assert {tuple(each) for each in found} == set(rows)


def test_a_question_is_answered_as_sqlalchemy_would_and_heard_by_whoever_listens(database: Database) -> None:
    row_id = uuid4()
    _enter(database, row_id)
    heard: list[str] = []
    event.listen(database.engine, "before_cursor_execute", lambda *told: heard.append(told[2]))
    with database.reading() as session:
        found = FIND.rows(session, of=row_id)
        assert found == [tuple(row) for row in session.execute(ASKED, {"of": row_id})]
        assert FIND.rows(session, of=uuid4()) == []
    assert len([each for each in heard if each.startswith("SELECT")]) == 3


def test_an_error_of_a_question_is_the_one_that_the_rest_of_the_house_knows(database: Database) -> None:
    gone = Table("gone", MetaData(), Column("id", Uuid))
    with database.reading() as session, pytest.raises((ProgrammingError, OperationalError)):
        DirectQuestion(select(gone)).rows(session)


def test_ids_are_the_same_whoever_reads_them_and_none_stays_none(database: Database) -> None:
    row_id = uuid4()
    _enter(database, row_id)
    asked = select(TABLE.c.id, case((TABLE.c.word == "gone", TABLE.c.id)).label("no_id"))
    with database.reading() as session:
        ((found, nobody),) = DirectQuestion(asked).rows(session)
        assert [(found, nobody)] == [tuple(row) for row in session.execute(asked)] == [(row_id, None)]
    assert (str(found), hash(found), found.is_safe, copy(found)) == (str(row_id), hash(row_id), row_id.is_safe, row_id)
