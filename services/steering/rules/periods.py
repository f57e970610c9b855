"""Reporting periods: months, quarters, half-years and years of the calendar."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from schemas.codes_steering import PeriodKind
from workflow.calendar import add_months

MONTHS: Final = {PeriodKind.MONTH: 1, PeriodKind.QUARTER: 3, PeriodKind.SEMESTER: 6, PeriodKind.YEAR: 12}


@dataclass(frozen=True, order=True)
class Period:
    """The days from ``first`` to ``last``, both included."""

    first: date
    last: date

    def __contains__(self, day: date | None) -> bool:
        return day is not None and self.first <= day <= self.last

    def overlaps(self, start: date, end: date | None) -> bool:
        """Whether something from ``start`` to ``end`` (None: still going on) touches the period."""
        return start <= self.last and (end is None or end >= self.first)


def period_of(day: date, kind: PeriodKind = PeriodKind.QUARTER) -> Period:
    """Return the period of ``kind`` in which ``day`` lies (quarterly by proposal, R-01)."""
    months = MONTHS[kind]
    first = date(day.year, (day.month - 1) // months * months + 1, 1)
    return Period(first, add_months(first, months) - timedelta(days=1))


def previous_period(day: date, kind: PeriodKind = PeriodKind.QUARTER) -> Period:
    """Return the last period that is over on ``day``."""
    return period_of(period_of(day, kind).first - timedelta(days=1), kind)


def periods_between(first: date, last: date, kind: PeriodKind = PeriodKind.QUARTER) -> Iterator[Period]:
    """Yield every period of ``kind`` that touches the days from ``first`` to ``last``, in order."""
    period = period_of(first, kind)
    while period.first <= last:
        yield period
        period = period_of(period.last + timedelta(days=1), kind)
