"""Connections to PostgreSQL that answer one direct question after the other, each outside any transaction.

A session takes a connection, readies it and gives it back around every page; that takes as long as asking. These are
ready all the time, and whoever asks has one for the moment of the question.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from time import monotonic
from typing import Any, Final

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from messaging.direct import told
from messaging.reading_file import ReadingFile

IDLE: Final = 1.0
"""Seconds after which a connection that lay idle is asked whether it lives, before it is used again."""


class LateSession:
    """A session that is opened when somebody asks it for more than the lines of its database."""

    def __init__(self, open_one: Callable[[], Session], lines: ReadingLines | ReadingFile) -> None:
        self.answer = lines.answer
        self.is_postgres = isinstance(lines, ReadingLines)
        self._open_one = open_one
        self._opened: Session | None = None

    def __getattr__(self, name: str) -> Any:
        if self._opened is None:
            self._opened = self._open_one()
        return getattr(self._opened, name)

    def finish(self) -> None:
        """Close it, if it was opened."""
        if self._opened is not None:
            self._opened.close()


class ReadingLines:
    """The lines of one database; those that are free are kept, the one used last is taken first."""

    def __init__(self, engine: Engine, most: int) -> None:
        self._engine = engine
        self._free: deque[tuple[Any, float]] = deque(maxlen=most)

    def answer(self, text: str, sent: Any) -> list[tuple[Any, ...]]:
        """Return every row of the answer. Raises the errors SQLAlchemy would; a line that broke is not used again."""
        cursor = self._cursor()
        engine: Any = self._engine
        if engine._has_events:
            for hear in engine.dispatch.before_cursor_execute:
                hear(engine, cursor, text, sent, None, False)
        error_of_driver = engine.dialect.loaded_dbapi.Error
        try:
            found: list[tuple[Any, ...]] = cursor.execute(text, sent).fetchall()
        except error_of_driver as error:
            is_lost = bool(cursor.connection.closed)
            if is_lost:
                self.close()
            cursor.connection.close()
            raise told(text, error, error_of_driver, is_lost=is_lost) from error
        self._free.append((cursor, monotonic()))
        return found

    def close(self) -> None:
        """Close the lines that are free; those in use are closed as they come back to nobody."""
        while self._free:
            self._free.pop()[0].connection.close()

    def _cursor(self) -> Any:
        while self._free:
            try:
                cursor, used = self._free.pop()
            except IndexError:
                break
            if monotonic() - used < IDLE or _lives(cursor):
                return cursor
        made = self._engine.raw_connection()
        line: Any = made.dbapi_connection
        made.detach()
        line.autocommit = True
        return line.cursor(binary=True)


def _lives(cursor: Any) -> bool:
    import psycopg  # only where PostgreSQL is: nine megabytes for one name

    try:
        cursor.execute("select 1").fetchall()
    except psycopg.Error:
        cursor.connection.close()
        return False
    return True
