"""Which statements of a page read a large table from one end to the other, as PostgreSQL itself explains them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

LARGE: Final = 10_000
"""Rows from which reading a whole table is too much."""


@dataclass(frozen=True)
class Asked:
    """One statement as it went to the database."""

    engine: Any
    statement: str
    parameters: Any


def of(heard: Iterable[Asked]) -> tuple[str, ...]:
    """Return the large tables that these statements read as a whole, each once."""
    return tuple(sorted({table for asked in heard if _is_read(asked) for table in _scanned(asked)}))


def _is_read(asked: Asked) -> bool:
    is_postgres = asked.engine.dialect.name == "postgresql"
    return is_postgres and asked.statement.lstrip().upper().startswith(("SELECT", "WITH"))


def _scanned(asked: Asked) -> Iterator[str]:
    with asked.engine.connect() as connection:
        plan = connection.exec_driver_sql(f"EXPLAIN (FORMAT JSON) {asked.statement}", asked.parameters).scalar_one()
        for node in _nodes(plan[0]["Plan"]):
            if node["Node Type"] == "Seq Scan" and _rows(connection, node["Relation Name"]) > LARGE:
                yield str(node["Relation Name"])


def _nodes(node: Any) -> Iterator[Any]:
    yield node
    for child in node.get("Plans", ()):
        yield from _nodes(child)


def _rows(connection: Any, table: str) -> int:
    asked = "SELECT reltuples::bigint FROM pg_class WHERE oid = CAST(%(name)s AS regclass)"
    return int(connection.exec_driver_sql(asked, {"name": table}).scalar_one())
