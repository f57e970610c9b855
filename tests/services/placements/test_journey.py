"""The journey of a proposal through placements' own doors, from the place to the end of the placement."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest

from schemas.codes import DeclineReason, DeclineSide, PlaceState
from schemas.placements import (
    AcceptInterimReport,
    AcceptProposal,
    ConfirmDecline,
    DeclineDecided,
    DeclineProposal,
    EndPlacement,
    InterimReportReceived,
    OverrideDecline,
    PersonAssigned,
    PersonEnded,
    PersonProposed,
    PersonStarted,
    PlacePublished,
    ProposalAccepted,
    ProposalDeclined,
    ProposalEnded,
    ReturnInterimReport,
    WithdrawProposal,
    WriteInterimReport,
)
from schemas.refusal import Conflict, NotAllowed, NotFound, Refused
from services.placements.model import InterimReport, Place, Placement, Proposal, Seeker, SeekerState
from services.placements.queries.fit import fitting_places
from services.placements.queries.placements import placement_card, placements
from services.placements.queries.places import places
from services.placements.queries.proposals import proposals
from services.placements.queries.reports import report_card
from services.placements.queries.seats import seat_calculation
from services.placements.queries.timeline import mandate_events
from services.placements.rules.placement_course import PlacementState
from services.placements.rules.proposal_course import ProposalState
from services.placements.rules.report_course import ReportState
from tests.services.placements.scene import (
    CASE_WORKER,
    COORDINATOR,
    END,
    OTHER_PROVIDER,
    PROVIDER,
    START,
    Scene,
    proposal,
)


def free_on(scene: Scene, place_id: object, day: date) -> int:
    return scene.ask(seat_calculation, COORDINATOR, place_id=place_id, day=day).count.free


def test_row_01_a_published_place_is_on_offer_with_seats_counted_not_typed(scene: Scene) -> None:
    place_id = scene.place(seats=2)
    line = scene.ask(places, PROVIDER).lines[0]
    assert (line.id, line.state, line.seats.free) == (place_id, PlaceState.PUBLISHED, 2)
    assert [each.place_id for each in scene.told(PlacePublished)] == [place_id]
    assert free_on(scene, place_id, date(2025, 12, 31)) == 0


def test_a_place_without_its_declarations_is_refused_with_all_objections(scene: Scene) -> None:
    with pytest.raises(Refused) as caught:
        scene.place(counselling=False, no_competition=False, workload_min_percent=100, workload_max_percent=50)
    fields = {each.field for each in caught.value.objections}
    assert fields == {"counselling", "no_competition", "workload_max_percent"}


def test_row_04_the_whole_way_from_proposal_to_end(scene: Scene) -> None:
    place_id, mandate_id = scene.place(), scene.mandate()
    assert scene.ask(fitting_places, COORDINATOR, mandate_id=mandate_id).fits
    proposal_id = scene.propose(mandate_id, place_id)
    assert free_on(scene, place_id, START) == 1
    placement_id = scene.accept(proposal_id)
    assert scene.row(Seeker, mandate_id).state is SeekerState.PLACED
    scene.do(_start(scene, placement_id), PROVIDER)
    report_id = _report(scene, placement_id)
    scene.do(ReturnInterimReport(report_id=report_id, row_version=_v(scene, report_id), remark="But?"), COORDINATOR)
    _report(scene, placement_id, report_id)
    scene.do(AcceptInterimReport(report_id=report_id, row_version=_v(scene, report_id)), COORDINATOR)
    assert scene.row(InterimReport, report_id).state is ReportState.ACCEPTED
    scene.watch.go_to(date(2027, 2, 1))
    version = scene.version(Placement, placement_id)
    ending = {"ended_on": date(2027, 1, 31), "reason": "job_found", "side": DeclineSide.PERSON}
    scene.do(EndPlacement(placement_id=placement_id, row_version=version, **ending), PROVIDER)
    assert free_on(scene, place_id, date(2027, 1, 31)) == 1
    assert free_on(scene, place_id, date(2027, 2, 1)) == 2
    kinds = [type(each) for each in scene.told() if getattr(each, "mandate_id", None) == mandate_id]
    order = [PersonProposed, ProposalAccepted, PersonAssigned, PersonStarted, InterimReportReceived, PersonEnded]
    assert [each for each in kinds if each in order] == [*order[:5], InterimReportReceived, PersonEnded]
    what = [each.what for each in scene.ask(mandate_events, COORDINATOR, mandate_id=mandate_id)]
    assert {"proposal.sent", "proposal.accept", "placement.start", "report.submit", "placement.end"} <= set(what)


def _start(scene: Scene, placement_id: object) -> object:
    from schemas.placements import StartPlacement

    return StartPlacement(
        placement_id=placement_id, row_version=scene.version(Placement, placement_id), started_on=START
    )


def _v(scene: Scene, report_id: object) -> int:
    return scene.version(InterimReport, report_id)


def _report(scene: Scene, placement_id: object, report_id: object = None) -> object:
    made = report_id or uuid4()
    return scene.do(
        WriteInterimReport(
            report_id=made,
            placement_id=placement_id,
            row_version=_v(scene, made) if report_id else None,
            period_from=START,
            period_until=date(2026, 12, 31),
            progress="Bien",
            goals="Rythme",
            recommendation="Continuer",
        ),
        PROVIDER,
    )


def _declined(scene: Scene, reason: DeclineReason = DeclineReason.PROFILE_NOT_FITTING) -> object:
    proposal_id = scene.propose(scene.mandate(), scene.place())
    version = scene.version(Proposal, proposal_id)
    scene.do(DeclineProposal(proposal_id=proposal_id, row_version=version, reason=reason), PROVIDER)
    return proposal_id


def test_row_05_a_decline_is_only_proposed_until_the_office_confirms_it(scene: Scene) -> None:
    proposal_id = _declined(scene)
    row = scene.row(Proposal, proposal_id)
    assert row.state is ProposalState.DECLINED_PROPOSED
    assert scene.told(ProposalDeclined)[0].side is DeclineSide.PROVIDER
    assert free_on(scene, row.place_id, START) == 1
    scene.do(ConfirmDecline(proposal_id=proposal_id, row_version=row.row_version), COORDINATOR)
    assert free_on(scene, row.place_id, START) == 2
    assert scene.told(DeclineDecided)[0].confirmed
    assert scene.told(ProposalEnded)[0].how == "decline_confirmed"
    assert scene.row(Seeker, row.mandate_id).state is SeekerState.SEARCHING


def test_row_05_the_office_overrides_a_decline_for_a_written_reason(scene: Scene) -> None:
    proposal_id = _declined(scene)
    version = scene.version(Proposal, proposal_id)
    with pytest.raises(Refused) as caught:
        scene.do(OverrideDecline(proposal_id=proposal_id, row_version=version, remark=" "), COORDINATOR)
    assert [(each.code, each.field) for each in caught.value.objections] == [("override_unexplained", "remark")]
    override = OverrideDecline(proposal_id=proposal_id, row_version=version, remark="Le profil convient.")
    placement_id = scene.do(override, COORDINATOR)
    assert scene.row(Placement, placement_id).state is PlacementState.PLANNED
    assert not scene.told(DeclineDecided)[0].confirmed


def test_row_04_a_reason_that_parks_asks_for_a_day_and_then_stops_proposals(scene: Scene) -> None:
    proposal_id = _declined(scene, DeclineReason.NOT_AVAILABLE_NOW)
    row = scene.row(Proposal, proposal_id)
    with pytest.raises(Refused, match="park_days_unset"):
        scene.do(ConfirmDecline(proposal_id=proposal_id, row_version=row.row_version), COORDINATOR)
    until = date(2026, 12, 31)
    confirm = ConfirmDecline(proposal_id=proposal_id, row_version=row.row_version, parked_until=until)
    scene.do(confirm, COORDINATOR)
    with pytest.raises(Refused, match="search_parked"):
        scene.propose(row.mandate_id, row.place_id)


def test_a_provider_cannot_use_a_reason_of_the_house(scene: Scene) -> None:
    with pytest.raises(Refused, match="reason_not_yours"):
        _declined(scene, DeclineReason.NO_ANSWER)


def test_a_full_place_is_a_conflict_that_says_who_got_the_seat(scene: Scene) -> None:
    place_id = scene.place(seats=1)
    first = scene.mandate(number="2026-0001")
    scene.propose(first, place_id)
    with pytest.raises(Conflict) as caught:
        scene.propose(scene.mandate(), place_id)
    assert caught.value.code == "seats_taken"
    assert caught.value.facts["number"] == "2026-0001"
    assert caught.value.facts["contracted"] == 1


def test_one_live_proposal_a_person(scene: Scene) -> None:
    place_id, mandate_id = scene.place(), scene.mandate()
    scene.propose(mandate_id, place_id)
    with pytest.raises(Refused, match="person_already_proposed"):
        scene.propose(mandate_id, scene.place(actor=OTHER_PROVIDER))
    scene.accept(scene.ask(proposals, PROVIDER).lines[0].id)
    with pytest.raises(Refused, match="person_already_placed"):
        scene.propose(mandate_id, place_id)


def test_row_11_a_refused_proposal_names_every_failed_criterion(scene: Scene) -> None:
    place_id = scene.place(needs_german=True, age_max=25, workload_max_percent=60)
    mandate_id = scene.mandate(permit_valid_until=date(2027, 6, 1))
    with pytest.raises(Refused) as caught:
        scene.propose(mandate_id, place_id)
    codes = {each.code for each in caught.value.objections}
    assert codes == {"german_needed", "place_age_above", "workload_outside_place", "permit_ends_before"}
    fit = scene.ask(fitting_places, COORDINATOR, mandate_id=mandate_id, starts_on=START, ends_on=END).others[0]
    assert {each.code for each in fit.objections} == codes


def test_row_11_the_inputs_of_a_choice_are_frozen_with_it(scene: Scene) -> None:
    mandate_id = scene.mandate()
    proposal_id = scene.propose(mandate_id, scene.place())
    kept = scene.row(Proposal, proposal_id).frozen
    assert kept["wanted"]["kinds"] == ["IP", "PIP"]
    assert kept["offered"]["workload_min_percent"] == 50
    assert kept["stay"]["starts_on"] == START.isoformat()
    assert kept["free_before"] == 2


def test_a_place_outside_the_plan_or_without_ground_is_refused(scene: Scene) -> None:
    from schemas.codes import PlaceKind

    place_id, mandate_id = scene.place(), scene.mandate(kinds=(PlaceKind.IS,))
    with pytest.raises(Refused) as caught:
        scene.propose(mandate_id, place_id, ground="gossip")
    assert {(each.code, each.field) for each in caught.value.objections} == {
        ("kind_outside_plan", "place_id"),
        ("code_unknown", "ground"),
    }


def test_a_withdrawn_proposal_frees_its_seat(scene: Scene) -> None:
    place_id = scene.place(seats=1)
    proposal_id = scene.propose(scene.mandate(), place_id)
    version = scene.version(Proposal, proposal_id)
    scene.do(WithdrawProposal(proposal_id=proposal_id, row_version=version, remark="Erreur"), COORDINATOR)
    assert free_on(scene, place_id, START) == 1
    assert scene.told(ProposalEnded)[0].how == "withdrawn"


def test_an_answer_to_an_older_version_is_a_conflict(scene: Scene) -> None:
    proposal_id = scene.propose(scene.mandate(), scene.place())
    with pytest.raises(Conflict):
        scene.do(AcceptProposal(proposal_id=proposal_id, row_version=99), PROVIDER)


def test_a_provider_sees_and_answers_only_what_concerns_its_own_places(scene: Scene) -> None:
    proposal_id = scene.propose(scene.mandate(), scene.place())
    assert scene.ask(proposals, OTHER_PROVIDER).total == 0
    with pytest.raises(NotFound):
        scene.accept(proposal_id, OTHER_PROVIDER)
    with pytest.raises(NotFound):
        scene.place(actor=OTHER_PROVIDER, provider_id=PROVIDER.organisation_id)
    with pytest.raises(NotAllowed):
        scene.do(proposal(uuid4(), uuid4()), PROVIDER)


def test_a_provider_no_longer_sees_a_placement_that_has_ended(scene: Scene) -> None:
    placement_id = scene.started()
    assert scene.ask(placements, PROVIDER).total == 1
    version = scene.version(Placement, placement_id)
    scene.do(
        EndPlacement(placement_id=placement_id, row_version=version, ended_on=START, reason="aborted"), COORDINATOR
    )
    assert scene.ask(placements, PROVIDER).total == 0
    with pytest.raises(NotFound):
        scene.ask(placement_card, PROVIDER, placement_id=placement_id)
    assert scene.ask(placement_card, CASE_WORKER, placement_id=placement_id).end_reason == "aborted"


def test_an_unsent_report_is_the_providers_own(scene: Scene) -> None:
    placement_id = scene.started()
    report_id = _report(scene, placement_id)
    assert scene.ask(report_card, CASE_WORKER, report_id=report_id).progress == "Bien"


def test_a_place_takes_the_same_form_only_once(scene: Scene) -> None:
    place_id = scene.place()
    with pytest.raises(Conflict, match="already_done"):
        scene.place(place_id=place_id)
    assert scene.row(Place, place_id).title == "Cuisine"
