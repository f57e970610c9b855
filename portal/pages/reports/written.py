"""The reports of the office: begun, written, published; canton, auditors and partners read the published ones."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final
from uuid import UUID, uuid4

from flask import Blueprint, Response, url_for
from werkzeug.wrappers import Response as Answer

from portal import formats
from portal.actions import ActionPages
from portal.cells import Cell, Column, badge, link
from portal.doors import ask, do, language, may, need, say, today
from portal.forms import Form
from portal.lists import Listing, answer, whole
from portal.page import leave, show
from portal.pages.reports import shown
from portal.pages.reports.naming import short_span, title, title_among
from portal.pages.reports.paper import blocks, paper_of
from schemas.codes_exports import ExportFormat
from schemas.codes_reporting import ReleaseState, ReportPart
from schemas.codes_steering import PeriodKind
from schemas.exports import NoteExport
from schemas.reporting import DiscardReport, PrepareReport, PublishReport, WriteReport
from services.steering.queries import reports as queries
from services.steering.queries.periods import Period, previous_period

blueprint: Final = Blueprint("reports", __name__, url_prefix="/reports")


def _report(report_id: UUID) -> queries.ReportLine:
    return ask(queries.report, report_id=report_id)


def _fixed(command: type[Any], report: queries.ReportLine) -> Mapping[str, Any]:
    if command is PublishReport:
        return {"offer": shown.offer_of(Period(report.first_on, report.last_on))}
    return {}


ACTIONS: Final = ActionPages(
    blueprint=blueprint,
    rule="/<uuid:report_id>",
    back="reports.detail",
    record=_report,
    commands={"publish": PublishReport},
    fixed=_fixed,
    tones={"publish": "primary"},
).install()


@blueprint.get("")
def index() -> Response:
    """Show the reports; drafts only to the office."""
    columns = [
        Column(say("papers.kind"), kind="main"),
        Column(say("papers.period")),
        Column(say("papers.state")),
        Column(say("papers.published_on"), kind="tight"),
    ]
    found = ask(queries.reports)
    rows = [_row(each, title_among(each, found)) for each in found]
    listing = Listing("reports.written", say("menu.reports"), columns, whole(rows), empty=say("papers.none"))
    return answer("reports/reports.html", listing, may_begin=may(PrepareReport))


def _row(each: queries.ReportLine, name: str) -> list[Cell]:
    return [link(url_for("reports.detail", report_id=each.id), name), _days(each), _state(each), _published(each)]


def _days(each: queries.ReportLine) -> str:
    return f"{formats.day(each.first_on)} – {formats.day(each.last_on)}"


def _state(each: queries.ReportLine) -> Cell:
    tone = "active" if each.state is ReleaseState.PUBLISHED else "waiting"
    return badge(tone, formats.code(each.state, language()))


def _published(each: queries.ReportLine) -> str:
    return formats.day(each.published_at)


@blueprint.route("/new", methods=["GET", "POST"])
def new() -> Answer:
    """Begin a report; the last full year is proposed."""
    need(PrepareReport)
    last = previous_period(today(), PeriodKind.YEAR)
    start = {"report_id": uuid4(), "first_on": last.first, "last_on": last.last}
    form = Form(PrepareReport, start=start)
    if form.carry_out():
        return leave("reports.write", report_id=form.answer)
    return show("reports/new.html", form=form)


@blueprint.get("/<uuid:report_id>")
def detail(report_id: UUID) -> Response:
    """Show a report with its texts and figures."""
    report = _report(report_id)
    content = shown.content_of(report)
    is_draft = report.state is ReleaseState.DRAFT
    steps = ("publish",) if is_draft else ()
    return answer(
        "reports/report.html",
        _figures(content, report),
        *_tables(content, report),
        report=report,
        blocks=blocks(report),
        days=_days(report),
        state=_state(report),
        is_draft=is_draft,
        labels=shown.labels(content),
        series=shown.series(content),
        use_bars=shown.use_bars(content),
        minimum=content.get("small_cell_minimum") or (ask(queries.small_cells) if may(queries.small_cells) else None),
        may_write=is_draft and may(WriteReport),
        panel=ACTIONS.panel(report, steps, report_id=report_id),
    )


def _tables(content: shown.Content, report: queries.ReportLine) -> Iterator[Listing]:
    if shown.has(content, ReportPart.CLOSINGS):
        yield _closings(content, report)
    if shown.has(content, ReportPart.OUTCOMES):
        yield _outcomes(content, report)
    if people := shown.person_rows(report, content):
        columns = [Column(say("service_report.number"), kind="tight"), Column(say("service_report.name"), kind="main")]
        title = say("code.report_part.persons")
        yield Listing("reports.persons", title, columns, whole(people), notes=(_days(report),))


def _figures(content: shown.Content, report: queries.ReportLine) -> Listing:
    columns = [
        Column(say("figures.indicator"), kind="main"),
        Column(say("figures.value"), numeric=True),
        Column(say("figures.unit"), kind="tight"),
        Column(say("figures.formula"), kind="wide muted"),
    ]
    rows = whole(shown.figure_rows(content))
    return Listing("reports.published", title(report), columns, rows, notes=(_days(report),))


def _closings(content: shown.Content, report: queries.ReportLine) -> Listing:
    columns = [Column(say(f"figures.{name}")) for name in ("reason", "potential", "success")]
    columns.append(Column(say("figures.count"), numeric=True))
    rows, none = whole(shown.closing_rows(content)), say("figures.none")
    return Listing("reports.closings", say("figures.closings"), columns, rows, notes=(_days(report),), empty=none)


def _outcomes(content: shown.Content, report: queries.ReportLine) -> Listing:
    columns = [Column(say("figures.month"), numeric=True), Column(say("figures.outcome"), kind="main")]
    columns.append(Column(say("figures.count"), numeric=True))
    rows, none = whole(shown.outcome_rows(content)), say("figures.none")
    return Listing("reports.outcomes", say("figures.outcomes"), columns, rows, notes=(_days(report),), empty=none)


@blueprint.route("/<uuid:report_id>/write", methods=["GET", "POST"])
def write(report_id: UUID) -> Answer:
    """Write the texts in both languages."""
    need(WriteReport)
    report = _report(report_id)
    start = {**report.texts, "row_version": report.row_version}
    form = Form(WriteReport, start=start, fixed={"report_id": report_id})
    if form.carry_out():
        return leave("reports.detail", report_id=report_id)
    return show("reports/write.html", form=form, title=title(report), report=report)


@blueprint.get("/<uuid:report_id>/paper")
def paper(report_id: UUID) -> Response:
    """Send the report as PDF."""
    report = _report(report_id)
    rows = len(shown.content_of(report)["figures"])
    do(NoteExport(list_name="reports.paper", file_format=ExportFormat.PDF, rows=rows, narrowed=f"report={report_id}"))
    made = Response(paper_of(report), content_type="application/pdf")
    made.headers["Content-Disposition"] = f"attachment; filename={_file(report)}"
    return made


def _file(report: queries.ReportLine) -> str:
    """Return a file name that holds the months where the report is not about a whole year."""
    return f"{report.kind.value}-{short_span(report).replace('–', '-')}.pdf"


@blueprint.route("/<uuid:report_id>/discard", methods=["GET", "POST"])
def discard(report_id: UUID) -> Answer:
    """Drop a draft, after asking."""
    need(DiscardReport)
    report = _report(report_id)
    form = Form(DiscardReport, start={"row_version": report.row_version}, fixed={"report_id": report_id})
    if form.carry_out():
        return leave("reports.index", text=say("act.steering.discard_report.done"))
    return show("reports/discard.html", form=form, title=title(report), report=report)
