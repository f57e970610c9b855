"""Rows that are only added and that nobody looks up before the transaction ends: they travel together, at its end."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any, Final

from sqlalchemy import ARRAY, Table, bindparam, func, insert, select
from sqlalchemy.orm import Session

from messaging.direct import Direct, inserting_row, is_postgres

_PUT: Final = "ssip_put"
Kind = tuple[Table, tuple[str, ...]]


def put(session: Session, table: Table, row: dict[str, Any]) -> None:
    """Add ``row`` to ``table`` at the end of the session's transaction, after all that was done otherwise.

    Python's own defaults of a column do not apply; each column stands in the row, or the database knows what to do.
    """
    waiting: dict[Kind, list[dict[str, Any]]] = session.info.setdefault(_PUT, {})
    waiting.setdefault((table, tuple(row)), []).append(row)


def write_put(session: Session) -> None:
    """Write what was put, one statement for each kind of rows; the session calls this before it commits."""
    waiting: dict[Kind, list[dict[str, Any]]] = session.info.pop(_PUT, {})
    if not waiting:
        return
    session.flush()
    for (table, _), rows in waiting.items():
        write_rows(session, table, rows)


def write_rows(session: Session, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    """Add rows of one kind now, in PostgreSQL by one statement however many there are."""
    if not rows:
        return
    names = tuple(rows[0])
    if is_postgres(session):
        _putting(table, names).run(session, {f"{name}s": [row[name] for row in rows] for name in names})
        return
    for row in rows:
        inserting_row(table, names).run(session, row)


@cache
def _putting(table: Table, names: Sequence[str]) -> Direct:
    """One array for each column, so that the statement is the same for every number of rows."""
    arrays = [func.unnest(bindparam(f"{name}s", type_=ARRAY(table.c[name].type))) for name in names]
    return Direct(insert(table).from_select(list(names), select(*arrays), include_defaults=False))
