"""What placements shows at the head of Today: free seats, how well they are used, and by whom they are offered."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Final

from flask import url_for

from portal.areas import Bars, Figure
from portal.charts import Bar
from portal.counters import lately
from portal.doors import actor, ask, may, say, today
from portal.organisations import named
from schemas.actor import OFFICE_STAFF, READERS, SERVICE_STAFF, OrganisationKind, Role
from services.placements.queries import figures, utilisation

_WIDE: Final = (*OFFICE_STAFF, *READERS)
_READERS: Final = (*_WIDE, *SERVICE_STAFF, Role.PROVIDER)
_MOST: Final = 12
"""Bars beside Today; the page behind the chart shows all."""


def numbers() -> Iterator[Figure]:
    """Yield free seats today and this month's utilisation, each leading to its own calculation."""
    if actor().role not in _READERS or not may(figures.seats_today):
        return
    seats = _seats()
    free = sum(each.free for each in seats)
    contracted = sum(each.contracted for each in seats)
    yield Figure(
        say("today.figure.free"),
        str(free),
        url_for("places.index"),
        say("today.figure.free_of", contracted=contracted),
        "danger" if free < 0 else "",
    )
    if actor().role in _WIDE and may(figures.concentration):
        yield _utilisation()


def _seats() -> tuple[figures.ProviderSeats, ...]:
    """Return the seats of each provider, as of a moment ago: two parts of the page show them."""
    return lately("seats today", lambda: ask(figures.seats_today))


def _utilisation() -> Figure:
    period = utilisation.Period(first=today().replace(day=1), last=today())
    office = partial(ask, utilisation.utilisation_by, viewpoint=utilisation.Viewpoint.OFFICE, period=period)
    whole = lately("utilisation this month", office)[0]
    value = say("offer.nothing_available") if whole.percent is None else f"{whole.percent:.0f} %"
    return Figure(say("today.figure.utilisation"), value, url_for("offer.market"), say("today.figure.this_month"))


def bars() -> Bars | None:
    """Return occupied of contracted seats per provider, for those who steer by it."""
    if actor().role not in _WIDE or not may(figures.seats_today):
        return None
    partners = named(OrganisationKind.PROVIDER)
    seats = sorted(_seats(), key=lambda each: -each.contracted)
    drawn = [
        Bar(partners.get(each.provider_id, ""), each.occupied, each.contracted, "danger" if each.free <= 0 else "")
        for each in seats
        if each.contracted
    ]
    if not drawn:
        return None
    return Bars(
        say("today.bars.title"), say("today.bars.text"), drawn[:_MOST], url_for("offer.market"), say("today.bars.all")
    )
