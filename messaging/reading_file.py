"""Direct questions to an SQLite file: each takes a connection of the pool for its moment, outside any transaction.

One statement sees one state of the file by itself; readying a session around it takes longer than the answer.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Engine

from messaging.direct import told


class ReadingFile:
    """The connections of one file, lent for one question each."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def answer(self, text: str, sent: Any) -> list[tuple[Any, ...]]:
        """Return every row of the answer. Raises the errors SQLAlchemy would."""
        engine: Any = self._engine
        error_of_driver = engine.dialect.loaded_dbapi.Error
        lent = engine.raw_connection()
        try:
            cursor = lent.dbapi_connection.cursor()
            if engine._has_events:
                for hear in engine.dispatch.before_cursor_execute:
                    hear(engine, cursor, text, sent, None, False)
            found: list[tuple[Any, ...]] = cursor.execute(text, sent).fetchall()
        except error_of_driver as error:
            raise told(text, error, error_of_driver, is_lost=False) from error
        finally:
            lent.close()
        return found

    def close(self) -> None:
        """Nothing is kept here; the pool closes what is its own."""
