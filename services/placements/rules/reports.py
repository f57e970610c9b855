"""When interim reports are asked for, and whether a service holds enough interim reviews."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count as numbers
from math import ceil, floor

from schemas.codes import ReviewCount
from schemas.codes_placements import ReportStage
from workflow.calendar import add_months

_YEAR = 12


@dataclass(frozen=True)
class InterimReportTimes:
    """Months between interim reports (Concept SSIP, ch. 3: 2-3 a year) and days around each due day (practice)."""

    every_months: int = 4
    asked_before_days: int = 10
    late_after_days: int = 3
    escalated_after_days: int = 10


@dataclass(frozen=True)
class InterimReviewNorm:
    """How many interim reviews a year the concept expects per person (ch. 3: "env. 2-3 entretiens")."""

    least: int = 2
    most: int = 3


@dataclass(frozen=True)
class ReportDue:
    """The days of one interim report, numbered from 1 within the placement."""

    number: int
    asked_on: date
    due_on: date
    late_on: date
    escalated_on: date


PRACTICE_TIMES = InterimReportTimes()
SOURCE_NORM = InterimReviewNorm()


def interim_reviews(count: int, months_in_measure: int, norm: InterimReviewNorm = SOURCE_NORM) -> ReviewCount:
    """Compare the reviews held with the norm, pro rata (interpretation): least rounded down, most rounded up."""
    least = floor(norm.least * months_in_measure / _YEAR)
    most = ceil(norm.most * months_in_measure / _YEAR)
    if count > most:
        return ReviewCount.ABOVE
    if count < least:
        return ReviewCount.BELOW
    return ReviewCount.WITHIN if count else ReviewCount.NOT_YET_DUE


def interim_report_schedule(
    starts_on: date, until: date, times: InterimReportTimes = PRACTICE_TIMES
) -> tuple[ReportDue, ...]:
    """Return the interim reports due before ``until``, the last day of the placement or of the planning.

    On the last day itself the final report takes over.
    """
    return tuple(_dues(starts_on, until, times))


def _dues(starts_on: date, until: date, times: InterimReportTimes) -> Iterator[ReportDue]:
    for number in numbers(1):
        due_on = add_months(starts_on, number * times.every_months)
        if due_on >= until:
            return
        yield ReportDue(
            number=number,
            asked_on=due_on - timedelta(days=times.asked_before_days),
            due_on=due_on,
            late_on=due_on + timedelta(days=times.late_after_days),
            escalated_on=due_on + timedelta(days=times.escalated_after_days),
        )


def report_stage(due: ReportDue, day: date) -> ReportStage:
    """Return how far the asking for an unwritten report has gone on ``day``."""
    if day >= due.escalated_on:
        return ReportStage.ESCALATED
    if day >= due.late_on:
        return ReportStage.LATE
    return ReportStage.ASKED if day >= due.asked_on else ReportStage.NOT_YET
