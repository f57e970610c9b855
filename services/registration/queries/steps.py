"""What somebody may do with a mandate now: the transitions of its table, and what hangs on its papers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from schemas.actor import SERVICE_STAFF, Actor, Role
from schemas.codes import PlaceKind
from schemas.codes_registration import ReorientationState
from schemas.registration import (
    AdmitMandate,
    AdmitTrial,
    AskReorientation,
    AssignPart,
    CorrectAnswers,
    DecideReorientation,
    EndPart,
    GrantException,
    ProposeAppointment,
    RatePhase,
    ReadFinalReport,
    RecheckAdmission,
    RecordConsultation,
    RecordOutcome,
    SignFinalReport,
    TakeOverMandate,
)
from services.registration.model import Mandate
from services.registration.queries.file_lines import ExceptionLine, PhaseLine, ReportLine
from services.registration.queries.teams import ReorientationLine
from services.registration.rules.mandate_course import BEFORE_PLACE, CORRECTABLE, ENDS, MANDATE, S
from services.registration.rules.reorientation import POSSIBLE
from services.registration.rules.team import own_part
from workflow.table import Transition


@dataclass(frozen=True)
class Standing:
    """Where one mandate stands for one actor."""

    mandate: Mandate
    actor: Actor
    exceptions: tuple[ExceptionLine, ...]
    report: ReportLine | None
    reorientations: tuple[ReorientationLine, ...]
    phases: tuple[PhaseLine, ...]


def actions_of(mandate: Mandate, actor: Actor) -> tuple[Transition, ...]:
    """Return the transitions the actor may take now; a PE is admitted by its own short way."""
    not_offered = AdmitMandate.said if mandate.wished_kind is PlaceKind.PE else AdmitTrial.said
    allowed = MANDATE.allowed(str(mandate.state), actor.role)
    return tuple(each for each in allowed if each.command != not_offered)


def steps_of(found: Standing) -> tuple[str, ...]:
    """Return the wire names of what the actor's role may do now."""
    steps = [each.command for each in actions_of(found.mandate, found.actor) if each.command]
    return (*steps, *_about_exceptions(found), *_about_answers(found), *_about_report(found), *_about_team(found))


def _about_exceptions(found: Standing) -> Iterator[str]:
    if found.mandate.state not in BEFORE_PLACE:
        return
    waiting = [each for each in found.exceptions if each.granted is None]
    mine = {each.approver for each in waiting if not each.by_consultation}
    if mine and found.actor.role in {*mine, Role.SSIP_HEAD}:
        yield GrantException.said
    if any(each.by_consultation for each in waiting):
        yield RecordConsultation.said


def _about_answers(found: Standing) -> Iterator[str]:
    state = found.mandate.state
    if state in CORRECTABLE:
        yield CorrectAnswers.said
        if found.mandate.admitted_on is not None:
            yield RecheckAdmission.said
    is_asked = any(each.state is ReorientationState.ASKED for each in found.reorientations)
    if is_asked:
        yield DecideReorientation.said
    elif state in POSSIBLE:
        yield AskReorientation.said


def _about_report(found: Standing) -> Iterator[str]:
    if found.report is not None:
        if found.report.read_at is None:
            yield ReadFinalReport.said
        if found.report.signed_at is None and found.mandate.provider_id is not None:
            yield SignFinalReport.said
    if any(each.ended_on is not None and each.reason is None for each in found.phases):
        yield RatePhase.said
    if found.mandate.state is S.CLOSED:
        yield RecordOutcome.said


def _about_team(found: Standing) -> Iterator[str]:
    if found.mandate.state in ENDS:
        return
    yield AssignPart.said
    yield EndPart.said
    if found.actor.role is not Role.PROVIDER:
        yield ProposeAppointment.said
    holder = found.mandate.case_worker_id if _is_service(found) else found.mandate.coordinator_id
    if holder != found.actor.account_id and own_part(found.actor.role):
        yield TakeOverMandate.said


def _is_service(found: Standing) -> bool:
    return found.actor.role in SERVICE_STAFF
