"""What all tables of placements stand on: their own metadata."""

from __future__ import annotations

from messaging.rows import Rows, new_metadata


class Base(Rows):
    """Placements' own metadata."""

    __abstract__ = True
    metadata = new_metadata()
