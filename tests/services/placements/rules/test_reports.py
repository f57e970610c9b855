"""Interim reports and interim reviews."""

from __future__ import annotations

from datetime import date

import pytest

from schemas.codes import ReviewCount
from schemas.codes_placements import ReportStage
from services.placements.rules.reports import (
    InterimReportTimes,
    ReportDue,
    interim_report_schedule,
    interim_reviews,
    report_stage,
)

COUNT, STAGE = ReviewCount, ReportStage
FIRST = ReportDue(
    number=1,
    asked_on=date(2026, 4, 21),
    due_on=date(2026, 5, 1),
    late_on=date(2026, 5, 4),
    escalated_on=date(2026, 5, 11),
)


@pytest.mark.parametrize(
    ("count", "months", "found"),
    [
        (2, 12, COUNT.WITHIN),
        (3, 12, COUNT.WITHIN),
        (1, 12, COUNT.BELOW),
        (4, 12, COUNT.ABOVE),
        (0, 3, COUNT.NOT_YET_DUE),
        (1, 3, COUNT.WITHIN),
        (2, 3, COUNT.ABOVE),
        (0, 6, COUNT.BELOW),
        (4, 24, COUNT.WITHIN),
        (3, 24, COUNT.BELOW),
    ],
)
def test_two_to_three_reviews_a_year_are_expected_rule_24_row_13(count: int, months: int, found: ReviewCount) -> None:
    assert interim_reviews(count, months) is found


def test_reports_are_due_every_four_months_before_the_end_row_13() -> None:
    found = interim_report_schedule(date(2026, 1, 1), date(2026, 12, 31))
    assert found[0] == FIRST
    assert [each.due_on for each in found] == [date(2026, 5, 1), date(2026, 9, 1)]


def test_on_the_last_day_the_final_report_takes_over_row_13() -> None:
    assert interim_report_schedule(date(2026, 1, 1), date(2026, 5, 1)) == ()
    assert len(interim_report_schedule(date(2026, 1, 1), date(2026, 5, 2))) == 1


def test_months_end_where_the_month_ends_row_13() -> None:
    found = interim_report_schedule(date(2026, 10, 31), date(2027, 10, 30))
    assert [each.due_on for each in found] == [date(2027, 2, 28), date(2027, 6, 30)]


def test_the_rhythm_is_a_setting_row_13() -> None:
    found = interim_report_schedule(date(2026, 1, 1), date(2026, 12, 31), InterimReportTimes(every_months=6))
    assert [each.due_on for each in found] == [date(2026, 7, 1)]


@pytest.mark.parametrize(
    ("day", "stage"),
    [
        (date(2026, 4, 20), STAGE.NOT_YET),
        (date(2026, 4, 21), STAGE.ASKED),
        (date(2026, 5, 3), STAGE.ASKED),
        (date(2026, 5, 4), STAGE.LATE),
        (date(2026, 5, 10), STAGE.LATE),
        (date(2026, 5, 11), STAGE.ESCALATED),
    ],
)
def test_a_report_is_asked_then_late_then_the_coordinators_row_13(day: date, stage: ReportStage) -> None:
    assert report_stage(FIRST, day) is stage
