"""What placements brings: its pages, menu lines, lines for Today, search results and the names of providers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final
from uuid import UUID

from flask import url_for

from portal.areas import Area, Hit, MenuEntry
from portal.doors import ask
from portal.pages.placements import (
    catalogue,
    landing,
    matching,
    place_wizard,
    placed,
    places,
    plan,
    presence,
    proposals,
    reports,
    reservations,
    steering,
    tasks,
)
from schemas.actor import OrganisationKind
from services.placements.queries import catalogue as catalogue_queries
from services.placements.queries import figures, registers, seekers, waiting
from services.placements.queries import placements as placed_queries
from services.placements.queries import places as place_queries
from services.placements.queries import plan as plan_queries
from services.placements.queries import presence as presence_queries
from services.placements.queries import proposals as proposal_queries
from services.placements.queries import reports as report_queries
from services.placements.queries import reservations as reservation_queries


def _search(text: str) -> Iterable[Hit]:
    found = ask(place_queries.find_places, text=text)
    return [
        Hit(each.title, url_for("places.detail", place_id=each.id), "place", f"{each.provider_name}, {each.town}")
        for each in found
    ]


def _providers(_: str) -> Mapping[UUID, str]:
    return {each.id: each.name for each in ask(registers.providers)}


ON_PLACES: Final = (place_wizard,)
"""Imported so that its pages stand on the blueprint of places."""

AREA: Final = Area(
    blueprints=[
        places.blueprint,
        catalogue.blueprint,
        proposals.blueprint,
        placed.blueprint,
        reports.blueprint,
        presence.blueprint,
        matching.blueprint,
        plan.blueprint,
        reservations.blueprint,
        steering.blueprint,
    ],
    menu=[
        MenuEntry("matching", "matching.index", seekers.seekers, icon="shuffle", group="placements", rank=300),
        MenuEntry("plan", "plan.index", plan_queries.assignment_plan, icon="diagram-3", group="placements", rank=305),
        MenuEntry(
            "catalogue", "catalogue.index", catalogue_queries.catalogue, icon="map", group="placements", rank=307
        ),
        MenuEntry("places", "places.index", place_queries.places, icon="grid-3x3-gap", group="placements", rank=310),
        MenuEntry(
            "proposals",
            "proposals.index",
            proposal_queries.proposals,
            icon="send",
            group="placements",
            rank=320,
            count=tasks.live_proposals,
        ),
        MenuEntry("placed", "placed.index", placed_queries.placements, icon="briefcase", group="placements", rank=330),
        MenuEntry(
            "interim_reports",
            "interim_reports.index",
            report_queries.reports,
            icon="file-earmark-text",
            group="placements",
            rank=340,
        ),
        MenuEntry(
            "presence",
            "presence.index",
            presence_queries.presence_months,
            icon="calendar3",
            group="placements",
            rank=350,
        ),
        MenuEntry(
            "reservations",
            "reservations.index",
            reservation_queries.reservations,
            icon="bookmark",
            group="placements",
            rank=360,
        ),
        MenuEntry("waiting", "offer.waiting_lists", waiting.waiting_list, icon="list", group="placements", rank=370),
        MenuEntry("market", "offer.market", figures.concentration, icon="speedometer2", group="placements", rank=380),
    ],
    today=tasks.lines,
    figures=landing.numbers,
    bars=landing.bars,
    search=_search,
    organisations={OrganisationKind.PROVIDER: _providers},
)
