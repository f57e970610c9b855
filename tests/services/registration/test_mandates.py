"""A mandate's way through registration: submitted, admitted, clarified, planned, released, refused or withdrawn."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from schemas import placements as placing
from schemas import registration as said
from schemas.codes import AdmissionException, DeclineSide, Eligibility, Funding, Phase, PlaceKind
from schemas.refusal import Conflict, NotAllowed, NotConfigured, NotFound, Refused
from services.registration.queries.lists import MandateFilter, mandates
from services.registration.rules.mandate_course import MANDATE
from tests.services.registration.people import (
    CASE_WORKER,
    COORDINATOR,
    HEAD,
    NIDAU,
    OTHER_WORKER,
    PROVIDER,
    Office,
)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = Office(tmp_path)
    made.told()
    yield made
    made.service.database.close()


def codes(error: pytest.ExceptionInfo[Refused]) -> set[str]:
    return {f"{each.field}:{each.code}" for each in error.value.objections}


def test_row_03_a_mandate_goes_from_submission_to_matching(office: Office) -> None:
    mandate_id = office.released()
    file = office.file(mandate_id)
    assert (file.state, file.phase, file.number) == ("matching", Phase.ASSIGNMENT, "M-2026-0001")
    assert [each.phase for each in file.phases] == [
        Phase.REGISTRATION,
        Phase.CLARIFICATION,
        Phase.EVALUATION_PLAN,
        Phase.ASSIGNMENT,
    ]
    assert office.told()[-1] == "registration.mandate_ready_for_matching"
    steps = [each.what for each in file.history]
    assert steps[0] == "mandate.submitted"
    assert steps[-1] == "mandate.release"


def test_row_09_every_objection_is_told_at_once_by_field(office: Office) -> None:
    with pytest.raises(Refused) as refused:
        office.submit(birth_on=date(1960, 1, 1), accident_insurance=False, housing_stable=None, self_employed=True)
    found = codes(refused)
    assert {each.split(":")[0] for each in found} >= {
        "birth_on",
        "accident_insurance",
        "housing_stable",
        "self_employed",
    }
    assert office.told() == []


def test_an_unmapped_commune_is_said_and_never_guessed(office: Office) -> None:
    with pytest.raises(Refused) as refused:
        office.submit(commune_bfs_no=738)
    assert codes(refused) == {"commune_bfs_no:commune_not_mapped"}


def test_a_commune_of_another_service_or_perimeter_is_refused(office: Office) -> None:
    for number, code in ((743, "commune_of_other_service"), (351, "commune_outside")):
        with pytest.raises(Refused) as refused:
            office.submit(commune_bfs_no=number)
        assert codes(refused) == {f"commune_bfs_no:{code}"}


def test_a_person_has_one_active_mandate_and_only_who_may_see_it_is_told_which(office: Office) -> None:
    first = office.submit(family_name="Doppel", given_name="Anna")
    with pytest.raises(Refused) as refused:
        office.submit(family_name="DOPPEL", given_name="Änna".replace("Ä", "A"))
    assert codes(refused) == {"family_name:person_has_this_mandate"}
    assert [dict(each.facts) for each in refused.value.objections] == [{"number": office.file(first).number}]
    with pytest.raises(Refused) as elsewhere:
        office.submit(OTHER_WORKER, family_name="Doppel", given_name="Anna", commune_bfs_no=743)
    assert codes(elsewhere) == {"family_name:person_has_active_mandate"}
    assert [dict(each.facts) for each in elsewhere.value.objections] == [{}]


def test_row_09_an_exception_waits_for_the_head_of_the_office(office: Office) -> None:
    mandate_id = office.submit(employability_percent=70)
    assert office.file(mandate_id).eligibility == Eligibility.ELIGIBLE_WITH_EXCEPTION
    assert "registration.exception_needed" in office.told()
    with pytest.raises(Refused) as refused:
        office.step(said.AdmitMandate, mandate_id)
    assert codes(refused) == {"None:exceptions_open"}
    grant: dict[str, Any] = {
        "exception": AdmissionException.EMPLOYABILITY,
        "granted": True,
        "remark": "Young and willing.",
    }
    with pytest.raises(NotAllowed):
        office.step(said.GrantException, mandate_id, COORDINATOR, **grant)
    office.step(said.GrantException, mandate_id, HEAD, **grant)
    office.step(said.AdmitMandate, mandate_id)
    assert office.file(mandate_id).state == "clarification"


def test_row_09_a_low_work_capacity_for_is_needs_the_recorded_consultation(office: Office) -> None:
    mandate_id = office.submit(wished_kind=PlaceKind.IS, work_capacity_percent=30)
    with pytest.raises(Refused):
        office.step(said.AdmitMandate, mandate_id)
    talk: dict[str, Any] = {"case_worker_id": CASE_WORKER.account_id, "held_on": date(2026, 11, 20)}
    with pytest.raises(Refused) as same:
        office.step(said.RecordConsultation, mandate_id, HEAD, **(talk | {"case_worker_id": HEAD.account_id}))
    assert "head_id:consultation_same_person" in codes(same)
    office.step(said.RecordConsultation, mandate_id, HEAD, **talk)
    office.step(said.AdmitMandate, mandate_id)


def test_row_03_information_is_asked_and_answered(office: Office) -> None:
    mandate_id = office.submit()
    office.step(said.RequestInformation, mandate_id, remark="Which permit?")
    assert office.file(mandate_id).state == "information_requested"
    office.step(said.AnswerInformation, mandate_id, CASE_WORKER, remark="Permit C.")
    assert office.file(mandate_id).state == "triage"


def test_row_07_a_question_nobody_answers_comes_back_to_the_coordinator(office: Office) -> None:
    mandate_id = office.submit()
    office.step(said.RequestInformation, mandate_id, remark="Which permit?")
    office.watch.pass_by(days=11)
    office.do(said.LookAtRegistrationDeadlines())
    office.do(said.LookAtRegistrationDeadlines())
    assert office.file(mandate_id).state == "triage"
    assert office.told().count("registration.deadline_reached") == 1


def test_row_04_a_refusal_needs_a_reason_of_the_list(office: Office) -> None:
    mandate_id = office.submit()
    with pytest.raises(Refused) as refused:
        office.step(said.RefuseMandate, mandate_id, reason="because", remark="No.")
    assert codes(refused) == {"refusal_reasons:code_unknown"}
    office.step(said.RefuseMandate, mandate_id, reason="criteria_not_met", remark="No.")
    assert office.file(mandate_id).state == "refused"
    assert office.file(mandate_id).actions == ()


def test_row_16_closing_without_configured_lists_is_not_configured(tmp_path: Path) -> None:
    bare = Office(tmp_path, lists=False)
    mandate_id = bare.admitted()
    with pytest.raises((Refused, NotConfigured)) as refused:
        bare.step(
            said.RecordClarification,
            mandate_id,
            professional_realistic=True,
            needs_more=False,
            findings="Fine.",
            reason="done",
            potential="high",
            success="reached",
        )
    assert {each.code for each in refused.value.objections} == {"closing_list_unset"}


def test_a_plan_may_only_name_kinds_the_person_is_eligible_for(office: Office) -> None:
    mandate_id = office.admitted(motivation_for_change=False)
    closing: dict[str, Any] = {"reason": "done", "potential": "high", "success": "reached"}
    found: dict[str, Any] = {"professional_realistic": True, "needs_more": False, "findings": "Ready."}
    office.step(said.RecordClarification, mandate_id, **found, **closing)
    with pytest.raises(Refused) as refused:
        office.step(
            said.RecordIntegrationPlan,
            mandate_id,
            goals="g",
            next_steps="n",
            kinds=(PlaceKind.IS,),
            workload_percent=80,
            available_from=date(2026, 12, 1),
        )
    assert codes(refused) == {"kinds:kind_not_eligible"}


def test_a_stale_page_is_told_that_somebody_was_faster(office: Office) -> None:
    mandate_id = office.submit()
    office.step(said.AcknowledgeMandate, mandate_id)
    with pytest.raises(Conflict):
        office.do(said.AdmitMandate(mandate_id=mandate_id, row_version=1), COORDINATOR)


def test_a_foreign_mandate_does_not_exist_for_others(office: Office) -> None:
    mandate_id = office.submit()
    for actor in (OTHER_WORKER, PROVIDER):
        with pytest.raises(NotFound):
            office.file(mandate_id, actor)
        assert office.service.ask(mandates, actor, narrowed=MandateFilter()).total == 0
    with pytest.raises(NotFound):
        office.do(said.WithdrawMandate(mandate_id=mandate_id, row_version=1, remark="x"), OTHER_WORKER)
    with pytest.raises(NotFound):
        office.submit(CASE_WORKER, social_service_id=NIDAU)


def test_the_same_form_sent_twice_submits_once(office: Office) -> None:
    mandate_id, key = uuid4(), uuid4()
    asked = office.wish(mandate_id=mandate_id, given_name="Twice")
    assert office.do(asked, CASE_WORKER, key=key) == office.do(asked, CASE_WORKER, key=key) == mandate_id
    assert office.told() == ["registration.mandate_submitted"]


def test_row_29_every_read_of_a_file_and_every_command_is_written_down(office: Office) -> None:
    mandate_id = office.submit()
    office.file(mandate_id)
    audit = office.service.wiring.ledger.audit
    with office.service.database.reading() as session:
        acts = [row.act for row in session.execute(audit.select().where(audit.c.subject == mandate_id))]
    assert acts == ["registration.submit_mandate", "read:registration.mandate_file"]


def test_row_17_no_waiting_state_of_a_mandate_is_without_a_timer() -> None:
    assert MANDATE.untimed() == frozenset()


def test_row_03_every_step_in_the_table_has_its_command_wired(office: Office) -> None:
    wired = {each.said for each in office.service.wiring.commands}
    assert {each.command for each in MANDATE.transitions if each.command} <= wired


def test_an_id_that_was_submitted_already_is_a_conflict_and_not_a_second_mandate(office: Office) -> None:
    mandate_id = office.submit()
    with pytest.raises(Conflict) as conflict:
        office.submit(mandate_id=mandate_id)
    assert conflict.value.code == "mandate_submitted_already"


def test_row_08_what_moves_a_placement_moves_the_mandate(office: Office) -> None:
    mandate_id = office.released()
    ids: dict[str, Any] = {name: uuid4() for name in ("placement_id", "place_id")}
    ids |= {"mandate_id": mandate_id, "provider_id": PROVIDER.organisation_id, "social_service_id": uuid4()}
    stay: dict[str, Any] = {"kind": PlaceKind.PIP, "funding": Funding.POIAS, "workload_percent": 80}
    days: dict[str, Any] = {"starts_on": date(2026, 12, 1), "ends_on": date(2027, 3, 1)}
    office.hear(placing.PersonAssigned(**ids, **stay, **days))
    assert office.file(mandate_id).state == "placed"
    rest: dict[str, Any] = {
        "suspended_from": date(2026, 12, 5),
        "suspended_until": date(2026, 12, 9),
        "ends_on": date(2027, 3, 6),
    }
    office.hear(placing.PlacementSuspended(**ids, **rest))
    assert office.file(mandate_id).placed_until == date(2027, 3, 6)
    office.hear(placing.PlacementCancelled(**ids, reason="ill", side=DeclineSide.PERSON))
    file = office.file(mandate_id)
    assert (file.state, file.placed_until) == ("matching", None)
