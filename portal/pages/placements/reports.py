"""Interim reports: written by the provider, read, accepted or given back by the office."""

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
from portal.forms import Form
from portal.lists import Lines, Listing, Part, answer
from portal.page import leave, show
from portal.pages.placements import common, ladders
from schemas.placements import (
    AcceptInterimReport,
    ReceiveReportOtherwise,
    ReturnInterimReport,
    SaveInterimReport,
    WriteInterimReport,
)
from services.placements.queries import reports as queries
from services.placements.queries.placements import PlacementCard, placement_card

blueprint: Final = Blueprint("interim_reports", __name__, url_prefix="/interim-reports")


def _report(report_id: UUID) -> queries.ReportCard:
    return ask(queries.report_card, report_id=report_id)


def _start(command: type[Any], report: queries.ReportCard) -> Mapping[str, Any]:
    return {"received_on": today()} if command is ReceiveReportOtherwise else {}


ACTIONS: Final = ActionPages(
    blueprint=blueprint,
    rule="/<uuid:report_id>",
    back="interim_reports.detail",
    record=_report,
    commands={
        "accept": AcceptInterimReport,
        "give_back": ReturnInterimReport,
        "receive_otherwise": ReceiveReportOtherwise,
    },
    choices=common.code_list,
    start=_start,
    tones={"accept": "primary"},
    workflow="report",
).install()


@blueprint.get("")
def index() -> Response:
    """Show the reports within reach: what is still to do first, then the newest."""
    to_write, state = request.args.get("to_write") == "yes", common.chosen(queries.ReportState, "state")

    def read(part: Part) -> Lines:
        found = ask(queries.reports, wanted=queries.ReportFilter(to_write=to_write, state=state), cut=common.cut(part))
        names = common.people(each.mandate_id for each in found.lines)
        return Lines([_row(each, names) for each in found.lines], found.total)

    filters = [
        common.filter_view("state", say("reports.state"), common.choices_of(queries.ReportState)),
        common.filter_view("to_write", say("reports.to_write"), widget="checkbox"),
    ]
    listing = Listing(
        "placements.interim_reports",
        say("menu.interim_reports"),
        _columns(),
        read,
        filters=filters,
        empty=say("reports.none"),
        empty_hint=say("reports.none_hint"),
    )
    return answer("placements/reports.html", listing)


def _columns() -> list[Column]:
    words = ("person", "place", "provider", "number", "due_on", "received_on", "state")
    return [Column(say(f"reports.{name}"), kind="main" if name == "person" else "") for name in words]


def _row(line: queries.ReportLine, names: Mapping[UUID, str]) -> list[Cell]:
    person = common.person(names, line.mandate_id, line.number)
    return [
        link(url_for("interim_reports.detail", report_id=line.id), person),
        line.place_title,
        line.provider_name,
        line.report_number,
        formats.day(line.due_on),
        formats.day(line.received_on),
        common.state(line.state),
    ]


@blueprint.get("/<uuid:report_id>")
def detail(report_id: UUID) -> Response:
    """Show one report."""
    report = _report(report_id)
    names = common.people([report.mandate_id])
    return show(
        "placements/report.html",
        rungs=ladders.rungs("report", report_id),
        report=report,
        person=common.person(names, report.mandate_id, report.number),
        state=common.state(report.state),
        panel=ACTIONS.panel(report, report.steps, report_id=report_id),
        may_write=may(WriteInterimReport) and "submit" in report.steps,
        entries=common.entries(report.history),
    )


@blueprint.route("/<uuid:report_id>/write", methods=["GET", "POST"])
def write(report_id: UUID) -> Answer:
    """Write an asked or returned report; a draft is kept with the other button."""
    need(WriteInterimReport)
    report = _report(report_id)
    kind = SaveInterimReport if request.form.get("action") == "keep" else WriteInterimReport
    return _written(kind, ask(placement_card, placement_id=report.placement_id), report)


@blueprint.route("/for/<uuid:placement_id>", methods=["GET", "POST"])
def new(placement_id: UUID) -> Answer:
    """Write a report nobody has asked for yet."""
    need(WriteInterimReport)
    return _written(WriteInterimReport, ask(placement_card, placement_id=placement_id), None)


def _written(kind: type[Any], placement: PlacementCard, report: queries.ReportCard | None) -> Answer:
    start: dict[str, Any] = {"period_from": placement.starts_on, "period_until": min(today(), placement.ends_on)}
    fixed: dict[str, Any] = {"placement_id": placement.id}
    if report is None:
        start["report_id"] = uuid4()
    else:
        texts = ("progress", "goals", "recommendation", "period_from", "period_until", "row_version")
        start |= {name: getattr(report, name) for name in texts}
        fixed["report_id"] = report.id
    if kind is SaveInterimReport:
        fixed.pop("placement_id")
    form = Form(kind, start=start, fixed=fixed)
    if form.carry_out():
        return leave("interim_reports.detail", text=say(f"act.{kind.said}.done"), report_id=form.answer)
    return show("placements/report_form.html", form=form, placement=placement, report=report)
