"""How well places are used, from the four viewpoints, as placements counts it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from portal.doors import ask, may, say
from portal.pages.reports import cells
from services.placements.queries import utilisation
from services.steering.queries.periods import Period


@dataclass(frozen=True)
class UseLine:
    """Occupied of available place-days, from one viewpoint."""

    viewpoint: str
    label: str
    occupied: float
    available: float
    percent: float | None


def lines(period: Period) -> list[UseLine]:
    """Return the use of places for the office, each service, each provider, and all mandates together."""
    if not may(utilisation.utilisation_by):
        return []
    asked = utilisation.Period(first=period.first, last=period.last)
    found: list[UseLine] = []
    for viewpoint in utilisation.Viewpoint:
        read = ask(utilisation.utilisation_by, viewpoint=viewpoint, period=asked)
        found += [_of_mandates(read)] if viewpoint is utilisation.Viewpoint.MANDATE else _named(viewpoint, read)
    return found


def _of_mandates(read: tuple[utilisation.Utilisation, ...]) -> UseLine:
    occupied = sum(each.occupied_days for each in read)
    available = read[0].available_days if read else 0
    label = say("figures.see_mandates", count=len(read))
    percent = round(100 * occupied / available, 1) if available else None
    return UseLine(utilisation.Viewpoint.MANDATE.value, label, occupied, available, percent)


def _named(viewpoint: utilisation.Viewpoint, read: tuple[utilisation.Utilisation, ...]) -> list[UseLine]:
    known: Mapping[UUID, str] = {}
    if viewpoint is utilisation.Viewpoint.PROVIDER:
        known = cells.providers()
    elif viewpoint is utilisation.Viewpoint.SOCIAL_SERVICE:
        known = cells.services()
    found = [_line(viewpoint.value, known, each) for each in read]
    return sorted(found, key=lambda each: each.label)


def _line(viewpoint: str, known: Mapping[UUID, str], each: utilisation.Utilisation) -> UseLine:
    label = known.get(each.about_id, "–") if each.about_id else say(f"figures.viewpoint.{viewpoint}")
    return UseLine(viewpoint, label, each.occupied_days, each.available_days, each.percent)
