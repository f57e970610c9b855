"""Reviews: due to the day, warned beforehand, never a habit in segment A."""

from __future__ import annotations

from datetime import date

import pytest

from schemas.codes_casework import Segment, SegmentAction, SegmentRoute
from services.casework.rules.reviews import (
    REVIEW_ROUTE,
    ReviewProposal,
    is_review_overdue,
    review_alerts,
    review_due,
    review_objections,
)
from workflow.calendar import BERNESE

A, B, C = Segment
KEEP, TRANSFER = SegmentAction


@pytest.mark.parametrize(
    ("segment", "started", "due"),
    [
        (A, date(2026, 8, 31), date(2027, 2, 28)),
        (A, date(2026, 3, 15), date(2026, 9, 15)),
        (B, date(2024, 2, 29), date(2026, 2, 28)),
        (C, date(2026, 1, 15), date(2029, 1, 15)),
        (None, date(2026, 1, 15), None),
    ],
)
def test_a_segment_is_reviewed_when_its_time_is_over_rule_45_row_12(
    segment: Segment | None, started: date, due: date | None
) -> None:
    assert review_due(segment, started) == due


def test_a_review_is_warned_of_three_times_on_working_days_row_12() -> None:
    assert review_alerts(date(2027, 2, 28), BERNESE) == (date(2026, 12, 30), date(2027, 1, 29), date(2027, 2, 19))


def test_a_review_is_overdue_the_day_after_it_was_due_row_12() -> None:
    due = date(2027, 2, 28)
    assert not is_review_overdue(due, due)
    assert is_review_overdue(due, date(2027, 3, 1))


def proposal(segment: Segment, target: Segment | None, **given: object) -> ReviewProposal:
    """Return a justified and written proposal, transfer where there is a target."""
    values = {"justification": "Besoin durable", "written": True, **given}
    action = KEEP if target is None else TRANSFER
    return ReviewProposal(segment=segment, action=action, target=target, **values)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("given", "codes"),
    [
        (proposal(B, None), []),
        (proposal(B, None, justification=""), ["review_unjustified"]),
        (proposal(B, None, written=False), ["review_unwritten"]),
        (proposal(A, C), []),
        (proposal(A, None), ["review_keeps_a"]),
        (proposal(A, None, documented_exception=True), []),
        (proposal(C, A), []),
        (proposal(C, C), ["segment_same"]),
        (
            ReviewProposal(segment=B, action=TRANSFER),
            ["review_unjustified", "review_unwritten", "review_target_missing"],
        ),
    ],
)
def test_a_review_proposal_is_justified_written_and_leaves_a_rule_46_row_12(
    given: ReviewProposal, codes: list[str]
) -> None:
    assert [each.code for each in review_objections(given)] == codes


def test_a_review_proposal_goes_to_the_head_of_sector_row_12() -> None:
    assert REVIEW_ROUTE is SegmentRoute.TO_SECTOR_HEAD
