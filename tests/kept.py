"""Furnishes a test's SQLite database from a copy kept of the first one: tables and lists are made once per process."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from pathlib import Path
from typing import Any

from sqlalchemy import MetaData

from messaging.database import Database

_KEPT: dict[Hashable, bytes] = {}


def furnished(key: Hashable, database: Database, furnish: Callable[[], Any]) -> None:
    """Leave ``database`` as ``furnish`` leaves it; ``key`` says what that is. A file already there is not replaced."""
    name = database.url.database
    if not database.is_sqlite or name is None or Path(name).exists():
        furnish()
        return
    if key in _KEPT:
        Path(name).write_bytes(_KEPT[key])
        return
    furnish()
    with database.engine.connect() as connection:
        driver: Any = connection.connection.driver_connection
        _KEPT[key] = driver.serialize()


def tables(metadata: MetaData, database: Database) -> None:
    """Make the tables of one service."""
    furnished(metadata, database, lambda: metadata.create_all(database.engine))
