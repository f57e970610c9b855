"""Side ways: the short path of a PE, coaching, follow-up, neighbouring programmes."""

from __future__ import annotations

from uuid import UUID

from messaging.work import Work
from schemas.codes import Phase, PlaceKind
from schemas.refusal import Objection, Refused
from schemas.registration import (
    AdmitTrial,
    EndCoaching,
    EndFollowup,
    MandateTransferred,
    ReferElsewhere,
    StartCoaching,
    StartFollowup,
)
from services.registration.handlers.path import check_closing, plan_of, tell_ready
from services.registration.handlers.steps import Outcome, begin_phase, coordinate, move, take
from services.registration.handlers.triage import admitted, leave, pass_check
from services.registration.model import IntegrationPlan, Mandate


def admit_trial(asked: AdmitTrial, work: Work) -> UUID:
    """Admit a PE without a clarification: the social service has prepared it, a place is looked for at once (P-04)."""
    mandate = take(work, asked.mandate_id, asked.row_version)
    if mandate.wished_kind is not PlaceKind.PE:
        raise Refused(Objection("only_for_pe", None, {"kind": mandate.wished_kind.value}, "Concept SSIP, ch. 7"))
    pass_check(mandate, work)
    coordinate(mandate, work)
    mandate.admitted_on = work.today
    plan = _short_plan(asked, mandate, work)
    move(mandate, "admit_trial", work, asked.remark)
    begin_phase(mandate, Phase.ASSIGNMENT, work)
    work.tell(admitted(mandate, work))
    tell_ready(mandate, plan, work)
    return mandate.id


def _short_plan(asked: AdmitTrial, mandate: Mandate, work: Work) -> IntegrationPlan:
    plan = plan_of(mandate, work) or IntegrationPlan(mandate_id=mandate.id)
    plan.goals, plan.next_steps, plan.kinds = mandate.goal, "", [PlaceKind.PE.value]
    plan.workload_percent, plan.available_from = asked.workload_percent, asked.available_from
    plan.field_of_work = asked.field_of_work
    plan.written_at, plan.written_by = work.now, work.actor.account_id
    work.session.add(plan)
    return plan


def start_coaching(asked: StartCoaching, work: Work) -> UUID:
    """The person cannot be assigned (yet): intensive support instead; no place is looked for meanwhile."""
    outcome = check_closing(asked, work)
    mandate = take(work, asked.mandate_id, asked.row_version)
    move(mandate, "start_coaching", work, asked.findings)
    begin_phase(mandate, Phase.COACHING, work, outcome)
    return mandate.id


def end_coaching(asked: EndCoaching, work: Work) -> UUID:
    """Coaching is over; evaluation and plan follow."""
    outcome = check_closing(asked, work)
    mandate = take(work, asked.mandate_id, asked.row_version)
    move(mandate, "end_coaching", work, asked.findings)
    begin_phase(mandate, Phase.EVALUATION_PLAN, work, outcome)
    return mandate.id


def start_followup(asked: StartFollowup, work: Work) -> UUID:
    """Support the person and those who employ her."""
    mandate = take(work, asked.mandate_id, asked.row_version)
    move(mandate, "follow_up", work, asked.remark)
    begin_phase(mandate, Phase.FOLLOWUP, work)
    return mandate.id


def end_followup(asked: EndFollowup, work: Work) -> UUID:
    """Follow-up is over; the final report is next."""
    outcome = check_closing(asked, work)
    mandate = take(work, asked.mandate_id, asked.row_version)
    move(mandate, "end_followup", work, asked.findings)
    begin_phase(mandate, Phase.FINAL_REPORT, work, outcome)
    return mandate.id


def refer_elsewhere(asked: ReferElsewhere, work: Work) -> UUID:
    """A neighbouring programme takes over; it has no capacity here, so nothing is reserved."""
    mandate = take(work, asked.mandate_id, asked.row_version)
    move(mandate, "refer", work, asked.remark)
    mandate.referred_to = asked.target
    work.note("referred_to", None, asked.target.value)
    leave(mandate, work, Outcome())
    work.tell(
        MandateTransferred(
            mandate_id=mandate.id,
            social_service_id=mandate.social_service_id,
            case_worker_id=mandate.case_worker_id,
            target=asked.target,
        )
    )
    return mandate.id
