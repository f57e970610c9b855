"""The end of a mandate: the final report with its signatures, closure, reopening."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from sqlalchemy import bindparam, select

from messaging.work import Work
from schemas.codes import FinalReportPart, Phase
from schemas.refusal import Objection, Refused
from schemas.registration import (
    CloseMandate,
    FinalReportRead,
    FinalReportSigned,
    FinalReportWritten,
    MandateClosed,
    MandateReopened,
    ReadFinalReport,
    ReopenMandate,
    SignFinalReport,
    WriteFinalReport,
)
from services.registration.handlers.outcomes import ask_outcomes, forget_outcomes
from services.registration.handlers.path import check_closing, plan_of, tell_ready
from services.registration.handlers.steps import COURSE, begin_phase, move, take
from services.registration.handlers.triage import leave
from services.registration.model import BOOKS, FinalReport, Mandate
from services.registration.rules.closing import reopening_objections
from services.registration.rules.final_report import closing_report_objections, final_report_objections
from workflow import dated
from workflow.moves import write_history

_REPORT: Final = select(FinalReport).where(FinalReport.mandate_id == bindparam("mandate"))


def write_final_report(asked: WriteFinalReport, work: Work) -> UUID:
    """Write the five-part final report; the social service is asked to read it."""
    mandate = take(work, asked.mandate_id, asked.row_version)
    parts = {each: getattr(asked, each.value) for each in FinalReportPart}
    if found := final_report_objections(parts, is_short=asked.no_show):
        raise Refused(*found)
    report = report_of(mandate, work) or FinalReport(mandate_id=mandate.id)
    for part, text in parts.items():
        setattr(report, part.value, text)
    report.written_at, report.written_by = work.now, work.actor.account_id
    report.read_at = report.read_by = report.signed_at = report.signed_by = None
    report.is_short = asked.no_show
    work.session.add(report)
    if mandate.phase is Phase.COACHING:
        begin_phase(mandate, Phase.FINAL_REPORT, work)
    move(mandate, "write_final_report", work)
    told = {"mandate_id": mandate.id, "social_service_id": mandate.social_service_id}
    work.tell(FinalReportWritten(**told, case_worker_id=mandate.case_worker_id))
    return mandate.id


def report_of(mandate: Mandate, work: Work) -> FinalReport | None:
    return work.session.scalars(_REPORT, {"mandate": mandate.id}).first()


def sign_final_report(asked: SignFinalReport, work: Work) -> UUID:
    """The provider signs the course of the measure; signing again changes nothing."""
    mandate = take(work, asked.mandate_id, asked.row_version)
    report = report_of(mandate, work)
    if report is None:
        raise Refused(Objection("final_report_missing", None, source="Concept SSIP, ch. 3"))
    if report.signed_at is None:
        report.signed_at, report.signed_by = work.now, work.actor.account_id
        write_history(work, BOOKS, mandate.id, "final_report_signed")
        work.tell(FinalReportSigned(mandate_id=mandate.id, social_service_id=mandate.social_service_id))
    return mandate.id


def read_final_report(asked: ReadFinalReport, work: Work) -> UUID:
    """The social service confirms that it has read the report."""
    mandate = take(work, asked.mandate_id, asked.row_version)
    report = report_of(mandate, work)
    if report is None:
        raise Refused(Objection("final_report_missing", None, source="Concept SSIP, ch. 3"))
    if report.read_at is None:
        report.read_at, report.read_by = work.now, work.actor.account_id
        write_history(work, BOOKS, mandate.id, "final_report_read")
        work.tell(FinalReportRead(mandate_id=mandate.id, social_service_id=mandate.social_service_id))
    return mandate.id


def close_mandate(asked: CloseMandate, work: Work) -> UUID:
    """Close the mandate with reason, potential and success; the final report must be written."""
    outcome = check_closing(asked, work)
    mandate = take(work, asked.mandate_id, asked.row_version)
    _check_report(mandate, work)
    move(mandate, "close", work, asked.remark)
    begin_phase(mandate, Phase.CLOSING, work, outcome)
    leave(mandate, work, outcome)
    ask_outcomes(mandate, work)
    work.tell(
        MandateClosed(
            mandate_id=mandate.id,
            social_service_id=mandate.social_service_id,
            case_worker_id=mandate.case_worker_id,
            closed_on=work.today,
            reason=asked.reason,
            potential=asked.potential,
            success=asked.success,
        )
    )
    return mandate.id


def _check_report(mandate: Mandate, work: Work) -> None:
    report = report_of(mandate, work)
    if report is None:
        raise Refused(Objection("final_report_missing", None, source="Concept SSIP, ch. 3"))
    needed = bool(dated.value_on(work.session, BOOKS, "provider_signature_needed", work.today))
    had_provider = mandate.provider_id is not None
    is_signed = report.signed_at is not None
    if found := closing_report_objections(signature_needed=needed, had_provider=had_provider, is_signed=is_signed):
        raise Refused(*found)


def reopen_mandate(asked: ReopenMandate, work: Work) -> UUID:
    """Open a closed mandate again within 30 days; the search for a place goes on."""
    mandate = take(work, asked.mandate_id, asked.row_version)
    if mandate.closed_on and (found := reopening_objections(mandate.closed_on, work.today)):
        raise Refused(*found)
    plan = plan_of(mandate, work)
    mandate.active_person_id, mandate.closed_on = mandate.person_id, None
    told = {"mandate_id": mandate.id, "social_service_id": mandate.social_service_id}
    work.tell(MandateReopened(**told, reopened_on=work.today))
    forget_outcomes(mandate, work)
    if plan is None:
        COURSE.workflow.next_state(str(mandate.state), "reopen", work.actor.role)
        move(mandate, "reopen_without_plan", work.for_house(), asked.remark)
        begin_phase(mandate, Phase.EVALUATION_PLAN, work)
        return mandate.id
    move(mandate, "reopen", work, asked.remark)
    begin_phase(mandate, Phase.ASSIGNMENT, work)
    tell_ready(mandate, plan, work)
    return mandate.id
