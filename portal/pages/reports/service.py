"""The periodic report of one social service: its people by name, where they stand, and the use of its own places."""

from __future__ import annotations

from decimal import Decimal
from typing import Final
from uuid import UUID

from flask import Blueprint, Response, url_for

from portal import addresses, formats
from portal.cells import Cell, Column, link
from portal.doors import actor, ask, language, need, say
from portal.lists import Lines, Listing, Part, answer
from portal.page import show
from portal.pages.reports import cells, periods
from portal.parts import FieldView
from schemas.codes import Phase
from schemas.codes_steering import PeriodKind
from services.placements.queries.own_places import Measure, measures_on, own_use
from services.registration.queries.reporting import courses_of
from services.steering.queries import reports as queries
from services.steering.queries.periods import Period

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
        return show("reports/service_choose.html", services=cells.services(), values=chosen.values)
    found, numbers = report_of(service, chosen.period)
    before, after = chosen.neighbours()
    listing = _listing(found, numbers, views, chosen)
    return answer(
        "reports/service.html", listing, found=found, chosen=chosen, before=before, after=after, **_use(found)
    )


def report_of(service: UUID, period: Period) -> tuple[queries.ServiceReport, dict[UUID, str]]:
    """Return the report, and the number of each of its mandates; names come from registration, for those who may."""
    measures = ask(measures_on, social_service_id=service, day=period.last)
    named = ask(courses_of, social_service_id=service, first=period.first, last=period.last)
    use = ask(own_use, social_service_id=service, first=period.first, last=period.last)
    lines = [
        queries.ReportedMandate(
            mandate_id=each.mandate_id,
            social_service_id=each.social_service_id,
            person_name=each.name,
            started_on=each.started_on,
            phase=each.phase,
            measure=_measure(measures.get(each.mandate_id)),
        )
        for each in named
    ]
    own = queries.OwnUtilisation(_exact(use.own), _exact(use.own_poias))
    found = ask(queries.service_report, social_service_id=service, period=period, mandates=lines, utilisation=own)
    return found, {each.mandate_id: each.number for each in named}


def _measure(found: Measure | None) -> str | None:
    return None if found is None else f"{found.kind.value} {found.title}, {found.provider_name}"


def _exact(value: float | None) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def _listing(
    found: queries.ServiceReport, numbers: dict[UUID, str], views: list[FieldView], chosen: periods.Chosen
) -> Listing:
    def read(part: Part) -> Lines:
        cut = found.rows[part.offset : part.offset + part.size]
        return Lines([_row(each, numbers) for each in cut], len(found.rows))

    use = _use(found)
    return Listing(
        "reports.service",
        say("service_report.title", service=cells.services().get(found.social_service_id, "")),
        [
            Column(say("service_report.number"), kind="lead tight"),
            Column(say("service_report.name")),
            Column(say("service_report.started"), kind="tight"),
            Column(say("service_report.phase")),
            Column(say("service_report.measure"), kind="wide"),
        ],
        read,
        filters=views,
        notes=(
            chosen.words,
            f"{say('service_report.mandates')}{say('export.colon')} {formats.number(found.mandates)}",
            f"{say('service_report.own')}{say('export.colon')} {use['own']}",
            f"{say('service_report.own_poias')}{say('export.colon')} {use['own_poias']}",
        ),
        empty=say("service_report.none"),
    )


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
    return {"own": _percent(found.own_utilisation), "own_poias": _percent(found.own_poias_utilisation)}


def _percent(value: Decimal | None) -> str:
    return say("figures.not_configured") if value is None else cells.percent(value)
