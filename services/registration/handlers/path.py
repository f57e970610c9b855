"""The office's own steps on the royal path: clarification, plan, release, final report, closure."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import select

from messaging.work import Work
from schemas.codes import FinalReportPart, Phase, PlaceKind, TriageRoute
from schemas.refusal import Objection, Refused
from schemas.registration import (
    CloseMandate,
    FinalReportRead,
    FinalReportWritten,
    MandateClosed,
    MandateReadyForMatching,
    MandateReopened,
    ReadFinalReport,
    RecordClarification,
    RecordInDepthClarification,
    RecordIntegrationPlan,
    ReleaseForMatching,
    ReopenMandate,
    WriteFinalReport,
)
from services.registration.handlers.steps import Outcome, begin_phase, move, take
from services.registration.handlers.triage import leave
from services.registration.model import BOOKS, FinalReport, IntegrationPlan, Mandate
from services.registration.queries.settings import closing_lists_on, limits_on
from services.registration.queries.verdicts import applicant_of, eligible_kinds
from services.registration.rules.closing import Closing, closing_objections, reopening_objections
from services.registration.rules.final_report import final_report_objections
from services.registration.rules.royal_path import triage_route
from workflow.moves import write_history


def _check_closing(asked: Any, work: Work) -> Outcome:
    """Return how the phase ended; raise Refused with everything the lists object to (R-05)."""
    closing = Closing(asked.reason, asked.potential, asked.success)
    if found := closing_objections(closing, closing_lists_on(work), work.today):
        raise Refused(*found)
    return Outcome(asked.reason, asked.potential, asked.success, getattr(asked, "findings", None))


def record_clarification(asked: RecordClarification, work: Work) -> UUID:
    """Close the clarification; its result leads to the plan, to the in-depth clarification or to coaching."""
    outcome = _check_closing(asked, work)
    mandate = take(work, asked.mandate_id, asked.row_version)
    route = triage_route(asked.professional_realistic, asked.needs_more, asked.social_potential)
    if route is None:
        raise Refused(Objection("answer_missing", "social_potential", source="Concept SSIP, ch. 3"))
    work.note("triage_route", None, route.value)
    if route is TriageRoute.IN_DEPTH_CLARIFICATION:
        move(mandate, "clarify_further", work.for_house(), asked.findings)
        begin_phase(mandate, Phase.IN_DEPTH_CLARIFICATION, work, outcome)
    elif route is TriageRoute.COACHING_OR_RETURN:
        move(mandate, "coach", work.for_house(), asked.findings)
        begin_phase(mandate, Phase.COACHING, work, outcome)
    else:
        move(mandate, "clarify", work, asked.findings)
        begin_phase(mandate, Phase.EVALUATION_PLAN, work, outcome)
    return mandate.id


def record_in_depth_clarification(asked: RecordInDepthClarification, work: Work) -> UUID:
    """Close the in-depth clarification; evaluation and plan follow."""
    outcome = _check_closing(asked, work)
    mandate = take(work, asked.mandate_id, asked.row_version)
    move(mandate, "clarify_in_depth", work, asked.findings)
    begin_phase(mandate, Phase.EVALUATION_PLAN, work, outcome)
    return mandate.id


def record_integration_plan(asked: RecordIntegrationPlan, work: Work) -> UUID:
    """Write the plan; it may only name kinds of place the person is eligible for."""
    mandate = take(work, asked.mandate_id, asked.row_version)
    if found := _plan_objections(asked, mandate, work):
        raise Refused(*found)
    plan = _plan_of(mandate, work) or IntegrationPlan(mandate_id=mandate.id)
    plan.goals, plan.next_steps = asked.goals, asked.next_steps
    plan.kinds, plan.workload_percent = [each.value for each in asked.kinds], asked.workload_percent
    plan.available_from, plan.field_of_work = asked.available_from, asked.field_of_work
    plan.written_at, plan.written_by = work.now, work.actor.account_id
    work.session.add(plan)
    move(mandate, "plan", work)
    return mandate.id


def _plan_objections(asked: RecordIntegrationPlan, mandate: Mandate, work: Work) -> list[Objection]:
    if not asked.kinds:
        return [Objection("answer_missing", "kinds")]
    allowed = eligible_kinds(work, mandate, limits_on(work))
    wrong = [each for each in asked.kinds if each not in allowed]
    return [Objection("kind_not_eligible", "kinds", {"kind": each.value}, "Concept SSIP, ch. 3") for each in wrong]


def _plan_of(mandate: Mandate, work: Work) -> IntegrationPlan | None:
    return work.session.scalars(select(IntegrationPlan).where(IntegrationPlan.mandate_id == mandate.id)).first()


def release_for_matching(asked: ReleaseForMatching, work: Work) -> UUID:
    """Let a place be looked for; tells placements all that matching needs and no health detail."""
    mandate = take(work, asked.mandate_id, asked.row_version)
    plan = _plan_of(mandate, work)
    if plan is None:
        raise Refused(Objection("plan_missing", None, source="Concept SSIP, ch. 3"))
    move(mandate, "release", work)
    begin_phase(mandate, Phase.ASSIGNMENT, work)
    tell_ready(mandate, plan, work)
    return mandate.id


def tell_ready(mandate: Mandate, plan: IntegrationPlan, work: Work) -> None:
    """Tell placements that, and for what, a place may be looked for."""
    applicant = applicant_of(mandate)
    work.tell(
        MandateReadyForMatching(
            mandate_id=mandate.id,
            number=mandate.number,
            social_service_id=mandate.social_service_id,
            case_worker_id=mandate.case_worker_id,
            coordinator_id=mandate.coordinator_id or work.actor.account_id,
            birth_on=mandate.person.birth_on,
            kinds=tuple(PlaceKind(each) for each in plan.kinds),
            workload_percent=plan.workload_percent,
            available_from=plan.available_from,
            speaks_french=bool(applicant.speaks_french),
            speaks_german=bool(applicant.speaks_german),
            field_of_work=plan.field_of_work,
            commune_bfs_no=mandate.commune_bfs_no,
            check_valid_until=mandate.check_valid_until or work.today,
            permit_valid_until=applicant.permit_valid_until,
            released_on=work.today,
        )
    )


def write_final_report(asked: WriteFinalReport, work: Work) -> UUID:
    """Write the five-part final report; the social service is asked to read it."""
    mandate = take(work, asked.mandate_id, asked.row_version)
    parts = {each: getattr(asked, each.value) for each in FinalReportPart}
    if found := final_report_objections(parts):
        raise Refused(*found)
    report = _report_of(mandate, work) or FinalReport(mandate_id=mandate.id)
    for part, text in parts.items():
        setattr(report, part.value, text)
    report.written_at, report.written_by = work.now, work.actor.account_id
    report.read_at = report.read_by = None
    work.session.add(report)
    move(mandate, "write_final_report", work)
    told = {"mandate_id": mandate.id, "social_service_id": mandate.social_service_id}
    work.tell(FinalReportWritten(**told, case_worker_id=mandate.case_worker_id))
    return mandate.id


def _report_of(mandate: Mandate, work: Work) -> FinalReport | None:
    return work.session.scalars(select(FinalReport).where(FinalReport.mandate_id == mandate.id)).first()


def read_final_report(asked: ReadFinalReport, work: Work) -> UUID:
    """The social service confirms that it has read the report."""
    mandate = take(work, asked.mandate_id, asked.row_version)
    report = _report_of(mandate, work)
    if report is None:
        raise Refused(Objection("final_report_missing", None, source="Concept SSIP, ch. 3"))
    if report.read_at is None:
        report.read_at, report.read_by = work.now, work.actor.account_id
        write_history(work, BOOKS, mandate.id, "final_report_read")
        work.tell(FinalReportRead(mandate_id=mandate.id, social_service_id=mandate.social_service_id))
    return mandate.id


def close_mandate(asked: CloseMandate, work: Work) -> UUID:
    """Close the mandate with reason, potential and success; the final report must be written."""
    outcome = _check_closing(asked, work)
    mandate = take(work, asked.mandate_id, asked.row_version)
    if _report_of(mandate, work) is None:
        raise Refused(Objection("final_report_missing", None, source="Concept SSIP, ch. 3"))
    move(mandate, "close", work, asked.remark)
    begin_phase(mandate, Phase.CLOSING, work, outcome)
    leave(mandate, work, outcome)
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


def reopen_mandate(asked: ReopenMandate, work: Work) -> UUID:
    """Open a closed mandate again within 30 days; the search for a place goes on."""
    mandate = take(work, asked.mandate_id, asked.row_version)
    if mandate.closed_on and (found := reopening_objections(mandate.closed_on, work.today)):
        raise Refused(*found)
    move(mandate, "reopen", work, asked.remark)
    mandate.active_person_id, mandate.closed_on = mandate.person_id, None
    begin_phase(mandate, Phase.ASSIGNMENT, work)
    told = {"mandate_id": mandate.id, "social_service_id": mandate.social_service_id}
    work.tell(MandateReopened(**told, reopened_on=work.today))
    if plan := _plan_of(mandate, work):
        tell_ready(mandate, plan, work)
    return mandate.id
