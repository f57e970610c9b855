"""Counts days the way people in Bienne do: Bernese working days, months that end where the month ends."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Final

from schemas.codes_calendar import ShiftMode
from workflow.bernese import holidays_of

_ONE_DAY: Final = timedelta(days=1)
SATURDAY: Final = 5
_MONTHS: Final = 12


@dataclass(frozen=True)
class LegalLimit:
    """A limit the law or the concept fixes: ``due_on`` stays, only the reminder moves to ``alert_on``."""

    due_on: date
    alert_on: date


@dataclass(frozen=True)
class Closing:
    """Days on which the office works no more than on a holiday; ``for_all`` where nobody in the region works."""

    first_on: date
    last_on: date
    for_all: bool = False

    def holds_on(self, day: date) -> bool:
        """Whether ``day`` lies in the closing."""
        return self.first_on <= day <= self.last_on


@dataclass(frozen=True)
class Direction:
    """Where a due day moves that falls on ``first_on`` or later and is no working day."""

    first_on: date
    mode: ShiftMode


@cache
def public_holidays(year: int) -> frozenset[date]:
    """Return the nine public holidays of the canton of Berne besides Sundays (BSG 555.1, art. 2)."""
    return frozenset(holidays_of(year))


@cache
def holiday_names(year: int, language: str) -> Mapping[date, str]:
    """Return the public holidays of a year with their names in French (``fr``) or German (``de``)."""
    return holidays_of(year, language)


def is_holiday(day: date) -> bool:
    """Whether ``day`` is a public holiday in the canton of Berne."""
    return day in public_holidays(day.year)


@dataclass(frozen=True)
class WorkingDays:
    """The one calendar every rule counts with: Monday to Friday, no public holiday, no closing of the office."""

    closings: tuple[Closing, ...] = ()
    directions: tuple[Direction, ...] = ()
    """Where due days move, from which day on; the first of them begins after the source's default."""

    def is_closed(self, day: date) -> bool:
        """Whether the office has said that it is closed on ``day``."""
        return any(each.holds_on(day) for each in self.closings)

    def is_working_day(self, day: date) -> bool:
        """Whether the office works on ``day``."""
        return day.weekday() < SATURDAY and not is_holiday(day) and not self.is_closed(day)

    def direction_on(self, day: date) -> ShiftMode:
        """Return where a due day moves that falls on ``day``."""
        begun = (each.mode for each in reversed(self.directions) if each.first_on <= day)
        return next(begun, ShiftMode.PREVIOUS_WORKING_DAY)

    def shift_due(self, day: date, mode: ShiftMode | None = None) -> date:
        """Return ``day`` itself when it is a working day, else the nearest one in the direction of ``mode``.

        Without a ``mode`` the direction holds that was set for ``day``.
        """
        mode = mode or self.direction_on(day)
        if mode is ShiftMode.UNSHIFTED:
            return day
        step = -_ONE_DAY if mode is ShiftMode.PREVIOUS_WORKING_DAY else _ONE_DAY
        while not self.is_working_day(day):
            day += step
        return day

    def legal_limit(self, day: date, mode: ShiftMode | None = None) -> LegalLimit:
        """Return the unshifted limit with the shifted day on which to remind of it."""
        return LegalLimit(due_on=day, alert_on=self.shift_due(day, mode))

    def after(self, day: date, count: int) -> date:
        """Return the ``count``-th working day after ``day``, which itself does not count.

        Negative counts go backwards; zero returns ``day`` as it is.
        """
        step = _ONE_DAY if count > 0 else -_ONE_DAY
        remaining = abs(count)
        while remaining:
            day += step
            remaining -= self.is_working_day(day)
        return day

    def between(self, start: date, end: date) -> int:
        """Count the working days after ``start`` up to and including ``end``; negative if ``end`` is earlier."""
        if end < start:
            return -self.between(end, start)
        return sum(self.is_working_day(start + timedelta(days=each)) for each in range(1, (end - start).days + 1))

    def of_month(self, month: date, count: int) -> date:
        """Return the ``count``-th working day of the month in which ``month`` lies, counted from 1."""
        if count < 1:
            raise ValueError("working days of a month are counted from 1")
        return self.after(month.replace(day=1) - _ONE_DAY, count)

    def for_all(self) -> WorkingDays:
        """Return the days on which the region works, though the office may be closed."""
        return WorkingDays(tuple(each for each in self.closings if each.for_all), self.directions)


BERNESE: Final = WorkingDays()
"""The days of an office that is never closed but on public holidays."""


def add_months(day: date, months: int) -> date:
    """Return the same day ``months`` later, or the last day of that month where the month is shorter."""
    count = day.year * _MONTHS + day.month - 1 + months
    year, month = count // _MONTHS, count % _MONTHS + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def end_of_month(day: date) -> date:
    """Return the last day of the month in which ``day`` lies."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def full_months_between(start: date, end: date) -> int:
    """Count the whole months from ``start`` to ``end``, clamped as ``add_months`` does; never negative."""
    months = (end.year - start.year) * _MONTHS + end.month - start.month
    return max(0, months - (add_months(start, months) > end))
