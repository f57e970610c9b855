"""Meetings: a week's, those to confirm, those whose outcome is missing, and the page of each."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, Final
from uuid import UUID

from flask import Blueprint, Response, g, url_for

from portal import formats
from portal.actions import ActionPages
from portal.areas import Count
from portal.cells import Cell, Column, link
from portal.counters import lately
from portal.doors import actor, ask, language, need, say, today
from portal.lists import Lines, Listing, Part, answer
from portal.page import show
from portal.pages.registration import addresses, names, team
from portal.pages.registration.tasks import address_of
from portal.parts import Choice, FieldView, Tab
from schemas import registration as said
from schemas.codes_registration import AppointmentKind
from services.registration.queries.meetings import Meeting, MeetingFilter, meetings, outcomes_to_enter
from services.registration.queries.names import person_names
from services.registration.queries.teams import AppointmentLine, appointment_card

blueprint: Final = Blueprint("appointments", __name__, url_prefix="/appointments")
INDEX: Final = "appointments.index"
VIEWS: Final = ("unconfirmed", "without_outcome")
"""Views of the list beside the week."""
WEEK: Final = timedelta(days=7)


def _record(appointment_id: UUID) -> AppointmentLine:
    found = ask(appointment_card, appointment_id=appointment_id)
    g.meeting = found
    return found


def _start(command: type[Any], line: AppointmentLine) -> dict[str, object]:
    return {"meets_on": line.meets_on, "meets_at": line.meets_at} if command is said.MoveAppointment else {}


ACTIONS: Final = ActionPages(
    blueprint=blueprint,
    rule="/<uuid:appointment_id>",
    back="appointments.detail",
    record=_record,
    commands={
        "confirm": said.ConfirmAppointment,
        "see": said.RecordSeen,
        "excuse": said.RecordExcused,
        "miss": said.RecordNoShow,
        "move": said.MoveAppointment,
        "revoke": said.RevokeAppointment,
    },
    start=_start,
    tones={"confirm": "primary", "see": "primary", "revoke": "danger"},
    workflow="appointment",
).install()


@blueprint.get("")
def index() -> Response:
    """Show one week, or what waits: meetings nobody has confirmed, meetings without an outcome."""
    need(meetings)
    view = addresses.text("view") if addresses.text("view") in VIEWS else ""
    monday = _monday()
    wanted = _wanted(view, monday)

    def read(part: Part) -> Lines:
        found = ask(meetings, wanted=wanted, page=part.page, size=part.size)
        return Lines([_row(each) for each in found.lines], found.total)

    week = say("registration.week", number=monday.isocalendar().week, **_days(monday))
    listing = Listing(
        "registration.appointments",
        say("menu.appointments"),
        _columns(),
        read,
        filters=_filters(),
        keep=("view", "week"),
        empty=say("registration.no_meetings"),
        empty_hint=say("registration.no_meetings_hint"),
        notes=() if view else (week,),
    )
    return answer(
        "registration/meetings.html",
        listing,
        tabs=[_tab(view, key) for key in ("", *VIEWS)],
        view=view,
        hint=say(f"registration.meetings_hint.{view}") if view else week,
        earlier=addresses.here(INDEX, week=formats.day(monday - WEEK)),
        later=addresses.here(INDEX, week=formats.day(monday + WEEK)),
        is_now=monday <= today() < monday + WEEK,
    )


def _days(monday: date) -> dict[str, str]:
    return {"first": formats.day(monday), "last": formats.day(monday + WEEK - timedelta(days=1))}


def _monday() -> date:
    day = addresses.day("week") or today()
    return day - timedelta(days=day.weekday())


def _wanted(view: str, monday: date) -> MeetingFilter:
    is_week = not view
    kind = addresses.text("kind")
    return MeetingFilter(
        first=monday if is_week else None,
        last=monday + WEEK - timedelta(days=1) if is_week else None,
        mine=addresses.is_on("mine"),
        kind=AppointmentKind(kind) if kind in set(AppointmentKind) else None,
        unconfirmed=view == "unconfirmed",
        without_outcome=view == "without_outcome",
    )


def _tab(view: str, key: str) -> Tab:
    return Tab(say(f"registration.meetings_tab.{key or 'week'}"), addresses.here(INDEX, view=key, week=""), key == view)


def _filters() -> list[FieldView]:
    kinds: list[Choice] = [(each.value, formats.code(each, language())) for each in AppointmentKind]
    mine = "yes" if addresses.is_on("mine") else ""
    return [
        FieldView("kind", say("registration.kind"), "choice", addresses.text("kind"), choices=kinds),
        FieldView("mine", say("registration.mine"), "checkbox", mine),
    ]


def _columns() -> list[Column]:
    return [
        Column(say("registration.meets_on"), kind="lead tight"),
        Column(say("registration.person")),
        Column(say("registration.kind")),
        Column(say("registration.where")),
        Column(say("registration.state")),
        Column(say("registration.service")),
    ]


def _row(meeting: Meeting) -> list[Cell]:
    line = meeting.line
    return [
        link(url_for("appointments.detail", appointment_id=line.id), team.when(line)),
        link(address_of(line.mandate_id), f"{meeting.name} · {meeting.number}"),
        formats.code(line.kind, language()),
        line.place_text,
        team.state_of(line),
        names.service(meeting.social_service_id),
    ]


@blueprint.get("/<uuid:appointment_id>")
def detail(appointment_id: UUID) -> Response:
    """Show one meeting and what can be done about it."""
    line = _record(appointment_id)
    who = ask(person_names, mandate_ids=(line.mandate_id,)).get(line.mandate_id)
    by = names.accounts([line.proposed_by]).get(line.proposed_by, "")
    return show(
        "registration/meeting.html",
        line=line,
        kind=formats.code(line.kind, language()),
        state=team.state_of(line),
        who=f"{who.name} · {who.number}" if who else "",
        by=by,
        panel=ACTIONS.panel(line, line.steps, appointment_id=appointment_id),
    )


def without_outcome() -> Count:
    """Return how many of one's own meetings are over and nobody has said how they went."""
    mine = lately("outcomes to enter", lambda: ask(outcomes_to_enter)).get(actor().account_id, 0)
    return Count(mine, urgent=mine > 0)
