"""What a change of the office's closing days would move among the deadlines of placements."""

from __future__ import annotations

from collections.abc import Sequence

from messaging.work import Reading
from services.placements.model import BOOKS
from workflow import closings
from workflow.calendar import Closing
from workflow.closings import Moves


def placements_moves(reading: Reading, *, after: Sequence[Closing]) -> Moves:
    """Return which open deadlines get another day when exactly these closings hold."""
    return closings.moves(reading, BOOKS, after)
