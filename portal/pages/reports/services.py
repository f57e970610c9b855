"""The periodic reports of every social service at one glance, for the office: from here each of them opens."""

from __future__ import annotations

from decimal import Decimal

from flask import Response

from portal import addresses, formats
from portal.cells import Cell, Column, link
from portal.doors import ask, say
from portal.lists import Listing, answer, whole
from portal.pages.reports import cells, periods
from services.placements.queries.own_places import OwnUse, own_uses
from services.registration.queries.reporting import courses_by_service

_NONE = OwnUse(None, None)


def overview(chosen: periods.Chosen) -> Response:
    """Show each service's mandates and the use of its own places in the chosen period."""
    span = {"first": chosen.period.first, "last": chosen.period.last}
    counts, uses = ask(courses_by_service, **span), ask(own_uses, **span)
    rows: list[list[Cell]] = [
        [
            link(addresses.here("service_report.index", service=key), name),
            formats.number(counts.get(key, 0)),
            percent(uses.get(key, _NONE).own),
            percent(uses.get(key, _NONE).own_poias),
        ]
        for key, name in cells.services().items()
    ]
    columns = [
        Column(say("figures.service"), kind="lead"),
        Column(say("service_report.mandates"), numeric=True),
        Column(say("service_report.own"), numeric=True),
        Column(say("service_report.own_poias"), numeric=True),
    ]
    listing = Listing(
        "reports.services",
        say("menu.service_report"),
        columns,
        whole(rows),
        filters=chosen.views(),
        notes=(chosen.words,),
        empty=say("figures.none"),
    )
    before, after = chosen.neighbours()
    return answer("reports/services.html", listing, chosen=chosen, before=before, after=after)


def percent(value: float | Decimal | None) -> str:
    """Return a use in percent, or that nobody has set the places it is measured by."""
    return say("figures.not_configured") if value is None else cells.percent(Decimal(str(value)))
