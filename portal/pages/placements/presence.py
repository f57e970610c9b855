"""Presence months: the provider fills half-days, the office locks or gives back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final
from uuid import UUID

from flask import Blueprint, Response, request, url_for
from werkzeug.wrappers import Response as Answer

from portal import formats, half_days
from portal.actions import ActionPages, Panel
from portal.cells import Cell, Column, link
from portal.doors import ask, language, may, need, say
from portal.half_days import HalfDays, box
from portal.lists import Lines, Listing, Part, answer
from portal.page import leave, show
from portal.pages.placements import common, ladders
from portal.parts import Action
from schemas.codes import HalfDay, PresenceCode
from schemas.placements import ContestPresence, LockPresence, SavePresence, SubmitPresence
from services.placements.queries import presence as queries

blueprint: Final = Blueprint("presence", __name__, url_prefix="/presence")


def _sheet(month_id: UUID) -> queries.Sheet:
    return ask(queries.presence_sheet, month_id=month_id)


ACTIONS: Final = ActionPages(
    blueprint=blueprint,
    rule="/<uuid:month_id>",
    back="presence.detail",
    record=_sheet,
    commands={"submit": SubmitPresence, "lock": LockPresence, "contest": ContestPresence},
    tones={"submit": "primary", "lock": "primary"},
    workflow="presence",
).install()


@blueprint.get("")
def index() -> Response:
    """Show the presence months within reach, newest first."""

    def read(part: Part) -> Lines:
        wanted = queries.SheetFilter(state=common.chosen(queries.PresenceState, "state"))
        found = ask(queries.presence_months, wanted=wanted, cut=common.cut(part))
        names = common.people(each.mandate_id for each in found.lines)
        return Lines([_row(each, names) for each in found.lines], found.total)

    states = common.choices_of(queries.PresenceState)
    listing = Listing(
        "placements.presence",
        say("menu.presence"),
        _columns(),
        read,
        filters=[common.filter_view("state", say("presence.state"), states)],
        empty=say("presence.none"),
        empty_hint=say("presence.none_hint"),
    )
    return answer("placements/presence.html", listing)


def _columns() -> list[Column]:
    numbers = [Column(say(f"presence.{name}"), numeric=True) for name in ("present", "marked", "contracted")]
    return [
        Column(say("presence.month"), kind="main"),
        Column(say("presence.person")),
        Column(say("presence.place")),
        Column(say("presence.provider")),
        *numbers,
        Column(say("presence.state")),
    ]


def _row(line: queries.SheetLine, names: Mapping[UUID, str]) -> list[Cell]:
    return [
        link(url_for("presence.detail", month_id=line.id), f"{line.month:%m.%Y}"),
        common.person(names, line.mandate_id, line.number),
        line.place_title,
        line.provider_name,
        line.present_half_days,
        line.marked_half_days,
        line.contracted_half_days,
        common.state(line.state),
    ]


@blueprint.get("/<uuid:month_id>")
def detail(month_id: UUID) -> Response:
    """Show one sheet."""
    return _shown(_sheet(month_id), None)


@blueprint.route("/<uuid:month_id>/fill", methods=["GET", "POST"])
def fill(month_id: UUID) -> Answer:
    """Fill one sheet."""
    need(SavePresence)
    sheet = _sheet(month_id)
    fixed = {"month_id": month_id, "marks": half_days.marks() if request.method == "POST" else ()}
    form = HalfDays(SavePresence, start={"row_version": sheet.row_version}, fixed=fixed)
    form.boxes = {box(each.day, half) for each in sheet.days for half in HalfDay}
    if form.carry_out():
        return leave("presence.detail", text=say("act.placements.save_presence.done"), month_id=month_id)
    return _shown(sheet, form)


def _shown(sheet: queries.Sheet, form: HalfDays | None) -> Response:
    names = common.people([sheet.mandate_id])
    may_fill = may(SavePresence) and "submit" in sheet.steps
    return show(
        "placements/sheet.html",
        rungs=ladders.rungs("presence", sheet.id),
        sheet=sheet,
        form=form,
        cells=[_day_cells(each) for each in sheet.days],
        codes=common.choices_of(PresenceCode),
        person=common.person(names, sheet.mandate_id, sheet.number),
        state=common.state(sheet.state),
        panel=_panel(sheet, may_fill=may_fill and form is None),
        entries=common.entries(sheet.history),
    )


def _panel(sheet: queries.Sheet, *, may_fill: bool) -> Panel:
    """Return the buttons of a sheet; before anything is marked, filling it in comes first and not handing it in."""
    panel = ACTIONS.panel(sheet, sheet.steps, month_id=sheet.id)
    if not may_fill:
        return panel
    way = url_for("presence.fill", month_id=sheet.id)
    fill = Action("fill", say("presence.fill"), url=way, tone="" if sheet.marked_half_days else "primary")
    if sheet.marked_half_days:
        return replace(panel, actions=[*panel.actions, fill])
    return replace(panel, actions=[fill, *(replace(each, tone="") for each in panel.actions)])


def _day_cells(day: queries.SheetDay) -> tuple[str, list[tuple[str, str, str]]]:
    """Return the day in words and, for each half, the name of its cell, its word and what stands there."""
    given = {HalfDay.MORNING: day.morning, HalfDay.AFTERNOON: day.afternoon}
    halves = [
        (
            box(day.day, half),
            formats.code(half, language()),
            request.form.get(box(day.day, half), code.value if code else ""),
        )
        for half, code in given.items()
    ]
    return formats.long_day(day.day, language()), halves
