"""Every waiting state has a timer: with a clock that moves, nothing stays pending for ever."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from schemas.codes import PlaceState
from schemas.placements import (
    AcceptProposal,
    AcknowledgeProposal,
    ConfirmPlace,
    EndPlacement,
    InterimReportDropped,
    InterimReportDue,
    PersonEnded,
    PlacementsDeadlineReached,
    PlaceWentStale,
    PresenceOpened,
    ProposalEnded,
)
from schemas.refusal import Refused
from services.placements.model import InterimReport, Place, Placement, Proposal, Seeker, SeekerState
from services.placements.queries.fit import fitting_places
from services.placements.queries.places import place_card
from services.placements.queries.seats import seat_calculation
from services.placements.rules.place_course import PLACE
from services.placements.rules.placement_course import PLACEMENT, PROLONGATION, PlacementState
from services.placements.rules.presence_course import PRESENCE
from services.placements.rules.proposal_course import PROPOSAL, ProposalState
from services.placements.rules.report_course import REPORT, ReportState
from services.placements.rules.reservation_course import RESERVATION
from tests.services.placements.scene import COORDINATOR, PROVIDER, START, Scene

WORKFLOWS = (PLACE, PROPOSAL, PLACEMENT, PROLONGATION, REPORT, PRESENCE, RESERVATION)


def stages(scene: Scene, kind: str) -> list[tuple[str, date]]:
    return [(each.stage, each.due_on) for each in scene.told(PlacementsDeadlineReached) if each.kind == kind]


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda each: each.name)
def test_row_07_every_waiting_state_has_a_timer(workflow: object) -> None:
    assert workflow.untimed() == frozenset()  # type: ignore[attr-defined]


def test_row_07_a_proposal_nobody_answers_reminds_escalates_and_expires(scene: Scene) -> None:
    place_id = scene.place(seats=1)
    proposal_id = scene.propose(scene.mandate(), place_id)
    scene.day_by_day(date(2026, 12, 7))
    assert scene.row(Proposal, proposal_id).state is ProposalState.SENT
    scene.day_by_day(date(2026, 12, 8))
    row = scene.row(Proposal, proposal_id)
    assert row.state is ProposalState.EXPIRED
    assert [stage for stage, _ in stages(scene, "proposal_answered")] == ["remind", "escalate", "due", "expire"]
    assert stages(scene, "proposal_answered")[0][1] == date(2026, 12, 7)
    assert scene.told(ProposalEnded)[0].how == "expired"
    assert scene.row(Seeker, row.mandate_id).state is SeekerState.SEARCHING
    assert scene.ask(seat_calculation, COORDINATOR, place_id=place_id, day=date(2027, 1, 1)).count.free == 1


def test_an_answer_after_the_last_day_is_refused_even_before_the_tick(scene: Scene) -> None:
    proposal_id = scene.propose(scene.mandate(), scene.place())
    version = scene.version(Proposal, proposal_id)
    scene.watch.go_to(date(2026, 12, 8))
    with pytest.raises(Refused, match="answer_too_late"):
        scene.do(AcceptProposal(proposal_id=proposal_id, row_version=version), PROVIDER)
    scene.tick()
    with pytest.raises(Exception, match=r"not_found|proposal"):
        scene.accept(proposal_id)


def test_acknowledging_does_not_stretch_the_days_to_answer(scene: Scene) -> None:
    proposal_id = scene.propose(scene.mandate(), scene.place())
    scene.watch.go_to(date(2026, 12, 2))
    version = scene.version(Proposal, proposal_id)
    scene.do(AcknowledgeProposal(proposal_id=proposal_id, row_version=version), PROVIDER)
    scene.day_by_day(date(2026, 12, 8))
    assert scene.row(Proposal, proposal_id).state is ProposalState.EXPIRED


def test_row_02_an_offer_nobody_confirms_is_warned_about_and_leaves_matching(scene: Scene) -> None:
    place_id, mandate_id = scene.place(), scene.mandate()
    scene.day_by_day(START + timedelta(days=29))
    assert [stage for stage, _ in stages(scene, "place_confirmed")] == ["warn"]
    assert scene.row(Place, place_id).state is PlaceState.PUBLISHED
    scene.day_by_day(START + timedelta(days=30))
    assert scene.row(Place, place_id).state is PlaceState.TO_CONFIRM
    assert [each.place_id for each in scene.told(PlaceWentStale)] == [place_id]
    fit = scene.ask(fitting_places, COORDINATOR, mandate_id=mandate_id).others[0]
    assert [each.code for each in fit.objections] == ["place_stale"]
    scene.do(ConfirmPlace(place_id=place_id, row_version=scene.version(Place, place_id)), PROVIDER)
    assert scene.ask(fitting_places, COORDINATOR, mandate_id=mandate_id).fits
    card = scene.ask(place_card, PROVIDER, place_id=place_id)
    assert [each.confirmed_on for each in card.confirmations] == [START + timedelta(days=30), START]


@pytest.mark.slow
def test_row_13_reports_are_asked_ten_days_before_every_four_months_and_escalate(scene: Scene) -> None:
    placement_id = scene.started()
    scene.day_by_day(date(2027, 4, 30))
    asked = scene.told(InterimReportDue)
    assert [each.due_on for each in asked] == [date(2027, 3, 23)]
    stages_told = [stage for stage, _ in stages(scene, "interim_report_written")]
    assert stages_told == ["due", "remind", "escalate"]
    report = scene.row(InterimReport, asked[0].report_id)
    assert (report.placement_id, report.number, report.state) == (placement_id, 1, ReportState.REQUESTED)


@pytest.mark.slow
def test_row_14_a_sheet_opens_every_month_of_the_placement(scene: Scene) -> None:
    scene.started()
    scene.day_by_day(date(2027, 2, 3))
    assert [each.month for each in scene.told(PresenceOpened)] == [
        date(2026, 11, 1),
        date(2026, 12, 1),
        date(2027, 1, 1),
        date(2027, 2, 1),
    ]
    assert [stage for stage, _ in stages(scene, "presence_submitted")][:2] == ["due", "escalate"]


def test_a_missed_month_of_ticks_is_repaired_by_the_next_one(scene: Scene) -> None:
    scene.started()
    scene.watch.go_to(date(2027, 2, 3))
    scene.tick()
    assert len(scene.told(PresenceOpened)) == 4


def test_an_announced_end_ends_the_placement_when_its_day_has_passed(scene: Scene) -> None:
    placement_id = scene.started()
    last_day = date(2026, 12, 11)
    version = scene.version(Placement, placement_id)
    scene.do(
        EndPlacement(placement_id=placement_id, row_version=version, ended_on=last_day, reason="job_found"), PROVIDER
    )
    assert scene.row(Placement, placement_id).state is PlacementState.ENDING
    scene.day_by_day(date(2026, 12, 11))
    assert scene.told(PersonEnded) == []
    scene.day_by_day(date(2026, 12, 14))
    assert [(each.ended_on, each.reason) for each in scene.told(PersonEnded)] == [(last_day, "job_found")]


def test_a_report_that_is_asked_for_is_dropped_with_the_end_and_everybody_hears(scene: Scene) -> None:
    placement_id = scene.started()
    scene.watch.go_to(START + timedelta(days=115))
    scene.tick()
    (asked,) = scene.told(InterimReportDue)
    ending = {"ended_on": scene.watch.now.date(), "reason": "job_found"}
    version = scene.version(Placement, placement_id)
    scene.do(EndPlacement(placement_id=placement_id, row_version=version, **ending), PROVIDER)
    scene.day_by_day(START + timedelta(days=117))
    assert [each.report_id for each in scene.told(InterimReportDropped)] == [asked.report_id]
