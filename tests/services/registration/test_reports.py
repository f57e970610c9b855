"""The final report, its signatures, its short form; phases and outcomes that are recorded afterwards."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from schemas import registration as said
from schemas.codes import Phase
from schemas.codes_registration import OutcomeMonth
from schemas.refusal import Conflict, NotAllowed, NotFound, Refused
from services.registration.queries.outcomes import outcomes_to_record
from tests.services.registration.people import CASE_WORKER, COORDINATOR, FIRST_DAY, PROVIDER, Office, codes

PARTS = ("course", "conclusions", "chances", "potential", "recommendation")
CLOSING: dict[str, Any] = {"reason": "done", "potential": "high", "success": "reached"}


def write(office: Office, mandate_id: UUID, **changes: Any) -> None:
    office.step(said.WriteFinalReport, mandate_id, **(dict.fromkeys(PARTS, "Text.") | changes))


def test_row_15_all_five_parts_are_needed_and_named_at_once(office: Office) -> None:
    mandate_id = office.ended()
    with pytest.raises(Refused) as refused:
        write(office, mandate_id, chances="  ", recommendation="")
    assert codes(refused) == {"chances:final_report_part_missing", "recommendation:final_report_part_missing"}


def test_row_15_the_short_form_serves_somebody_who_never_came(office: Office) -> None:
    mandate_id = office.ended()
    write(office, mandate_id, conclusions="", chances="", potential="", no_show=True)
    report = office.file(mandate_id).report
    assert report is not None
    assert report.is_short


def test_row_15_the_office_signs_by_writing_the_provider_signs_and_the_service_reads(office: Office) -> None:
    mandate_id = office.ended()
    write(office, mandate_id)
    seen = office.file(mandate_id, PROVIDER)
    assert said.SignFinalReport.said in seen.steps
    assert seen.report is not None
    assert (seen.report.course, seen.report.potential) == ("Text.", "")
    office.step(said.SignFinalReport, mandate_id, PROVIDER)
    office.step(said.ReadFinalReport, mandate_id, CASE_WORKER)
    report = office.file(mandate_id).report
    assert report is not None
    assert (report.written_by, report.signed_by) == (COORDINATOR.account_id, PROVIDER.account_id)
    assert report.read_at is not None
    told = office.told()
    assert {"registration.final_report_signed", "registration.final_report_read"} <= set(told)


def test_row_15_a_report_written_again_is_signed_and_read_again(office: Office) -> None:
    mandate_id = office.ended()
    write(office, mandate_id)
    office.step(said.SignFinalReport, mandate_id, PROVIDER)
    write(office, mandate_id, course="Anders.")
    report = office.file(mandate_id).report
    assert report is not None
    assert report.signed_at is None


def test_row_15_nobody_else_signs_and_a_provider_no_longer_sees_a_closed_mandate(office: Office) -> None:
    mandate_id = office.ended()
    write(office, mandate_id)
    with pytest.raises(NotAllowed):
        office.step(said.SignFinalReport, mandate_id, CASE_WORKER)
    office.step(said.CloseMandate, mandate_id, **CLOSING)
    office.watch.pass_by(days=1)
    with pytest.raises(NotFound):
        office.file(mandate_id, PROVIDER)


def test_row_15_where_the_office_wants_it_nothing_closes_without_the_providers_signature(office: Office) -> None:
    office.do(said.SetRegistrationValue(name="provider_signature_needed", value=1, valid_from=FIRST_DAY))
    mandate_id = office.ended()
    write(office, mandate_id)
    with pytest.raises(Refused) as refused:
        office.step(said.CloseMandate, mandate_id, **CLOSING)
    assert codes(refused) == {"signed_by_provider:provider_signature_missing"}
    office.step(said.SignFinalReport, mandate_id, PROVIDER)
    office.step(said.CloseMandate, mandate_id, **CLOSING)


def test_row_16_a_phase_another_service_ended_is_rated_afterwards_once(office: Office) -> None:
    mandate_id = office.ended()
    phase = next(each for each in office.file(mandate_id).phases if each.phase is Phase.MEASURE)
    assert said.RatePhase.said in office.file(mandate_id).steps
    office.step(said.RatePhase, mandate_id, phase_id=phase.id, **CLOSING)
    rated = next(each for each in office.file(mandate_id).phases if each.id == phase.id)
    assert (rated.reason, rated.ended_on) == ("done", phase.ended_on)
    with pytest.raises(Conflict):
        office.step(said.RatePhase, mandate_id, phase_id=phase.id, **CLOSING)


def test_row_16_the_outcome_is_asked_after_three_six_and_twelve_months(office: Office) -> None:
    mandate_id = office.closed()
    kinds = {each.kind for each in office.file(mandate_id).deadlines}
    assert kinds == {"outcome_after_3", "outcome_after_6", "outcome_after_12"}
    words: dict[str, Any] = {"of": "outcome_kinds", "entry": "employed", "fr": "en emploi", "de": "angestellt"}
    asked: dict[str, Any] = {"month": OutcomeMonth.THREE, "outcome": "employed"}
    with pytest.raises(Refused) as unset:
        office.step(said.RecordOutcome, mandate_id, **asked)
    assert codes(unset) == {"outcome_kinds:not_configured"}
    office.do(said.SetRegistrationCode(**words, valid_from=FIRST_DAY))
    with pytest.raises(Refused) as early:
        office.step(said.RecordOutcome, mandate_id, **asked)
    assert codes(early) == {"month:outcome_too_early"}
    office.watch.pass_by(days=92)
    office.do(said.LookAtRegistrationDeadlines())
    assert "registration.deadline_reached" in office.told()
    assert office.service.ask(outcomes_to_record, COORDINATOR) == {CASE_WORKER.account_id: 1, COORDINATOR.account_id: 1}
    office.step(said.RecordOutcome, mandate_id, **asked)
    assert office.service.ask(outcomes_to_record, COORDINATOR) == {}
    file = office.file(mandate_id)
    assert [(each.month, each.outcome) for each in file.outcomes] == [(OutcomeMonth.THREE, "employed")]
    assert {each.kind for each in file.deadlines} == {"outcome_after_6", "outcome_after_12"}
    with pytest.raises(Refused) as twice:
        office.step(said.RecordOutcome, mandate_id, **asked)
    assert codes(twice) == {"month:outcome_recorded_already"}


def test_row_16_a_reopened_mandate_has_no_outcome_yet(office: Office) -> None:
    mandate_id = office.closed()
    office.step(said.ReopenMandate, mandate_id, remark="Stelle verloren.")
    assert {each.kind for each in office.file(mandate_id).deadlines} == {"person_without_place"}
