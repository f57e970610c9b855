"""Own places of a social service and its yearly place-months."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

import pytest

from schemas.codes_placements import AssignmentForm, QuotaState
from services.placements.rules.quotas import (
    assignment_form,
    may_request_place,
    overuse_objections,
    place_months,
    quota_use,
    request_objections,
)
from services.placements.rules.seats import SeatSpan

FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)
WHOLE_YEAR = SeatSpan(date(2025, 6, 1))
HALF = SeatSpan(date(2026, 7, 1), date(2026, 12, 31))
END_OF_JUNE = date(2026, 6, 30)


@pytest.mark.parametrize(
    ("quota", "used", "codes"),
    [(3, 2, []), (3, 3, ["quota_used_up"]), (3, 4, ["quota_used_up"]), (None, 0, ["quota_unset"])],
)
def test_a_service_asks_within_its_quota_rule_33_row_22(quota: int | None, used: int, codes: list[str]) -> None:
    assert [each.code for each in request_objections(quota, used)] == codes
    assert may_request_place(quota, used) is (codes == [])


@pytest.mark.parametrize(("may_assign", "form"), [(False, AssignmentForm.REQUEST), (True, AssignmentForm.ASSIGNMENT)])
def test_what_a_service_assigns_is_a_request_unless_set_rule_33_row_22(may_assign: bool, form: AssignmentForm) -> None:
    assert assignment_form(may_assign) is form
    assert assignment_form() is AssignmentForm.REQUEST


@pytest.mark.parametrize(
    ("spans", "months"),
    [
        ([WHOLE_YEAR], 12),
        ([HALF], 6),
        ([WHOLE_YEAR, HALF], 18),
        ([SeatSpan(date(2026, 4, 16), date(2026, 4, 30))], 0.5),
        ([SeatSpan(date(2027, 1, 1))], 0),
        ([], 0),
    ],
)
def test_a_full_month_counts_one_and_a_half_a_half_row_22(spans: list[SeatSpan], months: float) -> None:
    assert place_months(spans, FIRST, LAST) == months


def test_months_are_what_counting_every_day_gives_row_22() -> None:
    first, last = date(2026, 2, 10), date(2026, 11, 20)
    spans = [
        SeatSpan(date(2025, 6, 1) + timedelta(37 * n), None if n % 5 == 0 else date(2025, 7, 1) + timedelta(53 * n))
        for n in range(18)
    ]
    days = [first + timedelta(n) for n in range((last - first).days + 1)]
    held = [(day, sum(span.holds(day) for span in spans)) for day in days]
    by_month = [sum(count for day, count in held if day.month == month) for month in range(1, 13)]
    months = sum(count / monthrange(2026, month)[1] for month, count in enumerate(by_month, 1))
    assert place_months(spans, first, last) == round(months, 2)


@pytest.mark.parametrize(
    ("quota", "state"),
    [
        (None, QuotaState.NOT_CONFIGURED),
        (18, QuotaState.WITHIN),
        (17, QuotaState.FORECAST_OVER),
        (6, QuotaState.FORECAST_OVER),
        (5, QuotaState.OVER),
    ],
)
def test_the_year_end_is_forecast_from_what_is_agreed_row_22(quota: int | None, state: QuotaState) -> None:
    use = quota_use(quota, [WHOLE_YEAR, HALF], END_OF_JUNE)
    assert (use.used_months, use.forecast_months, use.state) == (6, 18, state)


def test_going_over_the_quota_needs_a_decision_row_22() -> None:
    (objection,) = overuse_objections({2026: 12}, [WHOLE_YEAR], SeatSpan(date(2026, 12, 1), date(2026, 12, 31)))
    assert objection.code == "quota_overused"
    assert dict(objection.facts) == {"year": 2026, "quota": 12, "forecast": "13"}
    assert overuse_objections({2026: 13}, [WHOLE_YEAR], SeatSpan(date(2026, 12, 1), date(2026, 12, 31))) == []


def test_a_placement_over_new_year_is_held_against_both_years_row_22() -> None:
    wanted = SeatSpan(date(2026, 12, 1), date(2027, 3, 31))
    objections = overuse_objections({2026: 12, 2027: 14}, [WHOLE_YEAR], wanted)
    assert [(each.facts["year"], each.facts["quota"]) for each in objections] == [(2026, 12), (2027, 14)]
    assert [each.facts["year"] for each in overuse_objections({2026: 12, 2027: 15}, [WHOLE_YEAR], wanted)] == [2026]
    assert [each.facts["year"] for each in overuse_objections({2027: 14}, [WHOLE_YEAR], wanted)] == [2027]


def test_without_a_quota_nothing_can_be_over_it_row_22() -> None:
    assert overuse_objections({}, [WHOLE_YEAR], HALF) == []
