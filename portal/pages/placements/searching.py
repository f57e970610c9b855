"""Who looks for a place: the list the matching workbench is entered by, in one view for each state."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from flask import Response, url_for
from markupsafe import Markup

from portal import addresses, formats
from portal.cells import Cell, Column, kind_chip, link
from portal.doors import ask, language, say
from portal.lists import Lines, Listing, Part, answer
from portal.organisations import named
from portal.pages.placements import common
from portal.parts import Choice, Tab
from schemas.actor import OrganisationKind
from services.placements.queries import seekers


def index() -> Response:
    """Show the people for whom a place is looked for, the longest waiting first, in one view for each state."""
    view = common.chosen(seekers.SeekerView, "state") or seekers.SeekerView.SEARCHING
    service, can_stall = addresses.identity("service"), view is seekers.SeekerView.SEARCHING
    stalled = can_stall and addresses.is_on("stalled")
    services = named(OrganisationKind.SOCIAL_SERVICE)

    def read(part: Part) -> Lines:
        found = ask(seekers.seekers, view=view, social_service_id=service, stalled_only=stalled, cut=common.cut(part))
        names = common.people(each.mandate_id for each in found.lines)
        return Lines([_row(each, names, services) for each in found.lines], found.total)

    offered: list[Choice] = [(str(key), name) for key, name in services.items()]
    filters = [common.filter_view("service", say("matching.service"), offered, "choice")]
    if can_stall:
        filters.append(common.filter_view("stalled", say("matching.stalled_only"), widget="checkbox"))
    listing = Listing(
        "placements.matching",
        say("menu.matching"),
        _columns(),
        read,
        filters=filters,
        keep=("state",),
        empty=say("matching.none"),
        empty_hint=say("matching.none_hint"),
    )
    return answer("placements/seekers.html", listing, tabs=_tabs(view))


def _tabs(view: seekers.SeekerView) -> list[Tab]:
    return [
        Tab(say(f"matching.tab.{each}"), addresses.here("matching.index", state=each, stalled=None), each is view)
        for each in seekers.SeekerView
    ]


def _columns() -> list[Column]:
    words = ("person", "service", "kinds", "workload", "available_from", "released_on", "state")
    return [
        Column(say(f"matching.{name}"), kind={"person": "main", "workload": "tight"}.get(name, "")) for name in words
    ]


def _row(line: seekers.SeekerLine, names: Mapping[UUID, str], services: Mapping[UUID, str]) -> list[Cell]:
    person = common.person(names, line.mandate_id, line.number)
    return [
        link(url_for("matching.places", mandate_id=line.mandate_id), person),
        services.get(line.social_service_id, ""),
        Markup(" ").join(kind_chip(each, language()) for each in line.kinds),
        f"{line.workload_percent} %",
        formats.day(line.available_from),
        formats.day(line.released_on),
        common.state(line.state),
    ]
