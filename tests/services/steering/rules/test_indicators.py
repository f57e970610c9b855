"""Figures: one function each, the formula in words beside it, and the list behind every number."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest

from schemas.codes_steering import Indicator, IndicatorUnit, PeriodKind
from schemas.words import LANGUAGES, is_known
from services.steering.rules.counted import Facts, MandateFact, PlacementFact, ReportFact
from services.steering.rules.indicators import SOURCE_LIMITS, all_figures, figure
from services.steering.rules.periods import Period, period_of, periods_between, previous_period
from services.steering.rules.scorecard import SCORED, scorecard

YEAR = period_of(date(2026, 11, 22), PeriodKind.YEAR)
SERVICE, PROVIDER, OTHER = UUID(int=1), UUID(int=2), UUID(int=3)
FIRST = MandateFact(
    mandate_id=UUID(int=10),
    social_service_id=SERVICE,
    submitted_on=date(2025, 12, 30),
    admitted_on=date(2026, 1, 2),
    closed_on=date(2026, 12, 31),
    success="employed",
)
SECOND = replace(
    FIRST, mandate_id=UUID(int=11), submitted_on=date(2026, 2, 1), admitted_on=date(2026, 2, 6), success="none"
)
THIRD = MandateFact(
    mandate_id=UUID(int=12), social_service_id=SERVICE, submitted_on=date(2026, 3, 1), refused_on=date(2026, 3, 2)
)
OPEN = MandateFact(
    mandate_id=UUID(int=13),
    social_service_id=SERVICE,
    submitted_on=date(2026, 4, 1),
    admitted_on=date(2026, 4, 1),
    closed_on=date(2027, 1, 1),
)
ENDED = PlacementFact(
    placement_id=UUID(int=20),
    social_service_id=SERVICE,
    provider_id=PROVIDER,
    started_on=date(2026, 5, 1),
    ended_on=date(2026, 5, 31),
)
RUNNING = replace(ENDED, placement_id=UUID(int=21), provider_id=OTHER, ended_on=None)
IN_TIME = ReportFact(
    report_id=UUID(int=30),
    social_service_id=SERVICE,
    provider_id=PROVIDER,
    due_on=date(2026, 6, 30),
    received_on=date(2026, 6, 30),
)
LATE = replace(IN_TIME, report_id=UUID(int=31), received_on=date(2026, 7, 1))
MISSING = replace(IN_TIME, report_id=UUID(int=32), received_on=None)
FACTS = Facts((FIRST, SECOND, THIRD, OPEN), (ENDED, RUNNING), (IN_TIME, LATE, MISSING))
COUNTING = replace(SOURCE_LIMITS, success_codes=frozenset({"employed"}))


@pytest.mark.parametrize(
    ("indicator", "value", "unit"),
    [
        (Indicator.MANDATES_SUBMITTED, Decimal(3), IndicatorUnit.COUNT),
        (Indicator.MANDATES_ADMITTED, Decimal(3), IndicatorUnit.COUNT),
        (Indicator.MANDATES_REFUSED, Decimal(1), IndicatorUnit.COUNT),
        (Indicator.MANDATES_CLOSED, Decimal(2), IndicatorUnit.COUNT),
        (Indicator.MANDATES_RUNNING, Decimal(1), IndicatorUnit.COUNT),
        (Indicator.REGISTRATION_DELAY, Decimal("2.7"), IndicatorUnit.DAYS),
        (Indicator.SUCCESS_SHARE, Decimal("50.0"), IndicatorUnit.PERCENT),
        (Indicator.PLACEMENTS_STARTED, Decimal(2), IndicatorUnit.COUNT),
        (Indicator.PLACEMENTS_RUNNING, Decimal(1), IndicatorUnit.COUNT),
        (Indicator.PLACEMENT_LENGTH, Decimal("31.0"), IndicatorUnit.DAYS),
        (Indicator.REPORTS_IN_TIME, Decimal("33.3"), IndicatorUnit.PERCENT),
    ],
)
def test_every_indicator_counts_what_its_formula_says_row_24(
    indicator: Indicator, value: Decimal, unit: IndicatorUnit
) -> None:
    found = figure(indicator, FACTS, YEAR, COUNTING)
    assert (found.value, found.unit) == (value, unit)


def test_every_number_opens_to_the_list_behind_it_row_24() -> None:
    found = figure(Indicator.REPORTS_IN_TIME, FACTS, YEAR)
    assert (found.part, found.whole) == (1, 3)
    assert found.behind == (IN_TIME.report_id, LATE.report_id, MISSING.report_id)
    assert all(len(each.behind) == each.whole for each in all_figures(FACTS, YEAR, COUNTING))


def test_success_is_not_configured_until_somebody_says_what_counts_row_24() -> None:
    found = figure(Indicator.SUCCESS_SHARE, FACTS, YEAR)
    assert (found.value, found.is_configured, found.whole) == (None, False, 2)


def test_without_data_there_is_no_share_and_no_mean_row_24() -> None:
    values = {each.indicator: each.value for each in all_figures(Facts(), YEAR, COUNTING)}
    empty = {Indicator.REGISTRATION_DELAY, Indicator.SUCCESS_SHARE, Indicator.PLACEMENT_LENGTH}
    empty |= {Indicator.MANDATE_LENGTH, Indicator.ASSIGNMENT_DELAY, Indicator.RESPONSE_TIME, Indicator.REPORT_DELAY}
    assert {each for each, value in values.items() if value is None} == empty | {Indicator.REPORTS_IN_TIME}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_indicator_shows_its_formula_in_words_row_24(language: str) -> None:
    assert [each for each in Indicator if not is_known(f"formula.{each}", language)] == []


def test_a_scorecard_counts_one_provider_alone_row_24() -> None:
    card = scorecard(OTHER, FACTS, YEAR)
    assert [each.indicator for each in card.figures] == list(SCORED)
    assert [each.whole for each in card.figures] == [1, 1, 0, 0]


@pytest.mark.parametrize(
    ("kind", "period"),
    [
        (PeriodKind.MONTH, Period(date(2026, 11, 1), date(2026, 11, 30))),
        (PeriodKind.QUARTER, Period(date(2026, 10, 1), date(2026, 12, 31))),
        (PeriodKind.SEMESTER, Period(date(2026, 7, 1), date(2026, 12, 31))),
        (PeriodKind.YEAR, Period(date(2026, 1, 1), date(2026, 12, 31))),
    ],
)
def test_periods_are_those_of_the_calendar_row_24(kind: PeriodKind, period: Period) -> None:
    assert period_of(date(2026, 11, 22), kind) == period


def test_periods_follow_each_other_without_a_gap_row_24() -> None:
    quarters = list(periods_between(date(2025, 11, 22), date(2026, 4, 1)))
    assert [each.first for each in quarters] == [date(2025, 10, 1), date(2026, 1, 1), date(2026, 4, 1)]
    assert previous_period(date(2026, 4, 1)) == quarters[1]
    assert quarters[1].overlaps(date(2025, 1, 1), None)
    assert not quarters[1].overlaps(date(2025, 1, 1), date(2025, 12, 31))
