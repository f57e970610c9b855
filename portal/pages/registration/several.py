"""Steps for many ticked mandates or deadlines: handing over, letting reminders rest, reminding; work, never persons."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from flask import Blueprint, abort, request, url_for
from werkzeug.wrappers import Response as Answer

from portal import bulk
from portal.doors import ask, need, say
from portal.pages.registration import deadlines, parts, tasks
from portal.pages.registration.listing import blueprint as mandates_blueprint
from schemas.registration import AssignPart, RemindOwner
from schemas.resting import SNOOZES
from services.registration.queries.codes import deadlines as own_deadlines
from services.registration.queries.names import NamedMandate, person_names

blueprint: Final = Blueprint("due_lines", __name__, url_prefix="/deadlines")


@mandates_blueprint.post("/several", endpoint="bulk")
def assign() -> Answer:
    """Give ticked mandates to somebody of the own house."""
    need(AssignPart)
    if request.form.get("action") != "assign":
        abort(404)
    step = bulk.Step(
        "assign",
        say("bulk.assign"),
        ("account_id",),
        "mandates.index",
        say("bulk.assign_hint"),
        choices=lambda of: parts.colleagues() if of == "people" else (),
    )
    picked = [each.partition(":") for each in bulk.picked()]
    named = _names(bulk.identity(value) for value, _, _ in picked)
    return bulk.answer(step, [_mandate(value, version, named) for value, _, version in picked])


def _names(ids: Any) -> Mapping[UUID, NamedMandate]:
    found: Mapping[UUID, NamedMandate] = ask(person_names, mandate_ids=tuple(ids))
    return found


def _mandate(value: str, version: str, named: Mapping[UUID, NamedMandate]) -> bulk.Line:
    mandate_id = bulk.identity(value)
    found = named.get(mandate_id)
    fixed = {**parts.fixed("hand_over"), "mandate_id": mandate_id}
    fixed["row_version"] = int(version) if version.isdecimal() and len(version) < len("1000000") else 0
    label = f"{found.name} · {found.number}" if found else say("bulk.gone")
    return bulk.Line(f"{value}:{version}", label, tasks.address_of(mandate_id), AssignPart, fixed)


@blueprint.post("/several")
def several() -> Answer:
    """Let the reminders of ticked deadlines rest until a day, or remind whoever owns them now."""
    need(own_deadlines)
    name = request.form.get("action", "")
    asks = {"postpone": ("until", "remark"), "remind": ()}.get(name)
    if asks is None:
        abort(404)
    step = bulk.Step(name, say(f"bulk.{name}"), asks, "deadlines.index", say(f"bulk.{name}_hint"))
    known = deadlines.known(bulk.picked())
    people = tasks.named(each.deadline for each in known.values())
    return bulk.answer(step, [_deadline(each, name, known, people) for each in bulk.picked()])


def _deadline(
    value: str, name: str, known: Mapping[str, deadlines.Line], people: Mapping[UUID, NamedMandate]
) -> bulk.Line:
    desk, _, sent = value.partition(":")
    line = known.get(value)
    command = SNOOZES.get(desk) if name == "postpone" else RemindOwner if desk == "registration" else None
    label = say("bulk.gone")
    if line is not None:
        who = tasks.person_of(line.deadline, people)
        label = " · ".join(each for each in (tasks.kind_of(line.deadline.kind), who) if each)
    deadline_id = bulk.identity(sent)
    is_known = desk in deadlines.DESKS
    url = url_for("deadlines.detail", desk=desk, deadline_id=deadline_id) if is_known else url_for("deadlines.index")
    return bulk.Line(value, label, url, command, {"deadline_id": deadline_id})
