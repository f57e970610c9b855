"""The months and quarters papers cover."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Final
from uuid import UUID, uuid5

from schemas.codes_billing import PeriodLength
from schemas.refusal import Objection
from workflow.calendar import add_months, end_of_month

_MONTHS: Final = {PeriodLength.MONTH: 1, PeriodLength.QUARTER: 3}
_COORDINATION: Final = UUID("0b1f7a3e-6a3c-4c2f-9d3e-6f2f5f0a7c11")


def period_until(length: PeriodLength, first: date) -> date:
    """Return the last day of the period that begins with the month of ``first``."""
    return end_of_month(add_months(first.replace(day=1), _MONTHS[length] - 1))


def period_objections(length: PeriodLength, first: date, today: date) -> tuple[Objection, ...]:
    """Object to a period that does not begin with its first day, or is not over yet."""
    if first.day != 1 or (length is PeriodLength.QUARTER and first.month % 3 != 1):
        return (Objection("period_starts_inside", "period_from", {"period_length": length}),)
    if period_until(length, first) >= today:
        return (Objection("period_not_over", "period_from", {"until": period_until(length, first).isoformat()}),)
    return ()


def months_of(first: date, until: date) -> Iterator[date]:
    """Yield the first day of every month from ``first`` to ``until``."""
    while first <= until:
        yield first
        first = add_months(first, 1)


def coordination_id(month: date) -> UUID:
    """Return what stands as evidence of the coordination flat rate of a month: the month itself."""
    return uuid5(_COORDINATION, month.isoformat()[:7])


def rested_days(first: date, last: date, rests: Iterable[tuple[date, date]]) -> int:
    """Return on how many days from ``first`` to ``last``, both included, a placement rests; no day counts twice."""
    days = {
        begin + timedelta(days=each)
        for begin, end in ((max(first, since), min(last, until)) for since, until in rests)
        for each in range((end - begin).days + 1)
    }
    return len(days)
