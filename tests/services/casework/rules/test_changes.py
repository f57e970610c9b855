"""Changes between reviews: the case worker decides, the assistant asks, the head of sector carries out."""

from __future__ import annotations

from uuid import UUID

import pytest

from schemas.actor import Role
from schemas.codes_casework import Segment, SegmentProcess, SegmentRoute
from services.casework.rules.changes import (
    SegmentChange,
    change_objections,
    change_route,
    change_warnings,
    execution_objections,
    process_of,
    request_answer_objections,
)

A, B, C = Segment
WORKER, HEAD = UUID(int=1), UUID(int=2)


@pytest.mark.parametrize(
    ("role", "segment", "target", "justification", "codes"),
    [
        (Role.CASE_WORKER, B, C, "stable", []),
        (Role.CASE_WORKER, B, C, "", ["segment_change_unjustified"]),
        (Role.CASE_WORKER, B, B, "stable", ["segment_same"]),
        (Role.ADMIN_ASSISTANT, C, A, "", []),
        (Role.ADMIN_ASSISTANT, C, B, "", []),
        (Role.ADMIN_ASSISTANT, B, A, "", ["assistant_asks_only_for_c"]),
        (Role.SECTOR_HEAD, B, C, "stable", ["segment_decided_by_case_worker"]),
        (Role.SSIP_HEAD, B, B, "stable", ["segment_same", "segment_decided_by_case_worker"]),
    ],
)
def test_the_case_worker_decides_and_the_assistant_asks_for_c_only_rule_47_row_12(
    role: Role, segment: Segment, target: Segment, justification: str, codes: list[str]
) -> None:
    change = SegmentChange(role=role, segment=segment, target=target, justification=justification)
    assert [each.code for each in change_objections(change)] == codes


def test_a_decision_goes_to_the_head_of_sector_and_a_request_to_the_case_worker_row_12() -> None:
    assert change_route(Role.CASE_WORKER) is SegmentRoute.TO_SECTOR_HEAD
    assert change_route(Role.ADMIN_ASSISTANT) is SegmentRoute.TO_CASE_WORKER


@pytest.mark.parametrize(
    ("role", "executed_by", "codes"),
    [
        (Role.SECTOR_HEAD, HEAD, []),
        (Role.CASE_WORKER, WORKER, ["segment_executed_by_sector_head"]),
        (Role.SECTOR_HEAD, WORKER, ["segment_same_person"]),
    ],
)
def test_nobody_changes_a_segment_in_the_register_alone_rule_47_row_12(
    role: Role, executed_by: UUID, codes: list[str]
) -> None:
    assert [each.code for each in execution_objections(role, executed_by, WORKER)] == codes


@pytest.mark.parametrize(
    ("answered_by", "justification", "codes"),
    [
        (WORKER, "besoin accru", []),
        (HEAD, "besoin accru", ["request_answered_by_case_worker"]),
        (HEAD, "", ["request_answered_by_case_worker", "request_answer_unjustified"]),
    ],
)
def test_an_assistants_request_is_answered_by_the_case_worker_with_a_reason_row_12(
    answered_by: UUID, justification: str, codes: list[str]
) -> None:
    assert [each.code for each in request_answer_objections(answered_by, WORKER, justification)] == codes


def test_a_change_of_segment_keeps_the_case_worker_row_12() -> None:
    assert change_warnings(WORKER, WORKER) == ()
    assert [each.code for each in change_warnings(WORKER, HEAD)] == ["case_worker_changes_with_segment"]


def test_the_first_segment_is_a_first_distribution_row_12() -> None:
    assert process_of(None) is SegmentProcess.FIRST_DISTRIBUTION
    assert process_of(B) is SegmentProcess.REDISTRIBUTION
