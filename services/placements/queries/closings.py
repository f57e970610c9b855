"""What a change of the office's calendar would move among the deadlines of placements."""

from __future__ import annotations

from messaging.work import Reading
from services.placements.model import BOOKS
from workflow import closings
from workflow.calendar import WorkingDays
from workflow.closings import Moves


def placements_moves(reading: Reading, *, after: WorkingDays) -> Moves:
    """Return which open deadlines get another day when this calendar holds."""
    return closings.moves(reading, BOOKS, after)
