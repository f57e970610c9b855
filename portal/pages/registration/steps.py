"""The steps of a mandate: one form per step, made from the command that carries it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from flask import request

from portal.actions import ActionPages
from portal.doors import ask
from portal.pages.registration import names
from portal.pages.registration.listing import blueprint
from schemas import registration as said
from services.registration.queries.file_lines import MandateFile
from services.registration.queries.files import mandate_file

COMMANDS: Final = {
    "acknowledge": said.AcknowledgeMandate,
    "admit": said.AdmitMandate,
    "request_information": said.RequestInformation,
    "answer_information": said.AnswerInformation,
    "grant_exception": said.GrantException,
    "record_consultation": said.RecordConsultation,
    "clarify": said.RecordClarification,
    "clarify_in_depth": said.RecordInDepthClarification,
    "plan": said.RecordIntegrationPlan,
    "release": said.ReleaseForMatching,
    "write_final_report": said.WriteFinalReport,
    "read_final_report": said.ReadFinalReport,
    "close": said.CloseMandate,
    "reopen": said.ReopenMandate,
    "refuse": said.RefuseMandate,
    "withdraw": said.WithdrawMandate,
}
PRIMARY: Final = (
    "acknowledge admit answer_information grant_exception record_consultation clarify clarify_in_depth release "
    "read_final_report close"
)


def _record(mandate_id: UUID) -> MandateFile:
    return ask(mandate_file, mandate_id=mandate_id)


def _start(command: type[Any], file: MandateFile) -> Mapping[str, Any]:
    if command is said.GrantException:
        return {"exception": _exception_asked(file)}
    if command is said.RecordIntegrationPlan:
        return _plan(file)
    if command is said.WriteFinalReport and file.report is not None:
        return {
            name: getattr(file.report, name)
            for name in said.WriteFinalReport.__dataclass_fields__
            if hasattr(file.report, name)
        }
    return {}


def _exception_asked(file: MandateFile) -> str | None:
    """Return the exception a link asks about, else the first one nobody has decided."""
    wanted = request.args.get("exception", "")
    waiting = [each.exception.value for each in file.exceptions if each.granted is None and not each.by_consultation]
    return wanted if wanted in waiting else next(iter(waiting), None)


def _plan(file: MandateFile) -> Mapping[str, Any]:
    """Return the plan that is there, else the wished kind where the person is eligible for it."""
    if file.plan is not None:
        return {
            name: getattr(file.plan, name)
            for name in said.RecordIntegrationPlan.__dataclass_fields__
            if hasattr(file.plan, name)
        }
    return {"kinds": [each for each in file.eligible_kinds if each is file.wished_kind]}


def _fixed(command: type[Any], file: MandateFile) -> Mapping[str, Any]:
    return {"case_worker_id": file.case_worker_id} if command is said.RecordConsultation else {}


ACTIONS: Final = ActionPages(
    blueprint=blueprint,
    rule="/<uuid:mandate_id>",
    back="mandates.detail",
    record=_record,
    commands=COMMANDS,
    choices=names.choices,
    start=_start,
    fixed=_fixed,
    tones=dict.fromkeys(PRIMARY.split(), "primary") | {"refuse": "danger", "withdraw": "danger"},
    workflow="mandate",
    template="registration/act.html",
).install()
