"""The steps of a mandate: one form per step, made from the command that carries it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final
from uuid import UUID, uuid4

from flask import g, request

from portal.actions import ActionPages, Panel
from portal.doors import ask, today
from portal.pages.registration import names, parts
from portal.pages.registration.listing import blueprint
from schemas import registration as said
from services.registration.queries.file_lines import MandateFile
from services.registration.queries.files import mandate_file

STEPS: Final = {
    "acknowledge": said.AcknowledgeMandate,
    "admit": said.AdmitMandate,
    "admit_trial": said.AdmitTrial,
    "request_information": said.RequestInformation,
    "answer_information": said.AnswerInformation,
    "grant_exception": said.GrantException,
    "record_consultation": said.RecordConsultation,
    "clarify": said.RecordClarification,
    "clarify_in_depth": said.RecordInDepthClarification,
    "plan": said.RecordIntegrationPlan,
    "release": said.ReleaseForMatching,
    "end_coaching": said.EndCoaching,
    "end_followup": said.EndFollowup,
    "decide_reorientation": said.DecideReorientation,
    "write_final_report": said.WriteFinalReport,
    "sign_final_report": said.SignFinalReport,
    "read_final_report": said.ReadFinalReport,
    "close": said.CloseMandate,
    "record_outcome": said.RecordOutcome,
    "reopen": said.ReopenMandate,
}
"""What moves the mandate on; these buttons stand first."""
OTHERS: Final = {
    "take_over": said.TakeOverMandate,
    "correct_answers": said.CorrectAnswers,
    "recheck": said.RecheckAdmission,
    "ask_reorientation": said.AskReorientation,
    "start_coaching": said.StartCoaching,
    "follow_up": said.StartFollowup,
    "rate_phase": said.RatePhase,
    "refer": said.ReferElsewhere,
    "refuse": said.RefuseMandate,
    "withdraw": said.WithdrawMandate,
}
"""What is possible beside it, or leads off the path."""
TEAM: Final = {
    "hand_over": said.AssignPart,
    "deputy": said.AssignPart,
    "contact": said.AssignPart,
    "end_part": said.EndPart,
    "propose_appointment": said.ProposeAppointment,
}
"""What stands beside the team and its meetings."""
PRIMARY: Final = (
    "acknowledge admit admit_trial answer_information grant_exception record_consultation clarify clarify_in_depth "
    "release end_coaching end_followup decide_reorientation sign_final_report read_final_report close"
)
DANGER: Final = ("refuse", "withdraw", "refer")


def _record(mandate_id: UUID) -> MandateFile:
    file = ask(mandate_file, mandate_id=mandate_id)
    g.registration_file = file
    return file


def _start(command: type[Any], file: MandateFile) -> Mapping[str, Any]:
    """Return the first answers of a form: what is stored, what a link asks about, else today."""
    if found := _STARTS.get(command):
        return found(file)
    return {name: request.args.get(name, "") for name in ("month", "phase_id")}


def _report(file: MandateFile) -> Mapping[str, Any]:
    if file.report is None:
        return {}
    return _of(file.report, said.WriteFinalReport) | {"no_show": file.report.is_short}


def _ending(_: MandateFile) -> Mapping[str, Any]:
    return {"member_id": request.args.get("member_id", ""), "valid_until": today()}


def _meeting(_: MandateFile) -> Mapping[str, Any]:
    return {"appointment_id": uuid4(), "kind": request.args.get("kind", "")}


def _of(stored: Any, command: type[Any]) -> dict[str, Any]:
    return {name: getattr(stored, name) for name in command.__dataclass_fields__ if hasattr(stored, name)}


def _exception_asked(file: MandateFile) -> str | None:
    """Return the exception a link asks about, else the first one nobody has decided."""
    wanted = request.args.get("exception", "")
    waiting = [each.exception.value for each in file.exceptions if each.granted is None and not each.by_consultation]
    return wanted if wanted in waiting else next(iter(waiting), None)


def _plan(file: MandateFile) -> Mapping[str, Any]:
    """Return the plan that is there, else the wished kind where the person is eligible for it."""
    if file.plan is not None:
        return _of(file.plan, said.RecordIntegrationPlan)
    return {"kinds": [each for each in file.eligible_kinds if each is file.wished_kind]}


_STARTS: Final[Mapping[type[Any], Callable[[MandateFile], Mapping[str, Any]]]] = {
    said.GrantException: lambda file: {"exception": _exception_asked(file)},
    said.RecordIntegrationPlan: _plan,
    said.WriteFinalReport: _report,
    said.CorrectAnswers: lambda file: parts.typed_answers(file.answers or {}),
    said.ProposeAppointment: _meeting,
    said.AdmitTrial: lambda _: {"available_from": today()},
    said.AssignPart: lambda _: {"valid_from": today()},
    said.EndPart: _ending,
}


def _fixed(command: type[Any], file: MandateFile) -> Mapping[str, Any]:
    if command is said.RecordConsultation:
        return {"case_worker_id": file.case_worker_id}
    return parts.fixed(parts.action_now()) if command is said.AssignPart else {}


def _choices(of: str) -> Any:
    file: MandateFile | None = g.get("registration_file")
    return parts.choices(of, file) if file is not None and of in parts.LISTS else names.choices(of)


ACTIONS: Final = ActionPages(
    blueprint=blueprint,
    rule="/<uuid:mandate_id>",
    back="mandates.detail",
    record=_record,
    commands={**STEPS, **OTHERS, **TEAM},
    choices=_choices,
    start=_start,
    fixed=_fixed,
    tones=dict.fromkeys(PRIMARY.split(), "primary") | dict.fromkeys(DANGER, "danger"),
    workflow="mandate",
    template="registration/act.html",
    views={
        **dict.fromkeys((*TEAM.values(), said.TakeOverMandate), "team"),
        **dict.fromkeys((said.AskReorientation, said.DecideReorientation, said.RatePhase, said.RecordOutcome), "path"),
        **dict.fromkeys((said.CorrectAnswers, said.RecheckAdmission), "admission"),
    },
).install()


def panel(file: MandateFile, group: Mapping[str, type[Any]], *without: str) -> Panel:
    """Return the buttons of one group that are possible now."""
    wanted = [name for name, command in group.items() if command.said in file.steps and name not in without]
    return ACTIONS.panel(file, wanted, mandate_id=file.id)
