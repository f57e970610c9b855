"""The periodic report of one social service: its people by name, where they stand, and the use of its own places."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Final
from uuid import UUID

from flask import Blueprint, Response, abort, url_for

from portal import addresses, formats
from portal.cells import Cell, Column, link
from portal.doors import actor, ask, do, language, need, now, say
from portal.lists import Lines, Listing, Part, answer, xlsx_file
from portal.pages.reports import cells, periods
from portal.pages.reports.services import overview, percent
from portal.parts import FieldView
from portal.runs import course
from schemas.codes import Phase
from schemas.codes_exports import ExportFormat
from schemas.codes_steering import PeriodKind
from schemas.exports import NoteExport
from services.placements.queries.own_places import Measure, measures_on, own_use
from services.registration.queries.reporting import CourseCut, courses_counted, courses_of
from services.steering.queries import reports as queries
from services.steering.queries.periods import Period

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
blueprint: Final = Blueprint("service_report", __name__, url_prefix="/service-report")


@blueprint.get("")
def index() -> Response:
    """Show the report of one's own service, or of the one the office has chosen."""
    need(queries.service_report)
    chosen = periods.chosen(PeriodKind.QUARTER)
    service = actor().organisation_id if actor().is_service else addresses.identity("service")
    views = chosen.views()
    if not actor().is_service:
        offered = [(str(key), name) for key, name in cells.services().items()]
        views.insert(0, FieldView("service", say("figures.service"), "choice", str(service or ""), choices=offered))
    if service is None or (service not in cells.services() and not actor().is_service):
        return overview(chosen)
    numbers: dict[UUID, str] = {}
    head = _composed(service, chosen.period, ())
    count = ask(courses_counted, social_service_id=service, first=chosen.period.first, last=chosen.period.last)

    def read(part: Part) -> Lines:
        cut = CourseCut(part.offset, part.size)
        return Lines([_row(each, numbers) for each in _lines(service, chosen.period, cut, numbers)], count)

    before, after = chosen.neighbours()
    listing = _listing(head, count, views, chosen, read)
    return answer("reports/service.html", listing, count=count, chosen=chosen, before=before, after=after, **_use(head))


@blueprint.get("/every")
def every() -> Response:
    """Make the reports of all services in one file, a sheet each; in the background, because it takes its time."""
    need(queries.service_report)
    if actor().is_service:
        abort(404)
    chosen, known = periods.chosen(PeriodKind.QUARTER), cells.services()
    title = say("service_report.every", period=chosen.words)
    if not course.is_running():
        return course.begin("reports.every_service", title, ExportFormat.XLSX, len(known), narrowed=chosen.words)
    do(NoteExport(list_name="reports.every_service", file_format=ExportFormat.XLSX, rows=len(known)))
    sheets = (_sheet(*each, chosen) for each in course.told(known.items(), len(known)))
    book = xlsx_file.books(title, sheets, at=now())
    made = Response(iter(lambda: book.read(65_536), b""))
    made.headers["Content-Type"] = XLSX
    name = f"{chosen.period.first.isoformat()}-{chosen.period.last.isoformat()}"
    made.headers["Content-Disposition"] = f"attachment; filename=services-{name}.xlsx"
    made.call_on_close(book.close)
    return made


def _sheet(service: UUID, name: str, chosen: periods.Chosen) -> xlsx_file.Sheet:
    numbers: dict[UUID, str] = {}
    found = _lines(service, chosen.period, CourseCut(), numbers)
    use = _use(_composed(service, chosen.period, ()))
    tail: list[list[Cell]] = [[say(f"service_report.{each}"), use[each], "", "", ""] for each in ("own", "own_poias")]
    return name, _columns(), [*(_row(each, numbers) for each in found), *tail]


def _lines(
    service: UUID, period: Period, cut: CourseCut, numbers: dict[UUID, str]
) -> tuple[queries.ServiceReportRow, ...]:
    """Return a part of the report; names come from registration, for those who may, and numbers are noted."""
    days = {"first": period.first, "last": period.last}
    named = ask(courses_of, social_service_id=service, cut=cut, **days)
    ids = tuple(each.mandate_id for each in named)
    measures = ask(measures_on, social_service_id=service, day=period.last, mandate_ids=ids)
    numbers.update({each.mandate_id: each.number for each in named})
    lines = tuple(
        queries.ReportedMandate(
            mandate_id=each.mandate_id,
            social_service_id=each.social_service_id,
            person_name=each.name,
            started_on=each.started_on,
            phase=each.phase,
            measure=_measure(measures.get(each.mandate_id)),
        )
        for each in named
    )
    return _composed(service, period, lines).rows


def _composed(service: UUID, period: Period, lines: tuple[queries.ReportedMandate, ...]) -> queries.ServiceReport:
    use = ask(own_use, social_service_id=service, first=period.first, last=period.last)
    own = queries.OwnUtilisation(_exact(use.own), _exact(use.own_poias))
    return ask(queries.service_report, social_service_id=service, period=period, mandates=lines, utilisation=own)


def _measure(found: Measure | None) -> str | None:
    return None if found is None else f"{found.kind.value} {found.title}, {found.provider_name}"


def _exact(value: float | None) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def _listing(
    found: queries.ServiceReport,
    count: int,
    views: list[FieldView],
    chosen: periods.Chosen,
    read: Callable[[Part], Lines],
) -> Listing:
    use = _use(found)
    return Listing(
        "reports.service",
        say("service_report.title", service=cells.services().get(found.social_service_id, "")),
        _columns(),
        read,
        filters=views,
        notes=(
            chosen.words,
            f"{say('service_report.mandates')}{say('export.colon')} {formats.number(count)}",
            f"{say('service_report.own')}{say('export.colon')} {use['own']}",
            f"{say('service_report.own_poias')}{say('export.colon')} {use['own_poias']}",
        ),
        empty=say("service_report.none"),
    )


def _columns() -> list[Column]:
    return [
        Column(say("service_report.number"), kind="lead tight"),
        Column(say("service_report.name")),
        Column(say("service_report.started"), kind="tight"),
        Column(say("service_report.phase")),
        Column(say("service_report.measure"), kind="wide"),
    ]


def _row(each: queries.ServiceReportRow, numbers: dict[UUID, str]) -> list[Cell]:
    address = url_for("mandates.detail", mandate_id=each.mandate_id)
    return [
        link(address, numbers.get(each.mandate_id, "")),
        each.person_name,
        formats.day(each.started_on),
        formats.code(Phase(each.phase), language()),
        each.measure,
    ]


def _use(found: queries.ServiceReport) -> dict[str, str]:
    return {"own": percent(found.own_utilisation), "own_poias": percent(found.own_poias_utilisation)}
