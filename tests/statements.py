"""Lets all SQLite engines of a run share what SQLAlchemy compiled: each test has its own engines, and the same SQL."""

from __future__ import annotations

from functools import cache
from typing import Any

from sqlalchemy import Engine, create_engine
from sqlalchemy.util import LRUCache

from messaging import database

_ROOM = 5000


@cache
def _first() -> Engine:
    """Return the engine whose dialect all others speak; it has connected once, so that it knows its SQLite."""
    engine = create_engine("sqlite://", hide_parameters=True)
    with engine.connect():
        pass
    engine.dispose()
    compiled: Any = LRUCache(_ROOM)
    engine._compiled_cache = compiled
    return engine


def sharing(url: str, *, make: Any = database._sqlite) -> Engine:
    """Return an engine as the house makes it, with the dialect and the compiled statements of the first one."""
    engine: Engine = make(url)
    engine.dialect = _first().dialect
    engine._compiled_cache = _first()._compiled_cache
    return engine
