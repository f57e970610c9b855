"""Answers of thousands of lines: they travel as the machine keeps them, and go past the wrapping of rows."""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import Engine, Select
from sqlalchemy.dialects.postgresql.psycopg import PGExecutionContext_psycopg
from sqlalchemy.orm import Session

Row = tuple[Any, ...]
_IN_BINARY: Final = "ssip_in_binary"


class _Context(PGExecutionContext_psycopg):
    """Asks for a binary answer where a statement wants one: ids and days then need not be written out and read."""

    def create_default_cursor(self) -> Any:
        """Return the cursor of one statement."""
        line: Any = self._dbapi_connection
        return line.cursor(binary=_IN_BINARY in self.execution_options)


def let_answer_in_binary(engine: Engine) -> None:
    """Teach an engine of PostgreSQL what ``long_answer`` asks for."""
    engine.dialect.execution_ctx_cls = _Context


def long_answer(session: Session, asked: Select[Any]) -> list[Row]:
    """Return every row as a plain tuple.

    Only for columns whose values the driver gives as they are (ids, texts, numbers, days): on PostgreSQL no type has
    its say afterwards.
    """
    answer: Any = session.connection().execute(asked.execution_options(**{_IN_BINARY: True}))
    if answer.context.dialect.name != "postgresql":
        return [tuple(row) for row in answer]
    rows: list[Row] = answer.cursor.fetchall()
    answer.close()
    return rows
