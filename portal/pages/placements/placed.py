"""Placements: start, interruption, prolongation and end."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID, uuid4

from flask import Blueprint, Response, request, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response as Answer

from portal import formats
from portal.actions import ActionPages
from portal.cells import Cell, Column, kind_chip, link
from portal.doors import ask, language, may, need, say, today
from portal.forms import Form
from portal.lists import Lines, Listing, Part, answer
from portal.page import leave, show
from portal.pages.placements import common, ladders
from portal.pages.placements.reservations import quota_parts
from schemas.placements import (
    CancelPlacement,
    DecideProlongation,
    EndPlacement,
    RequestProlongation,
    ResumePlacement,
    StartPlacement,
    SuspendPlacement,
    WriteInterimReport,
)
from schemas.refusal import NotFound
from services.placements.queries import placements as queries
from services.placements.queries.presence import SheetFilter, presence_months
from services.placements.queries.quota_effect import prolongation_quota
from services.placements.queries.reports import ReportFilter, reports

blueprint: Final = Blueprint("placed", __name__, url_prefix="/placements")


def _placement(placement_id: UUID) -> queries.PlacementCard:
    return ask(queries.placement_card, placement_id=placement_id)


def _start(command: type[Any], placement: queries.PlacementCard) -> Mapping[str, Any]:
    if command is StartPlacement:
        return {"started_on": placement.starts_on}
    if command is EndPlacement:
        return {"ended_on": today()}
    if command is RequestProlongation:
        return {"prolongation_id": uuid4()}
    return {"starts_on": today()} if command is SuspendPlacement else {}


ACTIONS: Final = ActionPages(
    blueprint=blueprint,
    rule="/<uuid:placement_id>",
    back="placed.detail",
    record=_placement,
    commands={
        "start": StartPlacement,
        "suspend": SuspendPlacement,
        "resume": ResumePlacement,
        "prolong": RequestProlongation,
        "end": EndPlacement,
        "cancel": CancelPlacement,
    },
    choices=common.code_list,
    start=_start,
    tones={"start": "primary", "end": "danger", "cancel": "danger"},
    workflow="placement",
).install()


@blueprint.get("")
def index() -> Response:
    """Show the running placements, the next to end first, or all of them."""
    show_all = request.args.get("all") == "yes"

    def read(part: Part) -> Lines:
        found = ask(queries.placements, wanted=queries.PlacementFilter(running_only=not show_all), cut=common.cut(part))
        names = common.people(each.mandate_id for each in found.lines)
        return Lines([_row(each, names) for each in found.lines], found.total)

    filters = [common.filter_view("all", say("placed.all"), widget="checkbox")]
    listing = Listing(
        "placements.placed",
        say("menu.placed"),
        _columns(),
        read,
        filters=filters,
        empty=say("placed.none"),
        empty_hint="" if show_all else say("placed.none_hint"),
    )
    return answer("placements/placed.html", listing)


def _columns() -> list[Column]:
    words = ("person", "place", "provider", "workload", "starts_on", "ends_on", "state")
    return [Column(say(f"placed.{name}"), kind={"person": "main", "workload": "tight"}.get(name, "")) for name in words]


def _row(line: queries.PlacementLine, names: Mapping[UUID, str]) -> list[Cell]:
    person = common.person(names, line.mandate_id, line.number)
    return [
        link(url_for("placed.detail", placement_id=line.id), person),
        Markup("{} {}").format(kind_chip(line.kind, language()), line.place_title),
        line.provider_name,
        f"{line.workload_percent} %",
        formats.day(line.starts_on),
        formats.day(line.ended_on or line.ends_on),
        common.state(line.state),
    ]


@blueprint.get("/<uuid:placement_id>")
def detail(placement_id: UUID) -> Response:
    """Show one placement; the last day is shown as the sum of what moved it."""
    placement = _placement(placement_id)
    names = common.people([placement.mandate_id])
    return show(
        "placements/placement.html",
        rungs=ladders.rungs("placement", placement_id),
        placement=placement,
        person=common.person(names, placement.mandate_id, placement.number),
        state=common.state(placement.state),
        panel=ACTIONS.panel(placement, (*placement.steps, *_prolongable(placement)), placement_id=placement_id),
        reasons={**common.code_words("end_reasons"), **common.code_words("suspension_reasons")},
        reports=ask(reports, wanted=ReportFilter(placement_id=placement_id)).lines,
        sheets=ask(presence_months, wanted=SheetFilter(placement_id=placement_id)).lines,
        may_decide=may(DecideProlongation),
        may_write=may(WriteInterimReport) and placement.state.value in ("active", "suspended", "ending"),
        entries=common.entries(placement.history),
    )


def _prolongable(placement: queries.PlacementCard) -> tuple[str, ...]:
    pending = any(each.decided_on is None for each in placement.prolongations)
    return () if pending or placement.state.value not in ("active", "suspended") else ("prolong",)


@blueprint.route("/<uuid:placement_id>/prolongations/<uuid:prolongation_id>", methods=["GET", "POST"])
def decide(placement_id: UUID, prolongation_id: UUID) -> Answer:
    """Grant or deny a later last day."""
    need(DecideProlongation)
    placement = _placement(placement_id)
    wish = next((each for each in placement.prolongations if each.id == prolongation_id), None)
    if wish is None:
        raise NotFound("prolongation")
    form = Form(
        DecideProlongation,
        start={"row_version": wish.row_version},
        fixed={"prolongation_id": prolongation_id},
    )
    if form.carry_out():
        return leave("placed.detail", text=say("act.placements.decide_prolongation.done"), placement_id=placement_id)
    quota = ask(prolongation_quota, prolongation_id=prolongation_id)
    parts = quota_parts(quota) if quota.is_set else {}
    return show("placements/prolongation.html", form=form, placement=placement, wish=wish, **parts)
