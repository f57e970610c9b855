"""One after the other: acts that read a whole set, add to it and tell it whole must not run side by side."""

from __future__ import annotations

from typing import Final

from sqlalchemy import text
from sqlalchemy.orm import Session

_TURN: Final = text("select pg_advisory_xact_lock(hashtextextended(coalesce(current_schema(), '') || :what, 0))")


def take_turn(session: Session, what: str) -> None:
    """Wait until nobody else of this service is in the midst of ``what``; others then wait until this commits.

    SQLite lets one transaction write at a time anyway. Who waits too long is told as with any other lock.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(_TURN, {"what": what})
