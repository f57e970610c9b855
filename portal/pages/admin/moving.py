"""What a change of the calendar moves, service by service: closing days, and where due days move."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from flask import url_for

from portal import formats
from portal.doors import ask, has_desk, language, say
from schemas.words import is_known
from services.billing.queries.closings import billing_moves
from services.casework.queries.closings import casework_moves
from services.placements.queries.closings import placements_moves
from services.registration.queries.closings import registration_moves
from services.steering.queries.closings import ClosingPreview
from workflow.closings import Moved
from workflow.table import StageKind

OTHERS: Final[tuple[tuple[str, Callable[..., Any]], ...]] = (
    ("registration", registration_moves),
    ("placements", placements_moves),
    ("casework", casework_moves),
    ("billing", billing_moves),
)
"""The other services that have deadlines."""
SHOWN: Final = 20
"""Deadlines that are listed one by one in a preview."""


@dataclass(frozen=True)
class Effect:
    """What a change moves: lines by kind of deadline, the first deadlines, and meetings on closed days."""

    counts: tuple[tuple[str, int], ...]
    moved: tuple[tuple[str, str, str], ...]
    more: int
    meetings: tuple[tuple[str, str, str], ...]


def effect_of(found: ClosingPreview) -> Effect:
    """Return what a change of the calendar moves in every service that keeps deadlines."""
    parts = [found.moves, *(ask(query, after=found.days) for desk, query in OTHERS if has_desk(desk))]
    counts = [(_kind(kind), count) for each in parts for kind, count in each.counts]
    moved = sorted((each for part in parts for each in part.first), key=lambda each: (each.was_on, each.kind))
    meetings = [
        (url_for("meetings.detail", meeting_id=each.id), each.title, formats.day(each.meets_on))
        for each in found.meetings
    ]
    lines = tuple(_moved(each) for each in moved[:SHOWN])
    more = sum(count for _, count in counts) - len(lines)
    return Effect(tuple(sorted(counts, key=lambda each: -each[1])), lines, more, tuple(meetings))


def _kind(kind: str) -> str:
    key = next((each for each in (f"deadline.{kind}", f"due.{kind}") if is_known(each, language())), "")
    return say(key) if key else kind


def _moved(moved: Moved) -> tuple[str, str, str]:
    is_due = moved.due_before != moved.due_after
    before, after = (moved.due_before, moved.due_after) if is_due else (moved.was_on, moved.now_on)
    what = say(f"calendar.stage.{StageKind.DUE if is_due else moved.stage}")
    return f"{_kind(moved.kind)} ({what})", formats.day(before), formats.day(after)
