"""A long answer says what SQLAlchemy would have said, on both kinds of database, whatever its way."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import Boolean, Column, Date, Integer, MetaData, String, Table, Uuid, event, insert, select

from messaging.database import Database
from messaging.long_answers import long_answer

TABLE = Table(
    "many",
    MetaData(),
    Column("id", Uuid, primary_key=True),
    Column("other", Uuid),
    Column("word", String(20)),
    Column("day", Date),
    Column("count", Integer),
    Column("is_so", Boolean),
)


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    on_server = request.param == "postgres"
    url = request.getfixturevalue("fresh_database") if on_server else f"sqlite:///{tmp_path}/long.sqlite"
    made = Database(url)
    TABLE.metadata.create_all(made.engine)
    yield made
    made.close()


def test_every_value_comes_back_as_its_column_says(database: Database) -> None:
    full = {"word": "Séance « é »", "day": date(2026, 11, 30), "count": -7, "is_so": True}
    bare = {"other": None, "word": None, "day": None, "count": None, "is_so": None}
    with database.writing() as session:
        session.execute(insert(TABLE), [{"id": uuid4(), "other": uuid4(), **full}, {"id": uuid4(), **bare}])
    asked = select(TABLE).where(TABLE.c.id.is_not(None)).order_by(TABLE.c.word)
    formats: list[Any] = []
    event.listen(database.engine, "after_cursor_execute", lambda _, cursor, *__: formats.append(cursor))
    with database.reading() as session:
        found = long_answer(session, asked)
        assert found == [tuple(row) for row in session.execute(asked)]
    assert len(found) == 2
    assert all(type(row) is tuple for row in found)
    if not database.is_sqlite:
        assert [bool(each.format) for each in formats] == [True, False], "only the long answer travels in binary"
