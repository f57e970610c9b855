"""What speaks against a closing of the office: days that have passed, that are none, or that are closed already."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Final

from schemas.refusal import Objection
from workflow.calendar import Closing, WorkingDays

LONGEST: Final = 366
"""No closing has more days: a slip of the year would stop every deadline."""


def entry_objections(
    asked: Closing, others: Iterable[Closing], today: date, days: WorkingDays
) -> tuple[Objection, ...]:
    """Object to a closing in the past, without a day anybody works, too long, or over another one.

    ``days`` is the calendar without the closing.
    """
    if asked.first_on < today:
        return (Objection("closing_in_past", "first_on", {"day": today.isoformat()}),)
    return tuple(_span_objections(asked, others, days))


def _span_objections(asked: Closing, others: Iterable[Closing], days: WorkingDays) -> Iterator[Objection]:
    if asked.last_on < asked.first_on:
        yield Objection("closing_ends_too_early", "last_on")
        return
    if asked.last_on - asked.first_on >= timedelta(days=LONGEST):
        yield Objection("closing_too_long", "last_on", {"days": LONGEST})
        return
    if over := next((each for each in others if _overlap(asked, each)), None):
        facts = {"first": over.first_on.isoformat(), "last": over.last_on.isoformat()}
        yield Objection("closing_overlaps", "first_on", facts)
    elif not days.between(asked.first_on - timedelta(days=1), asked.last_on):
        yield Objection("closing_without_working_day", "first_on")


def _overlap(one: Closing, other: Closing) -> bool:
    return one.first_on <= other.last_on and other.first_on <= one.last_on


def end_objections(closing: Closing, last_on: date, today: date) -> tuple[Objection, ...]:
    """Object to a last day that is not earlier, lies before the first, or has passed without being closed."""
    if not closing.first_on <= last_on < closing.last_on:
        facts = {"first": closing.first_on.isoformat(), "last": closing.last_on.isoformat()}
        return (Objection("closing_not_shorter", "last_on", facts),)
    if last_on < today - timedelta(days=1):
        return (Objection("closing_days_passed", "last_on", {"day": today.isoformat()}),)
    return ()


def withdrawal_objections(closing: Closing, today: date) -> tuple[Objection, ...]:
    """Object to taking back a closing of which a day has passed: deadlines were counted by it."""
    if closing.first_on >= today:
        return ()
    return (Objection("closing_begun", None, {"day": closing.first_on.isoformat()}),)
