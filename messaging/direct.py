"""Statements that go to PostgreSQL on the session's own connection with nothing in between.

SQLAlchemy takes longer to hand over a statement than the server to carry it out; the few that every letter needs are
made once and handed over directly. Errors look as they always do.
"""

from __future__ import annotations

from typing import Any, Final

import psycopg
from sqlalchemy import ClauseElement, Connection
from sqlalchemy.dialects.postgresql import psycopg as spoken
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

_SPOKEN: Final = spoken.dialect()  # type: ignore[no-untyped-call]


class Direct:
    """One statement, made once."""

    def __init__(self, statement: ClauseElement) -> None:
        made: Any = statement.compile(dialect=_SPOKEN)
        self._text = str(made)
        self._fixed = {name: value for name, value in made.params.items() if value is not None}
        self._into = {name: into for name, into in made._bind_processors.items() if name not in self._fixed}

    def run(self, session: Session, values: dict[str, Any]) -> Any:
        """Run it in the session's transaction; return psycopg's cursor. Raises the errors SQLAlchemy would."""
        line = session.connection()
        for name, into in self._into.items():
            values[name] = into(values[name])
        raw: Any = None
        try:
            raw = line.connection.dbapi_connection
            return raw.cursor().execute(self._text, self._fixed | values)
        except psycopg.Error as error:
            raise self._told(line, raw, error) from error

    def _told(self, line: Connection, raw: Any, error: psycopg.Error) -> BaseException:
        """Return the error as SQLAlchemy tells it; a connection that broke is not used again."""
        is_lost = raw is None or raw.closed
        if is_lost and not line.invalidated:
            line.invalidate(error)
        return DBAPIError.instance(
            self._text, None, error, psycopg.Error, hide_parameters=True, connection_invalidated=is_lost
        )
