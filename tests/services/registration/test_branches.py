"""Side ways of the royal path: PE, coaching, follow-up, reorientation, neighbouring programmes, expiry, reopening."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from schemas import registration as said
from schemas.actor import Role
from schemas.codes import Phase, PlaceKind
from schemas.codes_registration import MandateState, ReferralTarget, ReorientationState
from schemas.refusal import NotAllowed, NotFound, Refused
from tests.services.registration.people import CASE_WORKER, COORDINATOR, HEAD, OTHER_WORKER, Office, as_role, codes

CLOSING: dict[str, Any] = {"reason": "done", "potential": "high", "success": "reached", "findings": "Besprochen."}
PE: dict[str, Any] = {"wished_kind": PlaceKind.PE, "prepared_by_service": True, "prepared_on": date(2026, 11, 1)}
INTAKE1 = as_role(CASE_WORKER, Role.INTAKE1_ADMIN)


def in_coaching(office: Office) -> UUID:
    mandate_id = office.released()
    office.step(said.StartCoaching, mandate_id, **CLOSING)
    return mandate_id


def test_row_03_a_pe_takes_the_short_path_by_intake_1(office: Office) -> None:
    mandate_id = office.submit(**PE)
    admission: dict[str, Any] = {"workload_percent": 60, "available_from": date(2026, 12, 1)}
    assert said.AdmitTrial.said in office.file(mandate_id, INTAKE1).steps
    assert said.AdmitMandate.said not in office.file(mandate_id).steps
    office.step(said.AdmitTrial, mandate_id, INTAKE1, **admission)
    file = office.file(mandate_id)
    assert (file.state, file.phase, file.coordinator_id) == ("matching", Phase.ASSIGNMENT, INTAKE1.account_id)
    assert [each.phase for each in file.path][:2] == [Phase.REGISTRATION, Phase.ASSIGNMENT]
    assert office.told()[-3:] == [
        "registration.phase_changed",
        "registration.mandate_admitted",
        "registration.mandate_ready_for_matching",
    ]


def test_the_short_path_is_for_pe_only_and_intake_1_sees_no_other_service(office: Office) -> None:
    mandate_id = office.submit()
    with pytest.raises(Refused) as refused:
        office.step(said.AdmitTrial, mandate_id, workload_percent=60, available_from=date(2026, 12, 1))
    assert codes(refused) == {"None:only_for_pe"}


def test_row_03_coaching_takes_a_person_out_of_the_search_and_back_to_the_plan(office: Office) -> None:
    mandate_id = in_coaching(office)
    assert "registration.search_ended" in office.told()
    assert office.file(mandate_id).state == "coaching"
    office.step(said.EndCoaching, mandate_id, **CLOSING)
    file = office.file(mandate_id)
    assert (file.state, file.phase) == ("evaluation", Phase.EVALUATION_PLAN)
    coaching = next(each for each in file.phases if each.phase is Phase.COACHING)
    assert (coaching.reason, coaching.success) == ("done", "reached")


def test_row_03_coaching_may_end_in_a_final_report(office: Office) -> None:
    mandate_id = in_coaching(office)
    parts: dict[str, Any] = dict.fromkeys(("course", "conclusions", "chances", "potential", "recommendation"), "Text.")
    office.step(said.WriteFinalReport, mandate_id, **parts)
    assert (office.file(mandate_id).state, office.file(mandate_id).phase) == ("closing", Phase.FINAL_REPORT)


def test_row_03_a_person_in_employment_is_followed_up_before_the_report(office: Office) -> None:
    mandate_id = office.ended()
    office.step(said.StartFollowup, mandate_id, remark="Stelle gefunden.")
    assert office.file(mandate_id).phase is Phase.FOLLOWUP
    office.step(said.EndFollowup, mandate_id, **CLOSING)
    assert office.file(mandate_id).state == "closing"


def test_row_03_a_neighbouring_programme_takes_over_and_the_person_is_free(office: Office) -> None:
    mandate_id = office.released(family_name="Weiter", given_name="Eva")
    office.told()
    office.step(said.ReferElsewhere, mandate_id, target=ReferralTarget.CM_FP, remark="Lehrstelle gesucht.")
    file = office.file(mandate_id)
    assert (file.state, file.referred_to) == ("transferred", ReferralTarget.CM_FP)
    assert office.told() == ["registration.search_ended", "registration.mandate_transferred"]
    office.submit(family_name="Weiter", given_name="Eva")


def test_row_06_the_referent_asks_and_the_coordinator_maintains_with_a_reason(office: Office) -> None:
    mandate_id = office.released()
    office.step(said.AskReorientation, mandate_id, CASE_WORKER, wished_kind=PlaceKind.IS, remark="Zu viel.")
    with pytest.raises(Refused) as twice:
        office.step(said.AskReorientation, mandate_id, CASE_WORKER, wished_kind=PlaceKind.IP, remark="Doch.")
    assert codes(twice) == {"None:reorientation_open"}
    office.step(said.DecideReorientation, mandate_id, reoriented=False, remark="Noch zu früh.")
    file = office.file(mandate_id)
    assert (file.state, file.wished_kind) == ("matching", PlaceKind.PIP)
    (line,) = file.reorientations
    assert (line.state, line.why, line.remark) == (ReorientationState.MAINTAINED, "Zu viel.", "Noch zu früh.")


def test_row_06_a_reorientation_leads_back_to_the_plan_and_is_kept_as_history(office: Office) -> None:
    mandate_id = office.released()
    office.step(said.AskReorientation, mandate_id, CASE_WORKER, wished_kind=PlaceKind.IS, remark="Zu viel.")
    office.told()
    office.step(said.DecideReorientation, mandate_id, reoriented=True, remark="Einverstanden.")
    file = office.file(mandate_id)
    assert (file.state, file.wished_kind, file.phase) == ("evaluation", PlaceKind.IS, Phase.EVALUATION_PLAN)
    assert "registration.search_ended" in office.told()
    assert (file.reorientations[0].before, file.reorientations[0].wished_kind) == (PlaceKind.PIP, PlaceKind.IS)


def test_row_06_only_the_referent_asks_and_only_the_coordinator_decides(office: Office) -> None:
    mandate_id = office.released()
    asked: dict[str, Any] = {"wished_kind": PlaceKind.IS, "remark": "x"}
    with pytest.raises(NotAllowed):
        office.step(said.AskReorientation, mandate_id, COORDINATOR, **asked)
    with pytest.raises(NotAllowed):
        office.step(said.DecideReorientation, mandate_id, HEAD, reoriented=True, remark="x")
    with pytest.raises(Refused) as same:
        office.step(said.AskReorientation, mandate_id, CASE_WORKER, wished_kind=PlaceKind.PIP, remark="x")
    assert codes(same) == {"wished_kind:kind_unchanged"}
    with pytest.raises(Refused) as none:
        office.step(said.DecideReorientation, mandate_id, reoriented=True, remark="x")
    assert codes(none) == {"None:reorientation_missing"}


def test_row_07_a_registration_nobody_acts_on_expires_after_six_months(office: Office) -> None:
    mandate_id = office.submit()
    office.watch.pass_by(days=190)
    for _ in range(3):
        office.do(said.LookAtRegistrationDeadlines())
    assert office.file(mandate_id).state == "expired"
    assert "registration.mandate_expired" in office.told()
    assert [each.what for each in office.file(mandate_id).history][-1] == "mandate.expire"


def test_row_03_a_closed_mandate_is_reopened_within_thirty_days_only(office: Office) -> None:
    early, late = office.closed(), office.closed()
    office.watch.pass_by(days=30)
    office.step(said.ReopenMandate, early, remark="Stelle verloren.")
    assert office.file(early).state == "matching"
    office.watch.pass_by(days=1)
    with pytest.raises(Refused) as refused:
        office.step(said.ReopenMandate, late, remark="Stelle verloren.")
    assert codes(refused) == {"closed_on:reopening_late"}


def test_row_09_corrected_answers_are_judged_again(office: Office) -> None:
    mandate_id = office.submit()
    answers = office.answers() | {"employability_percent": 70}
    office.told()
    office.step(said.CorrectAnswers, mandate_id, CASE_WORKER, **answers, remark="Arztzeugnis.")
    assert office.file(mandate_id).eligibility == "eligible_with_exception"
    assert office.told() == ["registration.exception_needed", "registration.admission_rechecked"]
    with pytest.raises(Refused) as same:
        office.step(said.CorrectAnswers, mandate_id, CASE_WORKER, **answers, remark="Noch einmal.")
    assert codes(same) == {"None:nothing_changed"}


def test_row_09_a_check_made_again_holds_for_six_more_months_and_placements_hears_it(office: Office) -> None:
    mandate_id = office.released()
    before = office.file(mandate_id).check_valid_until
    office.watch.pass_by(days=100)
    office.told()
    office.step(said.RecheckAdmission, mandate_id)
    after = office.file(mandate_id).check_valid_until
    assert before is not None
    assert after is not None
    assert after > before
    assert "registration.mandate_ready_for_matching" in office.told()


def test_row_09_a_check_made_again_fails_where_the_permit_has_run_out(office: Office) -> None:
    mandate_id = office.released(permit_valid_until=date(2026, 12, 31))
    office.watch.pass_by(days=60)
    with pytest.raises(Refused) as refused:
        office.step(said.RecheckAdmission, mandate_id)
    assert codes(refused) == {"permit_valid_until:permit_expired"}


def test_a_foreign_referent_can_do_none_of_it(office: Office) -> None:
    mandate_id = office.released()
    version = office.file(mandate_id).row_version
    ids: dict[str, Any] = {"mandate_id": mandate_id, "row_version": version}
    for command in (
        said.AskReorientation(**ids, wished_kind=PlaceKind.IS, remark="x"),
        said.TakeOverMandate(**ids),
        said.CorrectAnswers(**ids, remark="x"),
    ):
        with pytest.raises(NotFound):
            office.do(command, OTHER_WORKER)


def test_every_state_of_the_ladder_is_reachable() -> None:
    from services.registration.rules.mandate_course import MANDATE

    reached = {MandateState(each.target) for each in MANDATE.transitions} | {MandateState(MANDATE.initial)}
    assert reached == set(MandateState)
