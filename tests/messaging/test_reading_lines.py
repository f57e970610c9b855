"""Lines that answer direct questions: kept ready, left when they break, and never more than there are questions."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import Integer, bindparam, func, literal, select, text
from sqlalchemy.exc import DataError, OperationalError

from messaging import reading_lines
from messaging.database import Database, is_away
from messaging.direct_reading import DirectQuestion

pytestmark = pytest.mark.postgres
WHO = DirectQuestion(select(func.pg_backend_pid()))
SLOW = DirectQuestion(select(func.pg_backend_pid(), func.pg_sleep(0.3)))
DIVIDED = DirectQuestion(select(literal(1).op("/")(bindparam("by", type_=Integer()))))


@pytest.fixture
def database(fresh_database: str) -> Iterator[Database]:
    made = Database(fresh_database, pool_size=2)
    yield made
    made.close()


def _who(database: Database, asked: DirectQuestion = WHO) -> int:
    with database.reading() as session:
        return int(asked.rows(session)[0][0])


def _end(database: Database, pid: int) -> None:
    with database.writing() as session:
        session.execute(text("select pg_terminate_backend(:pid, 3000)"), {"pid": pid})


def test_one_question_after_the_other_takes_the_same_line(database: Database) -> None:
    assert len({_who(database) for _ in range(5)}) == 1


def test_questions_at_once_have_a_line_each_and_no_more_are_kept_than_may_be(database: Database) -> None:
    with ThreadPoolExecutor(4) as hands:
        assert len(set(hands.map(lambda _: _who(database, SLOW), range(4)))) == 4
    with database.reading() as session:
        asked = "select count(*) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()"
        for _ in range(20):
            if int(session.scalar(text(asked)) or 0) <= 2 + 2:
                return
            session.execute(text("select pg_sleep(0.1)"))
    raise AssertionError("lines nobody needs stay open")


def test_a_line_that_broke_is_told_as_away_and_the_next_question_is_answered(database: Database) -> None:
    first = _who(database)
    _end(database, first)
    with pytest.raises(OperationalError) as told:
        _who(database)
    assert is_away(told.value)
    assert _who(database) != first


def test_a_line_that_was_idle_is_asked_first_so_that_nobody_notices(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading_lines, "IDLE", 0.0)
    first = _who(database)
    _end(database, first)
    assert _who(database) != first


def test_a_question_that_fails_leaves_the_next_one_alone(database: Database) -> None:
    with database.reading() as session:
        assert DIVIDED.rows(session, by=1) == [(1,)]
        with pytest.raises(DataError, match="division by zero"):
            DIVIDED.rows(session, by=0)
        assert DIVIDED.rows(session, by=1) == [(1,)]


def test_a_question_inside_a_transaction_sees_what_it_has_written(database: Database) -> None:
    asked = DirectQuestion(select(func.current_setting("ssip.note", True)))
    with database.writing() as session:
        session.execute(text("select set_config('ssip.note', 'here', true)"))
        assert asked.rows(session) == [("here",)]
