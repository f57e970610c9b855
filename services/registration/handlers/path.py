"""The office's own steps on the royal path: clarification, plan, release for matching."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from sqlalchemy import bindparam, select

from messaging.work import Work
from schemas.codes import Phase, PlaceKind, TriageRoute
from schemas.refusal import Objection, Refused
from schemas.registration import (
    MandateReadyForMatching,
    RecordClarification,
    RecordInDepthClarification,
    RecordIntegrationPlan,
    ReleaseForMatching,
)
from services.registration.handlers.steps import Outcome, begin_phase, move, take
from services.registration.model import IntegrationPlan, Mandate
from services.registration.queries.settings import closing_lists_on, limits_on
from services.registration.queries.verdicts import applicant_of, decisions_on, eligible_kinds
from services.registration.rules.closing import Closing, closing_objections
from services.registration.rules.royal_path import triage_route

_PLAN: Final = select(IntegrationPlan).where(IntegrationPlan.mandate_id == bindparam("mandate"))


def check_closing(asked: Any, work: Work) -> Outcome:
    """Return how the phase ended; raise Refused with everything the lists object to (R-05)."""
    closing = Closing(asked.reason, asked.potential, asked.success)
    if found := closing_objections(closing, closing_lists_on(work), work.today):
        raise Refused(*found)
    return Outcome(asked.reason, asked.potential, asked.success, getattr(asked, "findings", None))


def record_clarification(asked: RecordClarification, work: Work) -> UUID:
    """Close the clarification; its result leads to the plan, to the in-depth clarification or to coaching."""
    outcome = check_closing(asked, work)
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
    outcome = check_closing(asked, work)
    mandate = take(work, asked.mandate_id, asked.row_version)
    move(mandate, "clarify_in_depth", work, asked.findings)
    begin_phase(mandate, Phase.EVALUATION_PLAN, work, outcome)
    return mandate.id


def record_integration_plan(asked: RecordIntegrationPlan, work: Work) -> UUID:
    """Write the plan; it may only name kinds of place the person is eligible for."""
    mandate = take(work, asked.mandate_id, asked.row_version)
    if found := _plan_objections(asked, mandate, work):
        raise Refused(*found)
    plan = plan_of(mandate, work) or IntegrationPlan(mandate_id=mandate.id)
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
    allowed = eligible_kinds(work, mandate, limits_on(work), decisions_on(work.session, mandate.id))
    wrong = [each for each in asked.kinds if each not in allowed]
    return [Objection("kind_not_eligible", "kinds", {"kind": each.value}, "Concept SSIP, ch. 3") for each in wrong]


def plan_of(mandate: Mandate, work: Work) -> IntegrationPlan | None:
    return work.session.scalars(_PLAN, {"mandate": mandate.id}).first()


def release_for_matching(asked: ReleaseForMatching, work: Work) -> UUID:
    """Let a place be looked for; tells placements all that matching needs and no health detail."""
    mandate = take(work, asked.mandate_id, asked.row_version)
    plan = plan_of(mandate, work)
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
