"""A year as twelve months: working days, weekends, Bernese holidays, and the days on which the office is closed."""

from __future__ import annotations

from calendar import monthcalendar
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from portal import formats
from portal.doors import language, say, today
from services.steering.queries.closings import ClosingLine
from workflow.calendar import SATURDAY, holiday_names


@dataclass(frozen=True)
class Day:
    """One day of a month; ``kind`` is work, weekend, holiday or closed, ``words`` its name where it has one."""

    day: date
    kind: str
    words: str
    is_today: bool


@dataclass(frozen=True)
class Month:
    """One month as weeks of seven places; None lies outside the month."""

    name: str
    weeks: tuple[tuple[Day | None, ...], ...]


def months_of(year: int, lines: Sequence[ClosingLine]) -> list[Month]:
    """Return the twelve months of a year with the closings in it."""
    return [
        Month(
            formats.month_name(date(year, month, 1), language()),
            tuple(
                tuple(_day(date(year, month, each), lines) if each else None for each in week)
                for week in monthcalendar(year, month)
            ),
        )
        for month in range(1, 13)
    ]


def _day(day: date, lines: Sequence[ClosingLine]) -> Day:
    named = holiday_names(day.year, language()).get(day)
    closed = next((each for each in lines if each.first_on <= day <= each.last_on), None)
    if named:
        kind, words = "holiday", named
    elif day.weekday() >= SATURDAY:
        kind, words = "weekend", ""
    elif closed:
        kind, words = "closed", closed.name(language())
    else:
        kind, words = "work", ""
    return Day(day, kind, words, day == today())


def holidays_of(year: int) -> list[tuple[str, str]]:
    """Return the public holidays of a year: day and name."""
    found = holiday_names(year, language()).items()
    return [(formats.day(day), name) for day, name in found]


def legend() -> list[tuple[str, str]]:
    """Return every kind of day with its words."""
    return [(kind, say(f"calendar.{kind}")) for kind in ("work", "weekend", "holiday", "closed")]
