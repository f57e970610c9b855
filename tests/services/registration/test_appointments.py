"""Meetings with a person: proposed by one side, confirmed by the other, and how they went."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from schemas import registration as said
from schemas.actor import Actor
from schemas.codes import ReviewCount
from schemas.codes_registration import AppointmentKind, AppointmentStanding, AppointmentState, TeamPart
from schemas.refusal import Conflict, NotFound, Refused
from services.registration.queries.meetings import MeetingFilter, meetings, outcomes_to_enter
from services.registration.queries.teams import AppointmentLine, appointment_card
from services.registration.rules.appointment_course import APPOINTMENT, interim_review_count, standing
from tests.services.registration.people import CASE_WORKER, COORDINATOR, OTHER_WORKER, PROVIDER, Office, codes

DAY = date(2026, 12, 1)


def propose(office: Office, mandate_id: UUID, actor: Actor = CASE_WORKER, **other: Any) -> UUID:
    known: dict[str, Any] = {"kind": AppointmentKind.FIRST_INTERVIEW, "meets_on": office.watch().date()}
    asked = said.ProposeAppointment(appointment_id=uuid4(), mandate_id=mandate_id, **(known | other))
    found = office.do(asked, actor)
    assert found is not None
    return found


def card(office: Office, appointment_id: UUID, actor: Actor = COORDINATOR) -> AppointmentLine:
    return office.service.ask(appointment_card, actor, appointment_id=appointment_id)


def act(office: Office, kind: Any, appointment_id: UUID, actor: Actor = COORDINATOR, **rest: Any) -> None:
    version = card(office, appointment_id).row_version
    office.do(kind(appointment_id=appointment_id, row_version=version, **rest), actor)


def test_row_35_one_side_proposes_the_other_confirms_and_the_outcome_is_recorded(office: Office) -> None:
    mandate_id = office.submit()
    tomorrow = office.watch().date() + timedelta(days=1)
    appointment_id = propose(office, mandate_id, meets_on=tomorrow, meets_at="14.30", place_text="Lyss")
    assert card(office, appointment_id).standing is AppointmentStanding.TO_CONFIRM
    with pytest.raises(Refused) as own:
        act(office, said.ConfirmAppointment, appointment_id, CASE_WORKER)
    assert codes(own) == {"None:appointment_own_proposal"}
    act(office, said.ConfirmAppointment, appointment_id, COORDINATOR)
    with pytest.raises(Refused) as early:
        act(office, said.RecordSeen, appointment_id)
    assert codes(early) == {"meets_on:appointment_not_held_yet"}
    office.watch.pass_by(days=1)
    act(office, said.RecordSeen, appointment_id, remark="Gutes Gespräch.")
    assert card(office, appointment_id).state is AppointmentState.SEEN
    steps = [each.what for each in office.file(mandate_id).history]
    assert steps[-3:] == ["appointment_proposed", "appointment_confirmed", "appointment_seen"]
    assert "registration.appointment_changed" in office.told()


@pytest.mark.parametrize(
    ("command", "state", "given"),
    [
        (said.RecordExcused, AppointmentState.EXCUSED, {"remark": "Krank."}),
        (said.RecordNoShow, AppointmentState.NO_SHOW, {}),
        (said.RevokeAppointment, AppointmentState.REVOKED, {"remark": "Raum besetzt."}),
    ],
)
def test_row_35_a_meeting_that_did_not_happen_says_why(
    office: Office, command: Any, state: AppointmentState, given: dict[str, Any]
) -> None:
    appointment_id = propose(office, office.submit())
    act(office, command, appointment_id, **given)
    found = card(office, appointment_id)
    assert (found.state, found.standing, found.steps) == (state, AppointmentStanding.OVER, ())


def test_row_35_a_moved_meeting_has_to_be_confirmed_again(office: Office) -> None:
    appointment_id = propose(office, office.submit())
    act(office, said.ConfirmAppointment, appointment_id)
    act(office, said.MoveAppointment, appointment_id, CASE_WORKER, meets_on=date(2027, 1, 15))
    found = card(office, appointment_id)
    assert (found.state, found.meets_on) == (AppointmentState.PROPOSED, date(2027, 1, 15))


@pytest.mark.parametrize(
    ("state", "day", "found"),
    [
        (AppointmentState.PROPOSED, DAY, AppointmentStanding.TO_CONFIRM),
        (AppointmentState.CONFIRMED, DAY, AppointmentStanding.TODAY),
        (AppointmentState.CONFIRMED, date(2026, 12, 2), AppointmentStanding.COMING),
        (AppointmentState.CONFIRMED, date(2026, 11, 30), AppointmentStanding.OUTCOME_MISSING),
        (AppointmentState.PROPOSED, date(2026, 11, 30), AppointmentStanding.OUTCOME_MISSING),
        (AppointmentState.NO_SHOW, date(2026, 11, 30), AppointmentStanding.OVER),
    ],
)
def test_row_35_what_a_state_means_is_computed_for_the_day(
    state: AppointmentState, day: date, found: AppointmentStanding
) -> None:
    assert standing(state, day, DAY) is found


def test_row_35_a_day_that_is_past_and_an_ended_mandate_are_refused(office: Office) -> None:
    mandate_id = office.submit()
    with pytest.raises(Refused) as past:
        propose(office, mandate_id, meets_on=date(2020, 1, 1))
    assert codes(past) == {"meets_on:day_in_past"}
    office.step(said.WithdrawMandate, mandate_id, CASE_WORKER, remark="x")
    with pytest.raises(Refused):
        propose(office, mandate_id)


def test_row_35_a_foreign_meeting_does_not_exist(office: Office) -> None:
    appointment_id = propose(office, office.submit())
    for actor in (OTHER_WORKER, PROVIDER):
        with pytest.raises(NotFound):
            card(office, appointment_id, actor)
        with pytest.raises(NotFound):
            office.do(said.ConfirmAppointment(appointment_id=appointment_id, row_version=1), actor)


def test_two_answers_at_once_do_not_overwrite_each_other(office: Office) -> None:
    appointment_id = propose(office, office.submit())
    act(office, said.ConfirmAppointment, appointment_id)
    with pytest.raises(Conflict):
        office.do(said.RecordNoShow(appointment_id=appointment_id, row_version=1), COORDINATOR)


@pytest.mark.parametrize(
    ("held", "until", "found"),
    [
        (2, date(2027, 1, 1), ReviewCount.WITHIN),
        (1, date(2027, 1, 1), ReviewCount.BELOW),
        (4, date(2027, 1, 1), ReviewCount.ABOVE),
        (0, date(2026, 4, 1), ReviewCount.NOT_YET_DUE),
    ],
)
def test_interim_reviews_are_held_against_the_guide_of_two_to_three_a_year_rule_24(
    held: int, until: date, found: ReviewCount
) -> None:
    assert interim_review_count(held, date(2026, 1, 1), until) is found


def test_row_35_interim_reviews_of_a_measure_are_counted_on_the_file(office: Office) -> None:
    mandate_id = office.placed()
    appointment_id = propose(office, mandate_id, kind=AppointmentKind.INTERIM_REVIEW)
    act(office, said.RecordSeen, appointment_id)
    assert office.file(mandate_id).reviews is ReviewCount.ABOVE
    office.watch.pass_by(days=130)
    assert office.file(mandate_id).reviews is ReviewCount.WITHIN


def test_row_17_no_waiting_appointment_is_without_a_timer() -> None:
    assert APPOINTMENT.untimed() == frozenset()


def test_row_35_whose_outcomes_are_missing_is_told_for_all_at_once_as_for_each_alone(office: Office) -> None:
    colleague = replace(CASE_WORKER, account_id=uuid4())
    mandate_id, today = office.submit(), office.watch().date()
    office.step(said.AcknowledgeMandate, mandate_id)
    deputy: dict[str, Any] = {"part": TeamPart.DEPUTY_CASE_WORKER, "account_id": colleague.account_id}
    office.step(said.AssignPart, mandate_id, CASE_WORKER, **deputy, valid_from=today)
    for _ in range(2):
        propose(office, mandate_id, meets_on=today + timedelta(days=1))
    assert office.service.ask(outcomes_to_enter, CASE_WORKER) == {}
    office.watch.pass_by(days=2)
    mine = MeetingFilter(mine=True, without_outcome=True)
    found = office.service.ask(outcomes_to_enter, CASE_WORKER)
    alone = {
        each.account_id: office.service.ask(meetings, each, wanted=mine, size=0).total
        for each in (CASE_WORKER, colleague)
    }
    assert found == alone | {COORDINATOR.account_id: 2}
    assert alone == {CASE_WORKER.account_id: 2, colleague.account_id: 2}
    assert office.service.ask(outcomes_to_enter, COORDINATOR) == found
    assert office.service.ask(outcomes_to_enter, OTHER_WORKER) == {}
