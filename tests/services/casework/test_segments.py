"""A dossier's way into a segment and through its reviews, with four eyes at each step."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from schemas import casework as said
from schemas.actor import Role
from schemas.codes_casework import DossierFinding, Sector, Segment, SegmentAction, SegmentCriterion, SegmentState
from schemas.refusal import Conflict, NotAllowed, NotFound, Refused
from services.casework.rules.segment_course import SEGMENT
from tests.services.casework.desk import ASSISTANT, HEAD, SECOND, STRANGER, WHY, WORKER, Desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = Desk(tmp_path)
    yield made
    made.service.database.close()


def codes(refused: Any) -> list[str]:
    return [each.code for each in refused.value.objections]


def test_row_12_a_dossier_reaches_its_segment_by_two_persons_and_the_case_worker_stays(desk: Desk) -> None:
    dossier_id = desk.received(Segment.B)
    assert desk.file(dossier_id).segment is None
    desk.settle(said.DecideSegment, dossier_id, WORKER, decided_segment=Segment.B)
    desk.settle(said.ExecuteSegment, dossier_id, HEAD)
    file = desk.file(dossier_id)
    assert (file.segment, file.review_due_on) == (Segment.B, date(2028, 11, 22))
    assert file.case_worker_id == WORKER.account_id
    assert [each.what for each in file.history if each.what.startswith("segment.")] == [
        "segment.propose",
        "segment.agree",
        "segment.receive",
        "segment.decide",
        "segment.execute",
    ]
    assert desk.told()[-1] == "casework.segment_decided"


def test_row_12_the_same_person_may_not_propose_and_agree(desk: Desk) -> None:
    dossier_id = desk.open()
    desk.propose(dossier_id)
    both = replace(WORKER, role=Role.SECTOR_HEAD)
    with pytest.raises(Refused) as refused:
        desk.settle(said.AgreeToSegment, dossier_id, both, transfer_report=True)
    assert codes(refused) == ["segment_same_person"]
    assert "casework.agree_to_segment" not in desk.file(dossier_id, both).steps


def test_row_12_the_same_person_may_not_decide_and_carry_out(desk: Desk) -> None:
    dossier_id = desk.received()
    desk.settle(said.DecideSegment, dossier_id, WORKER, decided_segment=Segment.B)
    with pytest.raises(Refused) as refused:
        desk.settle(said.ExecuteSegment, dossier_id, replace(WORKER, role=Role.SECTOR_HEAD))
    assert codes(refused) == ["segment_same_person"]
    with pytest.raises(NotAllowed):
        desk.settle(said.ExecuteSegment, dossier_id, SECOND)


def test_row_12_the_transfer_report_names_the_segment_both_times(desk: Desk) -> None:
    dossier_id = desk.open()
    with pytest.raises(Refused) as refused:
        desk.propose(dossier_id, transfer_report=False, criteria=(SegmentCriterion.A_STABILISATION,))
    assert codes(refused) == [
        "segment_not_in_transfer_report",
        "segment_criterion_of_another",
        "segment_criterion_missing",
    ]
    desk.propose(dossier_id)
    with pytest.raises(Refused) as again:
        desk.settle(said.AgreeToSegment, dossier_id, HEAD)
    assert codes(again) == ["segment_not_in_transfer_report"]


def test_row_12_counselling_receives_no_dossier_without_an_agreed_proposal(desk: Desk) -> None:
    dossier_id = desk.open()
    desk.propose(dossier_id)
    with pytest.raises(Refused) as refused:
        desk.move(dossier_id, Sector.COUNSELLING_2)
    assert codes(refused) == ["segment_proposal_missing"]


def test_row_12_a_person_about_to_leave_stays_in_intake_without_a_segment(desk: Desk) -> None:
    dossier_id = desk.open(exit_expected=True)
    with pytest.raises(Refused) as refused:
        desk.propose(dossier_id)
    assert codes(refused) == ["exit_expected_stays_in_intake"]
    desk.change(said.EstimateExit, dossier_id, exit_expected=False, exit_reason=WHY)
    desk.propose(dossier_id)


def test_row_12_only_the_responsible_case_worker_proposes(desk: Desk) -> None:
    dossier_id = desk.open()
    with pytest.raises(Refused) as refused:
        desk.propose(dossier_id, actor=SECOND)
    assert codes(refused) == ["segment_decided_by_case_worker"]


def test_row_12_leaving_the_proposal_needs_a_written_reason(desk: Desk) -> None:
    dossier_id = desk.received(Segment.B)
    with pytest.raises(Refused) as refused:
        desk.settle(said.DecideSegment, dossier_id, WORKER, decided_segment=Segment.C)
    assert codes(refused) == ["segment_change_unjustified"]
    desk.settle(said.DecideSegment, dossier_id, WORKER, decided_segment=Segment.C, justification=WHY)
    desk.settle(said.ExecuteSegment, dossier_id, HEAD)
    assert desk.file(dossier_id).segment is Segment.C


def test_row_12_a_decision_after_the_limit_is_taken_and_stays_marked_as_late(desk: Desk) -> None:
    dossier_id = desk.received()
    desk.move_to(date(2027, 2, 23))
    assert DossierFinding.DECISION_LATE in desk.file(dossier_id).findings
    desk.settle(said.DecideSegment, dossier_id, WORKER, decided_segment=Segment.B)
    desk.settle(said.ExecuteSegment, dossier_id, HEAD)
    decision = desk.file(dossier_id).decisions[0]
    assert (decision.days_late, decision.due_on) == (1, date(2027, 2, 22))


def test_row_12_the_head_of_sector_may_give_a_decision_back(desk: Desk) -> None:
    dossier_id = desk.received()
    desk.settle(said.DecideSegment, dossier_id, WORKER, decided_segment=Segment.B)
    desk.settle(said.GiveBackSegment, dossier_id, HEAD, give_back_reason=WHY)
    pending = desk.file(dossier_id).under_way
    assert pending is not None
    assert pending.state is SegmentState.TO_DECIDE
    assert desk.deadlines()["segment_final_decision"][0] == date(2027, 2, 22)


def test_row_12_a_change_keeps_the_old_segment_until_it_is_carried_out(desk: Desk) -> None:
    dossier_id = desk.in_segment(Segment.B)
    change = said.ChangeSegment(decision_id=uuid4(), dossier_id=dossier_id, target=Segment.C, justification=WHY)
    desk.do(change, WORKER)
    assert desk.file(dossier_id).segment is Segment.B
    desk.settle(said.ExecuteSegment, dossier_id, HEAD)
    file = desk.file(dossier_id)
    assert (file.segment, file.case_worker_id) == (Segment.C, WORKER.account_id)
    assert sorted(each.state for each in file.decisions) == [SegmentState.DECIDED, SegmentState.REPLACED]


def test_row_12_a_change_turned_down_leaves_everything_as_it_was(desk: Desk) -> None:
    dossier_id = desk.in_segment(Segment.B)
    desk.do(said.ChangeSegment(decision_id=uuid4(), dossier_id=dossier_id, target=Segment.C, justification=WHY), WORKER)
    desk.settle(said.GiveBackSegment, dossier_id, HEAD, give_back_reason=WHY)
    file = desk.file(dossier_id)
    assert (file.segment, file.under_way) == (Segment.B, None)
    assert "casework.change_segment" in desk.file(dossier_id, WORKER).steps


def test_row_12_one_decision_is_under_way_at_a_time(desk: Desk) -> None:
    dossier_id = desk.in_segment(Segment.B)
    wish: dict[str, Any] = {"dossier_id": dossier_id, "justification": WHY}
    desk.do(said.ChangeSegment(decision_id=uuid4(), target=Segment.C, **wish), WORKER)
    with pytest.raises(Refused) as refused:
        desk.do(said.ChangeSegment(decision_id=uuid4(), target=Segment.A, **wish), WORKER)
    assert codes(refused) == ["segment_decision_under_way"]


def test_row_12_an_assistant_only_asks_and_only_from_c(desk: Desk) -> None:
    of_b, of_c = desk.in_segment(Segment.B), desk.in_segment(Segment.C)
    wish: dict[str, Any] = {"target": Segment.A, "justification": WHY}
    with pytest.raises(Refused) as refused:
        desk.do(said.RequestSegmentChange(decision_id=uuid4(), dossier_id=of_b, **wish), ASSISTANT)
    assert codes(refused) == ["assistant_asks_only_for_c"]
    with pytest.raises(NotAllowed):
        desk.do(said.ChangeSegment(decision_id=uuid4(), dossier_id=of_c, **wish), ASSISTANT)
    desk.do(said.RequestSegmentChange(decision_id=uuid4(), dossier_id=of_c, **wish), ASSISTANT)
    with pytest.raises(Refused) as other:
        desk.settle(said.AnswerSegmentRequest, of_c, SECOND, request_granted=True, justification=WHY)
    assert codes(other) == ["request_answered_by_case_worker"]
    desk.settle(said.AnswerSegmentRequest, of_c, WORKER, request_granted=True, justification=WHY)
    desk.settle(said.ExecuteSegment, of_c, HEAD)
    assert desk.file(of_c).segment is Segment.A


def test_row_12_a_request_may_be_declined_with_a_reason(desk: Desk) -> None:
    dossier_id = desk.in_segment(Segment.C)
    wish: dict[str, Any] = {"target": Segment.B, "justification": WHY}
    desk.do(said.RequestSegmentChange(decision_id=uuid4(), dossier_id=dossier_id, **wish), ASSISTANT)
    desk.settle(said.AnswerSegmentRequest, dossier_id, WORKER, request_granted=False, justification=WHY)
    assert desk.file(dossier_id).under_way is None
    assert desk.file(dossier_id).segment is Segment.C


def test_row_12_row_17_a_segment_is_warned_of_and_then_falls_due_on_its_unshifted_day(desk: Desk) -> None:
    desk.move_to(date(2026, 8, 28))
    dossier_id = desk.in_segment(Segment.A)
    due_on, stages, is_legal = desk.deadlines()["segment_review"]
    assert (due_on, is_legal) == (date(2027, 2, 28), True), "a Sunday: the limit stays"
    assert [each[:2] for each in stages] == [
        ["warn", "2026-12-30"],
        ["warn", "2027-01-29"],
        ["warn", "2027-02-19"],
        ["expire", "2027-02-28"],
    ], "alerts never fall on a Sunday"
    desk.move_to(date(2027, 2, 28))
    desk.told()
    desk.look(2)
    assert desk.told().count("casework.segment_review_due") == 1
    assert desk.file(dossier_id).decisions[0].state is SegmentState.REVIEW_DUE
    assert "segment_review_proposed" in desk.deadlines()


def test_row_12_the_review_is_proposed_by_the_case_worker_and_examined_by_the_head(desk: Desk) -> None:
    dossier_id = desk.in_segment(Segment.A)
    review: dict[str, Any] = {"dossier_id": dossier_id, "justification": WHY, "written": True}
    with pytest.raises(Refused) as early:
        desk.do(said.ProposeReview(decision_id=uuid4(), action=SegmentAction.KEEP, **review), WORKER)
    assert codes(early) == ["review_too_early", "review_keeps_a"]
    desk.move_to(date(2027, 5, 24))
    desk.look()
    with pytest.raises(Refused) as without:
        desk.do(said.ProposeReview(decision_id=uuid4(), action=SegmentAction.TRANSFER, **review), WORKER)
    assert codes(without) == ["review_target_missing"]
    move: dict[str, Any] = {"action": SegmentAction.TRANSFER, "target": Segment.B}
    desk.do(said.ProposeReview(decision_id=uuid4(), **move, **review), WORKER)
    desk.settle(said.ExecuteSegment, dossier_id, HEAD, control_remark="Examined.")
    file = desk.file(dossier_id)
    assert (file.segment, file.review_due_on) == (Segment.B, date(2029, 5, 24))
    assert file.decisions[0].days_late == 2


def test_row_12_keeping_a_needs_a_documented_exception_and_runs_anew(desk: Desk) -> None:
    dossier_id = desk.in_segment(Segment.A)
    desk.move_to(date(2027, 5, 3))
    kept: dict[str, Any] = {"action": SegmentAction.KEEP, "written": True, "justification": WHY}
    desk.do(said.ProposeReview(decision_id=uuid4(), dossier_id=dossier_id, documented_exception=True, **kept), WORKER)
    desk.settle(said.ExecuteSegment, dossier_id, HEAD)
    assert desk.file(dossier_id).review_due_on == date(2027, 11, 3)


def test_row_12_a_stale_page_is_a_conflict_and_a_foreign_dossier_does_not_exist(desk: Desk) -> None:
    dossier_id = desk.open()
    decision_id = desk.propose(dossier_id)
    desk.settle(said.AgreeToSegment, dossier_id, HEAD, transfer_report=True)
    with pytest.raises(Conflict):
        desk.do(said.GiveBackSegment(decision_id=decision_id, row_version=1, give_back_reason=WHY), HEAD)
    with pytest.raises(NotFound):
        desk.file(dossier_id, STRANGER)
    with pytest.raises(NotFound):
        desk.contact(dossier_id, desk.today, STRANGER)


def test_row_17_every_waiting_state_of_a_segment_has_a_timer_that_somebody_owns(desk: Desk) -> None:
    assert SEGMENT.untimed() == frozenset()
    dossier_id = desk.received()
    assert set(desk.deadlines()) == {"segment_final_decision"}
    desk.settle(said.DecideSegment, dossier_id, WORKER, decided_segment=Segment.B)
    assert set(desk.deadlines()) == {"segment_executed"}
