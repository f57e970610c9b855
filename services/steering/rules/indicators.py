"""One function per figure: screens and yearly report use the same, and every figure opens to the list behind it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Final
from uuid import UUID

from schemas.codes_steering import Indicator, IndicatorUnit
from services.steering.rules.counted import Facts, MandateFact
from services.steering.rules.periods import Period

_TENTH: Final = Decimal("0.1")


@dataclass(frozen=True, kw_only=True)
class IndicatorLimits:
    """What a figure needs to be told; without it the figure answers "not configured"."""

    success_codes: frozenset[str] | None = None
    """The codes of the success scale that count as success; no source lists them."""


SOURCE_LIMITS: Final = IndicatorLimits()


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A counted indicator; ``part`` of ``whole`` make the value, ``behind`` are the records of the whole list.

    ``value`` is None without data, and ``is_configured`` False where a setting is missing.
    """

    indicator: Indicator
    unit: IndicatorUnit
    value: Decimal | None
    part: int
    whole: int
    behind: tuple[UUID, ...]
    is_configured: bool = True


def figure(indicator: Indicator, facts: Facts, period: Period, limits: IndicatorLimits = SOURCE_LIMITS) -> Figure:
    """Return one indicator for a period."""
    return _FIGURES[indicator](facts, period, limits)


def all_figures(facts: Facts, period: Period, limits: IndicatorLimits = SOURCE_LIMITS) -> tuple[Figure, ...]:
    """Return every indicator for a period, in the order of the list."""
    return tuple(figure(each, facts, period, limits) for each in Indicator)


def _count(indicator: Indicator, behind: Collection[UUID]) -> Figure:
    return Figure(
        indicator=indicator,
        unit=IndicatorUnit.COUNT,
        value=Decimal(len(behind)),
        part=len(behind),
        whole=len(behind),
        behind=tuple(sorted(behind)),
    )


def _mean_days(indicator: Indicator, days: Mapping[UUID, int]) -> Figure:
    total = sum(days.values())
    return Figure(
        indicator=indicator,
        unit=IndicatorUnit.DAYS,
        value=_rounded(Decimal(total) / len(days)) if days else None,
        part=total,
        whole=len(days),
        behind=tuple(sorted(days)),
    )


def _share(indicator: Indicator, good: Collection[UUID], of: Collection[UUID]) -> Figure:
    return Figure(
        indicator=indicator,
        unit=IndicatorUnit.PERCENT,
        value=_rounded(Decimal(100 * len(good)) / len(of)) if of else None,
        part=len(good),
        whole=len(of),
        behind=tuple(sorted(of)),
    )


def _rounded(value: Decimal) -> Decimal:
    return value.quantize(_TENTH, ROUND_HALF_UP)


_Day = Callable[[MandateFact], date | None]


def _mandates_in(indicator: Indicator, day: _Day) -> Callable[[Facts, Period, IndicatorLimits], Figure]:
    def counted(facts: Facts, period: Period, _limits: IndicatorLimits) -> Figure:
        return _count(indicator, [each.mandate_id for each in facts.mandates if day(each) in period])

    return counted


def _mandates_running(facts: Facts, period: Period, _limits: IndicatorLimits) -> Figure:
    running = [
        each.mandate_id
        for each in facts.mandates
        if each.admitted_on is not None and _is_open_at_end(each.admitted_on, each.closed_on, period)
    ]
    return _count(Indicator.MANDATES_RUNNING, running)


def _registration_delay(facts: Facts, period: Period, _limits: IndicatorLimits) -> Figure:
    days = {
        each.mandate_id: (each.admitted_on - each.submitted_on).days
        for each in facts.mandates
        if each.admitted_on is not None and each.admitted_on in period
    }
    return _mean_days(Indicator.REGISTRATION_DELAY, days)


def _success_share(facts: Facts, period: Period, limits: IndicatorLimits) -> Figure:
    closed = [each for each in facts.mandates if each.closed_on in period]
    of = [each.mandate_id for each in closed]
    if limits.success_codes is None:
        return Figure(
            indicator=Indicator.SUCCESS_SHARE,
            unit=IndicatorUnit.PERCENT,
            value=None,
            part=0,
            whole=len(of),
            behind=tuple(sorted(of)),
            is_configured=False,
        )
    good = [each.mandate_id for each in closed if each.success in limits.success_codes]
    return _share(Indicator.SUCCESS_SHARE, good, of)


def _placements_started(facts: Facts, period: Period, _limits: IndicatorLimits) -> Figure:
    started = [each.placement_id for each in facts.placements if each.started_on in period]
    return _count(Indicator.PLACEMENTS_STARTED, started)


def _placements_running(facts: Facts, period: Period, _limits: IndicatorLimits) -> Figure:
    running = [
        each.placement_id
        for each in facts.placements
        if each.started_on <= period.last and (each.ended_on is None or each.ended_on >= period.last)
    ]
    return _count(Indicator.PLACEMENTS_RUNNING, running)


def _placement_length(facts: Facts, period: Period, _limits: IndicatorLimits) -> Figure:
    days = {
        each.placement_id: (each.ended_on - each.started_on).days + 1
        for each in facts.placements
        if each.ended_on is not None and each.ended_on in period
    }
    return _mean_days(Indicator.PLACEMENT_LENGTH, days)


def _reports_in_time(facts: Facts, period: Period, _limits: IndicatorLimits) -> Figure:
    due = [each for each in facts.reports if each.due_on in period]
    good = [each.report_id for each in due if each.received_on is not None and each.received_on <= each.due_on]
    return _share(Indicator.REPORTS_IN_TIME, good, [each.report_id for each in due])


def _is_open_at_end(start: date, end: date | None, period: Period) -> bool:
    return start <= period.last and (end is None or end > period.last)


_FIGURES: Final[Mapping[Indicator, Callable[[Facts, Period, IndicatorLimits], Figure]]] = {
    Indicator.MANDATES_SUBMITTED: _mandates_in(Indicator.MANDATES_SUBMITTED, lambda each: each.submitted_on),
    Indicator.MANDATES_ADMITTED: _mandates_in(Indicator.MANDATES_ADMITTED, lambda each: each.admitted_on),
    Indicator.MANDATES_REFUSED: _mandates_in(Indicator.MANDATES_REFUSED, lambda each: each.refused_on),
    Indicator.MANDATES_CLOSED: _mandates_in(Indicator.MANDATES_CLOSED, lambda each: each.closed_on),
    Indicator.MANDATES_RUNNING: _mandates_running,
    Indicator.REGISTRATION_DELAY: _registration_delay,
    Indicator.SUCCESS_SHARE: _success_share,
    Indicator.PLACEMENTS_STARTED: _placements_started,
    Indicator.PLACEMENTS_RUNNING: _placements_running,
    Indicator.PLACEMENT_LENGTH: _placement_length,
    Indicator.REPORTS_IN_TIME: _reports_in_time,
}
