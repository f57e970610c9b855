"""Meetings: those to come and those over, one meeting with its agenda, and what may be done with it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID, uuid4

from flask import Blueprint, Response, request, url_for
from werkzeug.wrappers import Response as Answer

from portal import formats
from portal.actions import ActionPages
from portal.cells import Cell, Column, link
from portal.doors import ask, may, need, say, today
from portal.form_plans import plans_of
from portal.forms import Choices, Form
from portal.lists import Listing, answer, whole
from portal.page import leave, show
from portal.pages.registration import names
from portal.pages.steering import common
from portal.parts import Entry, Tab
from schemas import steering as said
from schemas.codes_steering import MeetingState
from schemas.words import is_known
from services.steering.queries.meetings import MeetingFile, MeetingLine, PointLine, meeting, meetings, open_points
from workflow.moves import Happening

blueprint: Final = Blueprint("meetings", __name__, url_prefix="/meetings")
_ALIVE: Final = (MeetingState.PLANNED, MeetingState.CALLED, MeetingState.HELD)


class MeetingPages(ActionPages):
    """The actions of a meeting; whom a form can choose depends on the meeting itself."""

    def _form(self, command: type[Any], record: Any, address: Mapping[str, Any]) -> Form:
        start = {"row_version": record.row_version, **self.start(command, record)}
        offered: Choices = common.choices(record)
        return Form(command, start=start, fixed=self._fixed(command, record, address), choices=offered)


def _meeting(meeting_id: UUID) -> MeetingFile:
    return ask(meeting, meeting_id=meeting_id)


def _start(command: type[Any], file: MeetingFile) -> Mapping[str, Any]:
    if command is said.MoveMeeting:
        times = {"starts_at": formats.clock(file.starts_at), "ends_at": formats.clock(file.ends_at)}
        return {"meets_on": file.meets_on, "meeting_place": file.place, **times}
    if command is said.RecordAttendance:
        by = {each.organisation_id: each.attendance for each in file.organisations}
        sides = {name: [each for each, was in by.items() if was == name] for name in ("present", "excused")}
        return {**sides, "attendees": file.attendees}
    return {"item_id": uuid4(), "point_id": uuid4(), "minutes_remark": file.minutes_remark}


ACTIONS: Final = MeetingPages(
    blueprint=blueprint,
    rule="/<uuid:meeting_id>",
    back="meetings.detail",
    record=_meeting,
    commands={
        "call": said.CallMeeting,
        "open": said.OpenMeeting,
        "attendance": said.RecordAttendance,
        "write_minutes": said.WriteMinutes,
        "add_item": said.AddAgendaItem,
        "add_point": said.AddOpenPoint,
        "refresh": said.RefreshAgenda,
        "move": said.MoveMeeting,
        "cancel": said.CancelMeeting,
    },
    start=_start,
    tones={"call": "primary", "open": "primary", "write_minutes": "primary", "cancel": "danger"},
    workflow="meeting",
).install()


def _steps(file: MeetingFile) -> list[str]:
    """Return what the table allows now, and what goes with the state it is in."""
    found = [each.command for each in file.steps]
    if file.state in _ALIVE:
        found += ["add_item", "refresh"]
    return [*found, "attendance", "add_point"] if file.is_open else found


@blueprint.get("")
def index() -> Response:
    """Show the meetings to come, or those that are over, and what is still to be done."""
    past = request.args.get("past") == "yes"
    here = url_for("meetings.index")
    listing = Listing(
        "steering.meetings",
        say("menu.meetings"),
        _columns(),
        whole([_row(each) for each in ask(meetings, past=past)]),
        keep=("past",),
        empty=say("meetings.none_past" if past else "meetings.none"),
        empty_hint="" if past else say("meetings.none_hint"),
    )
    names_of = common.known()
    undertaken = whole([_point(each, names_of) for each in ask(open_points)])
    none = say("meetings.points_none")
    points = Listing("steering.points", say("meetings.points"), _point_columns(), undertaken, empty=none)
    tabs = [Tab(say("meetings.upcoming"), here, not past), Tab(say("meetings.past"), f"{here}?past=yes", past)]
    return answer("steering/meetings.html", listing, points, tabs=tabs, may_plan=may(said.PlanMeeting))


def _columns() -> list[Column]:
    found = [Column(say(f"meetings.{name}")) for name in ("kind", "place", "state")]
    counts = [Column(say(f"meetings.{name}"), numeric=True) for name in ("open_items", "invited")]
    return [
        Column(say("meetings.title_of"), kind="lead"),
        Column(say("meetings.when"), kind="tight"),
        *found,
        *counts,
    ]


def _row(line: MeetingLine) -> list[Cell]:
    return [
        link(url_for("meetings.detail", meeting_id=line.id), line.title),
        common.when(line),
        common.words(line.kind),
        line.place,
        common.state(line.state),
        say("meetings.waiting", open=line.open_items, all=line.items) if line.items else None,
        line.invited,
    ]


def _point_columns() -> list[Column]:
    return [
        Column(say("meetings.minutes.what"), kind="lead"),
        Column(say("meetings.minutes.who")),
        Column(say("meetings.minutes.until"), kind="tight"),
    ]


def _point(line: PointLine, known: common.Known) -> list[Cell]:
    return [
        link(url_for("meetings.detail", meeting_id=line.meeting_id), line.text),
        known.organisation(line.organisation_id),
        formats.day(line.due_on),
    ]


@blueprint.get("/<uuid:meeting_id>")
def detail(meeting_id: UUID) -> Response:
    """Show one meeting: agenda, decisions, attendance, what is to be done, and what may be done now."""
    file = _meeting(meeting_id)
    known = common.known(file.agenda)
    people = names.accounts([*(each.settled_by for each in file.agenda), file.minuted_by])
    return show(
        "steering/meeting.html",
        file=file,
        when=common.when(file),
        panel=ACTIONS.panel(file, _steps(file), meeting_id=file.id),
        items=[_item(file, each, known, people) for each in file.agenda],
        organisations=[(known.organisation(each.organisation_id), each.attendance) for each in file.organisations],
        points=[(each, known.organisation(each.organisation_id)) for each in file.points],
        may_settle=may(said.SettleOpenPoint),
        minuted_by=people.get(file.minuted_by, "") if file.minuted_by else "",
        entries=[_entry(each) for each in reversed(file.history)],
    )


def _item(file: MeetingFile, item: Any, known: common.Known, people: Mapping[UUID, str]) -> dict[str, Any]:
    return {
        "line": item,
        "about": common.about(item),
        "person": known.person(item),
        "service": known.organisation(item.social_service_id),
        "outcome": common.outcome(item),
        "who": people.get(item.settled_by, "") if item.settled_by else "",
        "url": url_for("agenda.item", meeting_id=file.id, item_id=item.id),
        "late": item.due_on is not None and item.due_on < today() and item.state.value == "open",
    }


def _entry(each: Happening) -> Entry:
    key = f"happened.{each.what}"
    title = say(key) if is_known(key) else each.what
    act = f"act.{each.facts.get('act')}.label"
    if is_known(act):
        title = f"{title} · {say(act)}"
    kind = "system" if each.role == "system" else "decision" if each.what.endswith("decision") else "event"
    return Entry(each.at, title, kind, who=say(f"code.role.{each.role}"), text=each.remark or "")


@blueprint.route("/new", methods=["GET", "POST"])
def new() -> Answer:
    """Plan one meeting."""
    form = Form(said.PlanMeeting, start={"meeting_id": uuid4()}, choices=common.choices(None))
    return _plan(form, said.PlanMeeting)


@blueprint.route("/series/new", methods=["GET", "POST"])
def new_series() -> Answer:
    """Plan a series of meetings."""
    form = Form(said.PlanSeries, start={"series_id": uuid4(), "meeting_count": 4}, choices=common.choices(None))
    return _plan(form, said.PlanSeries)


def _plan(form: Form, command: type[Any]) -> Answer:
    need(command)
    title = say(f"act.{command.said}.label")
    if form.carry_out():
        done = say(f"act.{command.said}.done")
        if "meeting_id" in {each.name for each in plans_of(command)}:
            return leave("meetings.detail", text=done, meeting_id=form.answer)
        return leave("meetings.index", text=done)
    return show("steering/plan.html", form=form, title=title)


@blueprint.route("/<uuid:meeting_id>/points/<uuid:point_id>/done", methods=["POST"])
def settle(meeting_id: UUID, point_id: UUID) -> Answer:
    """An open point is done."""
    need(said.SettleOpenPoint)
    _meeting(meeting_id)
    form = Form(said.SettleOpenPoint, fixed={"point_id": point_id, "remark": ""})
    if form.carry_out():
        return leave("meetings.detail", text=say("act.steering.settle_open_point.done"), meeting_id=meeting_id)
    return leave("meetings.detail", text=form.errors[0][1] if form.errors else "", tone="error", meeting_id=meeting_id)
