"""Quality campaigns: a sample nobody picked, a hearing before a bad result, a follow-up with a day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from schemas.codes_steering import CampaignResult
from services.steering.rules.campaigns import (
    CampaignOutcome,
    outcome_objections,
    provider_review_objections,
    sample,
    sample_objections,
)

IDS = [UUID(int=each) for each in range(50)]


def test_a_sample_is_the_same_in_any_order_and_another_for_another_campaign_row_23() -> None:
    drawn = sample(IDS, 5, "2026-1")
    assert drawn == sample(list(reversed(IDS)), 5, "2026-1")
    assert drawn != sample(IDS, 5, "2026-2")
    assert len(set(drawn)) == 5
    assert set(sample(IDS, 4, "2026-1")) < set(drawn)


@pytest.mark.parametrize(
    ("size", "codes"), [(1, []), (50, []), (0, ["sample_size_outside"]), (51, ["sample_size_outside"])]
)
def test_a_sample_is_neither_empty_nor_larger_than_what_there_is_row_23(size: int, codes: list[str]) -> None:
    assert [each.code for each in sample_objections(size, 50)] == codes


OUTCOME = CampaignOutcome(
    result=CampaignResult.NOT_IN_ORDER, finding="Dossiers incomplets", reviewed=5, sampled=5, hearing_closed=True
)


@pytest.mark.parametrize(
    ("outcome", "codes"),
    [
        (OUTCOME, []),
        (replace(OUTCOME, hearing_closed=False), ["campaign_without_hearing"]),
        (replace(OUTCOME, hearing_closed=False, result=CampaignResult.IN_ORDER), []),
        (replace(OUTCOME, reviewed=3, finding=""), ["campaign_review_incomplete", "campaign_finding_missing"]),
    ],
)
def test_no_provider_is_judged_before_review_and_hearing_row_23(outcome: CampaignOutcome, codes: list[str]) -> None:
    assert [each.code for each in outcome_objections(outcome)] == codes


@pytest.mark.parametrize(
    ("finding", "follow_up", "follow_up_on", "codes"),
    [
        ("Locaux adaptés", "", None, []),
        ("Coaching absent", "Concept à remettre", date(2026, 12, 31), []),
        ("Coaching absent", "Concept à remettre", None, ["follow_up_day_missing"]),
        ("", "Concept", date(2026, 11, 1), ["review_finding_missing", "follow_up_day_missing"]),
    ],
)
def test_a_review_of_a_provider_has_a_finding_and_a_dated_follow_up_row_23(
    finding: str, follow_up: str, follow_up_on: date | None, codes: list[str]
) -> None:
    found = provider_review_objections(date(2026, 11, 22), finding, follow_up, follow_up_on)
    assert [each.code for each in found] == codes
