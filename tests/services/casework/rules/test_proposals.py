"""First distribution: four eyes, the transfer report, and a decision whose lateness is never hidden."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest

from schemas.codes_casework import Segment, SegmentCriterion
from services.casework.rules.proposals import (
    FinalDecision,
    criteria_objections,
    criterion_segment,
    decision_timing,
    final_decision_due,
    final_decision_limit,
    final_decision_objections,
    proposal_objections,
)
from workflow.calendar import BERNESE

WORKER, HEAD = UUID(int=1), UUID(int=2)


@pytest.mark.parametrize(
    ("worker", "head", "explicit", "codes"),
    [
        (WORKER, HEAD, True, []),
        (WORKER, WORKER, True, ["segment_same_person"]),
        (WORKER, HEAD, False, ["segment_not_in_transfer_report"]),
        (WORKER, None, True, ["segment_second_person_missing"]),
        (None, HEAD, True, ["segment_second_person_missing"]),
        (WORKER, WORKER, False, ["segment_same_person", "segment_not_in_transfer_report"]),
    ],
)
def test_a_proposal_needs_two_persons_and_the_transfer_report_rule_43_row_12(
    worker: UUID | None, head: UUID | None, explicit: bool, codes: list[str]
) -> None:
    found = proposal_objections(worker, head, explicit_in_transfer_report=explicit)
    assert [each.code for each in found] == codes


@pytest.mark.parametrize(
    ("received", "due"),
    [(date(2026, 11, 30), date(2027, 2, 28)), (date(2026, 5, 10), date(2026, 8, 10))],
)
def test_the_final_decision_is_due_three_months_after_receipt_rule_44_row_12(received: date, due: date) -> None:
    assert final_decision_due(received) == due


def test_a_decision_limit_on_a_sunday_stays_and_is_recalled_on_friday_row_12() -> None:
    limit = final_decision_limit(date(2026, 11, 30), BERNESE)
    assert (limit.due_on, limit.alert_on) == (date(2027, 2, 28), date(2027, 2, 26))


@pytest.mark.parametrize(("decided", "late"), [(date(2026, 8, 10), 0), (date(2026, 8, 11), 1), (date(2026, 8, 1), 0)])
def test_a_late_decision_is_recorded_as_late_and_not_refused_rule_44_row_12(decided: date, late: int) -> None:
    timing = decision_timing(date(2026, 5, 10), decided)
    assert (timing.days_late, timing.is_late) == (late, late > 0)


@pytest.mark.parametrize(
    ("decided", "justification", "codes"),
    [
        (Segment.B, "", []),
        (Segment.C, "Situation stabilisée", []),
        (Segment.C, "  ", ["segment_change_unjustified"]),
    ],
)
def test_a_decision_leaves_the_proposal_only_with_a_reason_row_12(
    decided: Segment, justification: str, codes: list[str]
) -> None:
    decision = FinalDecision(
        case_worker_id=WORKER,
        sector_head_id=HEAD,
        proposed=Segment.B,
        decided=decided,
        justification=justification,
    )
    assert [each.code for each in final_decision_objections(decision)] == codes


def test_a_final_decision_without_control_is_refused_with_all_reasons_row_12() -> None:
    decision = FinalDecision(case_worker_id=WORKER, sector_head_id=None, proposed=Segment.A, decided=Segment.C)
    assert [each.code for each in final_decision_objections(decision)] == [
        "segment_second_person_missing",
        "segment_change_unjustified",
    ]


@pytest.mark.parametrize(
    ("criteria", "codes"),
    [
        ({SegmentCriterion.A_STABILISATION}, []),
        ({SegmentCriterion.A_STABILISATION, SegmentCriterion.A_UNCLEAR_SITUATION}, []),
        (set(), ["segment_criterion_missing"]),
        ({SegmentCriterion.B_SEVERAL_TOPICS}, ["segment_criterion_of_another", "segment_criterion_missing"]),
        (
            {SegmentCriterion.A_STABILISATION, SegmentCriterion.C_EXIT_BY_WORK},
            ["segment_criterion_of_another"],
        ),
    ],
)
def test_a_segment_rests_on_at_least_one_criterion_of_its_own_row_12(
    criteria: set[SegmentCriterion], codes: list[str]
) -> None:
    assert [each.code for each in criteria_objections(Segment.A, frozenset(criteria))] == codes


def test_every_criterion_speaks_for_one_segment() -> None:
    assert {criterion_segment(each) for each in SegmentCriterion} == set(Segment)
