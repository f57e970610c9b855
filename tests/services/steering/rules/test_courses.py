"""Single facts become courses, whatever came first on one day, and counts by code stay honest when published."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import permutations
from typing import Any
from uuid import UUID

import pytest

from schemas.codes_reporting import PaperKind
from schemas.codes_steering import Indicator, PeriodKind
from schemas.refusal import NotConfigured
from services.steering.rules.courses import courses
from services.steering.rules.facts import CountedFact, FactKind
from services.steering.rules.indicators import figure
from services.steering.rules.periods import Period, period_of
from services.steering.rules.publishing import published_closings, published_figure
from services.steering.rules.records import records
from services.steering.rules.reports import publishing_objections, small_cell_minimum
from services.steering.rules.spreads import ClosingCount, OutcomeCount, closings, outcomes, spread, suppressed

MANDATE, OTHER, SERVICE, PROVIDER = UUID(int=1), UUID(int=2), UUID(int=3), UUID(int=4)
PLACEMENT, PROPOSAL, REPORT = UUID(int=5), UUID(int=6), UUID(int=7)
YEAR = period_of(date(2026, 6, 1), PeriodKind.YEAR)


def fact(kind: FactKind, day: int, month: int = 3, **more: Any) -> CountedFact:
    told = {"subject_id": MANDATE, "mandate_id": MANDATE, "social_service_id": SERVICE, **more}
    return CountedFact(kind=kind, on_day=date(2026, month, day), **told)


COURSE = [
    fact(FactKind.MANDATE_SUBMITTED, 2),
    fact(FactKind.MANDATE_ADMITTED, 5),
    fact(FactKind.PHASE_BEGUN, 10, detail="assignment"),
    fact(FactKind.PERSON_PROPOSED, 11, record_id=PROPOSAL, provider_id=PROVIDER),
    fact(FactKind.PROPOSAL_ACCEPTED, 15, record_id=PROPOSAL, provider_id=PROVIDER),
    fact(FactKind.PERSON_ASSIGNED, 15, record_id=PLACEMENT, provider_id=PROVIDER, detail="IP"),
    fact(FactKind.PERSON_STARTED, 20, record_id=PLACEMENT, provider_id=PROVIDER),
    fact(FactKind.REPORT_DUE, 1, 6, record_id=REPORT, provider_id=PROVIDER),
    fact(FactKind.REPORT_RECEIVED, 4, 6, record_id=REPORT, provider_id=PROVIDER),
    fact(FactKind.PERSON_ENDED, 30, 6, record_id=PLACEMENT, provider_id=PROVIDER),
    fact(FactKind.MANDATE_CLOSED, 15, 7, detail="employed", second="job_found", third="high"),
    fact(FactKind.OUTCOME_RECORDED, 16, 10, detail="in_work", second="3"),
]


@pytest.mark.parametrize(
    ("indicator", "days", "behind"),
    [
        (Indicator.REGISTRATION_DELAY, 3, MANDATE),
        (Indicator.ASSIGNMENT_DELAY, 10, MANDATE),
        (Indicator.RESPONSE_TIME, 4, PROPOSAL),
        (Indicator.PLACEMENT_LENGTH, 103, PLACEMENT),
        (Indicator.REPORT_DELAY, 3, REPORT),
        (Indicator.MANDATE_LENGTH, 132, MANDATE),
    ],
)
def test_row_24_durations_are_counted_in_days_and_open_to_their_record(
    indicator: Indicator, days: int, behind: UUID
) -> None:
    found = figure(indicator, courses(COURSE), YEAR)
    assert found.value == Decimal(days)
    assert found.behind == (behind,)
    assert [each.record_id for each in records(found, courses(COURSE))] == [behind]


def test_row_24_facts_of_one_day_may_come_in_any_order() -> None:
    one_day = [fact(each.kind, 2, detail=each.detail) for each in COURSE[:3]]
    found = {courses(list(order)).mandates for order in permutations(one_day)}
    assert len(found) == 1


def test_row_24_a_reopened_mandate_is_not_closed() -> None:
    again = [*COURSE, fact(FactKind.MANDATE_REOPENED, 20, 7)]
    assert figure(Indicator.MANDATES_CLOSED, courses(again), YEAR).value == 0
    assert closings(courses(again), YEAR) == ()


def test_row_24_a_withdrawn_mandate_no_longer_runs() -> None:
    left = [*COURSE[:2], fact(FactKind.MANDATE_WITHDRAWN, 1, 4)]
    assert figure(Indicator.MANDATES_RUNNING, courses(COURSE[:2]), YEAR).value == 1
    assert figure(Indicator.MANDATES_RUNNING, courses(left), YEAR).value == 0


def test_row_24_closings_and_outcomes_are_counted_by_their_codes() -> None:
    assert closings(courses(COURSE), YEAR) == (ClosingCount("job_found", "high", "employed", 1),)
    assert outcomes(courses(COURSE), YEAR) == (OutcomeCount(3, "in_work", 1),)


def test_row_24_concentration_is_one_for_a_single_provider_and_none_without_any() -> None:
    until_may = Period(date(2026, 1, 1), date(2026, 5, 31))
    assert spread(courses(COURSE), until_may).hhi == Decimal(1)
    assert spread(courses(COURSE), YEAR).hhi is None


@pytest.mark.parametrize(("count", "shown"), [(0, 0), (1, None), (4, None), (5, 5)])
def test_row_24_small_numbers_are_not_published(count: int, shown: int | None) -> None:
    assert suppressed(count, 5) == shown
    assert published_closings([ClosingCount("a", "b", "c", count)], 5)[0]["count"] == shown


def test_row_24_a_mean_of_few_records_is_not_published_either() -> None:
    few = published_figure(figure(Indicator.MANDATE_LENGTH, courses(COURSE), YEAR), 5)
    assert (few["value"], few["is_small"]) == (None, True)
    assert published_figure(figure(Indicator.MANDATE_LENGTH, courses(COURSE), YEAR), 1)["value"] == "132.0"


@pytest.mark.parametrize("wrong", [None, 0, "5"])
def test_row_24_without_a_limit_nothing_is_published(wrong: object) -> None:
    with pytest.raises(NotConfigured):
        small_cell_minimum(wrong)


def test_row_24_a_report_needs_its_period_over_and_its_texts_in_both_languages() -> None:
    texts = {"introduction_fr": "Bonjour"}
    found = publishing_objections(PaperKind.ANNUAL, date(2026, 12, 31), texts, date(2026, 12, 31))
    assert [each.code for each in found] == ["report_period_open", "report_text_one_language"]
    done = {"introduction_fr": "Bonjour", "introduction_de": "Guten Tag"}
    assert publishing_objections(PaperKind.ANNUAL, date(2025, 12, 31), done, date(2026, 1, 1)) == ()
    bare = publishing_objections(PaperKind.ANNUAL, date(2025, 12, 31), {}, date(2026, 1, 1))
    assert [each.code for each in bare] == ["report_without_introduction"]
