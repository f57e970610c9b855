"""One point of an agenda and its end: a decision that is the transition itself, a note, or the next meeting."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from flask import Blueprint, Response, request, url_for
from werkzeug.wrappers import Response as Answer

from portal.doors import ask, do, has_desk, may, need, say
from portal.form_plans import plans_of
from portal.form_reading import clean
from portal.forms import Form
from portal.page import leave, show
from portal.pages.steering import common, deciders
from portal.parts import FieldView
from schemas import steering as said
from schemas.codes_steering import AgendaKind, ItemState
from schemas.message import Command
from schemas.refusal import NotFound, Objection, Refused
from services.steering.queries.meetings import ItemLine, MeetingFile, meeting

blueprint: Final = Blueprint("agenda", __name__, url_prefix="/meetings/<uuid:meeting_id>/items/<uuid:item_id>")
REASON: Final = "meeting_reason"
LONGEST: Final = 4000
_ENDS: Final[Mapping[str, type[Command]]] = {
    "note": said.NoteAgendaItem,
    "carry": said.CarryAgendaItem,
    "remove": said.RemoveAgendaItem,
}


def _found(meeting_id: UUID, item_id: UUID) -> tuple[MeetingFile, ItemLine]:
    file = ask(meeting, meeting_id=meeting_id)
    item = next((each for each in file.agenda if each.id == item_id), None)
    if item is None:
        raise NotFound("agenda_item")
    return file, item


@blueprint.get("")
def item(meeting_id: UUID, item_id: UUID) -> Response:
    """Show one point with the decisions this person may take on it."""
    file, line = _found(meeting_id, item_id)
    is_open = file.is_open and line.state is ItemState.OPEN and may(said.RecordMeetingDecision)
    return show("steering/item.html", **_frame(file, line), actions=_decisions(file, line) if is_open else [])


def _frame(file: MeetingFile, line: ItemLine) -> dict[str, Any]:
    known = common.known([line])
    may_end = may(said.NoteAgendaItem) and line.state is ItemState.OPEN
    return {
        "file": file,
        "item": line,
        "about": common.about(line),
        "person": known.person(line),
        "service": known.organisation(line.social_service_id),
        "outcome": common.outcome(line),
        "when": common.when(file),
        "record_url": common.address(line),
        "workbench_url": _workbench(line),
        "next_url": _next(file, line),
        "ends": {
            name: say(f"act.{command.said}.label")
            for name, command in _ENDS.items()
            if may_end and (file.is_open or name == "remove")
        },
        "may_shift": may(said.ShiftAgendaItem) and line.state is ItemState.OPEN,
    }


def _decisions(file: MeetingFile, line: ItemLine) -> list[tuple[Any, str]]:
    return [
        (each, url_for("agenda.decide", meeting_id=file.id, item_id=line.id, step=each.name))
        for each in deciders.actions_for(line)
    ]


def _workbench(line: ItemLine) -> str:
    if line.kind is not AgendaKind.STALLED_PERSON or not has_desk("placements") or line.mandate_id is None:
        return ""
    return url_for("matching.places", mandate_id=line.mandate_id)


def _next(file: MeetingFile, line: ItemLine) -> str:
    """Return the next point that is still open, empty where this was the last."""
    waiting = [each for each in file.agenda if each.state is ItemState.OPEN and each.id != line.id]
    later = next((each for each in waiting if each.rank > line.rank), waiting[0] if waiting else None)
    return url_for("agenda.item", meeting_id=file.id, item_id=later.id) if later else ""


@blueprint.route("/decide/<step>", methods=["GET", "POST"])
def decide(meeting_id: UUID, item_id: UUID, step: str) -> Answer:
    """Take one decision: the owning service's own command, then the meeting writes down which it was and why."""
    need(said.RecordMeetingDecision)
    file, line = _found(meeting_id, item_id)
    if not file.is_open:
        raise Refused(Objection("meeting_not_open"))
    if line.state not in (ItemState.OPEN, ItemState.SETTLED):
        raise Refused(Objection("item_not_open", None, {"item_state": line.state.value}))
    form, title = deciders.form_for(line, step)
    form.address = url_for("agenda.decide", meeting_id=meeting_id, item_id=item_id, step=step)
    reason = _reason(form)
    if form.is_sent and not reason:
        form.object(Objection("decision_unjustified"))
    if not form.errors and form.carry_out():
        do(said.RecordMeetingDecision(item_id=item_id, act=form.kind.said, justification=reason))
        return leave("meetings.detail", text=say("done.saved"), meeting_id=meeting_id, _anchor=f"item-{item_id}")
    asked = None if _own_reason(form) else _reason_view(form)
    return show("steering/decide.html", **_frame(file, line), form=form, title=title, reason=asked)


def _own_reason(form: Form) -> str:
    """Return the field in which the command itself asks for a reason in words, empty for none."""
    return next((each.name for each in plans_of(form.kind) if each.widget == "textarea"), "")


def _reason(form: Form) -> str:
    """Return why: in the command's own words, or in the field the meeting adds."""
    own = _own_reason(form)
    typed = str(form.values.get(own, "")) if own else request.form.get(REASON, "")
    return clean(typed, lines=True).strip()[:LONGEST]


def _reason_view(form: Form) -> FieldView:
    return FieldView(
        REASON,
        say("meetings.meeting_reason"),
        "textarea",
        request.form.get(REASON, ""),
        say("meetings.meeting_reason_hint"),
        required=True,
        max_length=LONGEST,
        errors=[say("objection.decision_unjustified")] if form.is_sent and not _reason(form) else [],
    )


@blueprint.route("/end/<way>", methods=["GET", "POST"])
def end(meeting_id: UUID, item_id: UUID, way: str) -> Answer:
    """End a point without a transition: noted, carried to the next meeting, or taken off."""
    command = _ENDS.get(way)
    if command is None:
        raise NotFound("agenda_item")
    need(command)
    file, line = _found(meeting_id, item_id)
    form = Form(command, start={"row_version": line.row_version}, fixed={"item_id": item_id})
    if form.carry_out():
        done = say(f"act.{command.said}.done")
        return leave("meetings.detail", text=done, meeting_id=meeting_id, _anchor=f"item-{item_id}")
    title = say(f"act.{command.said}.label")
    return show("steering/decide.html", **_frame(file, line), form=form, title=title, reason=None)


@blueprint.post("/shift")
def shift(meeting_id: UUID, item_id: UUID) -> Answer:
    """Deal with a point one place earlier or later."""
    need(said.ShiftAgendaItem)
    _found(meeting_id, item_id)
    form = Form(said.ShiftAgendaItem, fixed={"item_id": item_id})
    if not form.carry_out():
        text = form.errors[0][1] if form.errors else ""
        return leave("meetings.detail", text=text, tone="error", meeting_id=meeting_id)
    return leave("meetings.detail", meeting_id=meeting_id, _anchor=f"item-{item_id}")
