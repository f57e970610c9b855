"""One function per figure: screens and yearly report use the same, and every figure opens to the list behind it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Final

from schemas.codes_steering import Indicator, IndicatorUnit
from services.steering.rules import durations
from services.steering.rules.counted import Facts, MandateFact
from services.steering.rules.figures import SOURCE_LIMITS, Figure, IndicatorLimits, count, share
from services.steering.rules.periods import Period


def figure(indicator: Indicator, facts: Facts, period: Period, limits: IndicatorLimits = SOURCE_LIMITS) -> Figure:
    """Return one indicator for a period."""
    return _FIGURES[indicator](facts, period, limits)


def all_figures(facts: Facts, period: Period, limits: IndicatorLimits = SOURCE_LIMITS) -> tuple[Figure, ...]:
    """Return every indicator for a period, in the order of the list."""
    return tuple(figure(each, facts, period, limits) for each in Indicator)


_Day = Callable[[MandateFact], date | None]


def _mandates_in(indicator: Indicator, day: _Day) -> Callable[[Facts, Period, IndicatorLimits], Figure]:
    def counted(facts: Facts, period: Period, _limits: IndicatorLimits) -> Figure:
        return count(indicator, [each.mandate_id for each in facts.mandates if day(each) in period])

    return counted


def _mandates_running(facts: Facts, period: Period, _limits: IndicatorLimits) -> Figure:
    running = [
        each.mandate_id
        for each in facts.mandates
        if each.admitted_on is not None and _is_open_at_end(each.admitted_on, each.closed_on or each.left_on, period)
    ]
    return count(Indicator.MANDATES_RUNNING, running)


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
    return share(Indicator.SUCCESS_SHARE, good, of)


def _placements_started(facts: Facts, period: Period, _limits: IndicatorLimits) -> Figure:
    started = [each.placement_id for each in facts.placements if each.started_on in period]
    return count(Indicator.PLACEMENTS_STARTED, started)


def _placements_running(facts: Facts, period: Period, _limits: IndicatorLimits) -> Figure:
    running = [
        each.placement_id
        for each in facts.placements
        if each.started_on <= period.last and (each.ended_on is None or each.ended_on >= period.last)
    ]
    return count(Indicator.PLACEMENTS_RUNNING, running)


def _reports_in_time(facts: Facts, period: Period, _limits: IndicatorLimits) -> Figure:
    due = [each for each in facts.reports if each.due_on in period]
    good = [each.report_id for each in due if each.received_on is not None and each.received_on <= each.due_on]
    return share(Indicator.REPORTS_IN_TIME, good, [each.report_id for each in due])


def _is_open_at_end(start: date, end: date | None, period: Period) -> bool:
    return start <= period.last and (end is None or end > period.last)


_FIGURES: Final[Mapping[Indicator, Callable[[Facts, Period, IndicatorLimits], Figure]]] = {
    Indicator.MANDATES_SUBMITTED: _mandates_in(Indicator.MANDATES_SUBMITTED, lambda each: each.submitted_on),
    Indicator.MANDATES_ADMITTED: _mandates_in(Indicator.MANDATES_ADMITTED, lambda each: each.admitted_on),
    Indicator.MANDATES_REFUSED: _mandates_in(Indicator.MANDATES_REFUSED, lambda each: each.refused_on),
    Indicator.MANDATES_CLOSED: _mandates_in(Indicator.MANDATES_CLOSED, lambda each: each.closed_on),
    Indicator.MANDATES_RUNNING: _mandates_running,
    Indicator.REGISTRATION_DELAY: durations.registration_delay,
    Indicator.SUCCESS_SHARE: _success_share,
    Indicator.PLACEMENTS_STARTED: _placements_started,
    Indicator.PLACEMENTS_RUNNING: _placements_running,
    Indicator.PLACEMENT_LENGTH: durations.placement_length,
    Indicator.REPORTS_IN_TIME: _reports_in_time,
    Indicator.MANDATE_LENGTH: durations.mandate_length,
    Indicator.ASSIGNMENT_DELAY: durations.assignment_delay,
    Indicator.RESPONSE_TIME: durations.response_time,
    Indicator.REPORT_DELAY: durations.report_delay,
}
