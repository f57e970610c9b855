"""Whether a place fits a search of the catalogue: the same answer on the page and for who wants to be told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final, Protocol

from schemas.codes import PlaceKind
from schemas.codes_placements import SpokenLanguage
from schemas.refusal import Objection

MOST_SEARCHES: Final = 20
"""Searches one account may keep; more cannot be told apart any more."""
LONGEST_WAY: Final = 240


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What is looked for; what is empty does not narrow.

    ``speaks`` is the language of the person: a place that asks for the other one does not fit. ``within_minutes`` is
    the way from ``commune_bfs_no``; without a known travel time it cannot be said that a place is near enough.
    """

    kind: PlaceKind | None = None
    field_of_work: str = ""
    speaks: SpokenLanguage | None = None
    workload_percent: int | None = None
    town: str = ""
    free_on: date | None = None
    commune_bfs_no: int | None = None
    within_minutes: int | None = None


class OnOffer(Protocol):
    """What of a place a search looks at."""

    kind: PlaceKind
    field_of_work: str
    town: str
    workload_min_percent: int
    workload_max_percent: int
    needs_french: bool
    needs_german: bool
    available_from: date
    available_until: date | None


def fits(wanted: Wanted, place: OnOffer, minutes: int | None) -> bool:
    """Whether a place fits; free seats are counted apart. ``minutes`` is the travel time, None where unknown."""
    return (
        wanted.kind in (None, place.kind)
        and wanted.field_of_work in ("", place.field_of_work)
        and wanted.town.casefold() in ("", place.town.casefold())
        and _understands(wanted.speaks, place)
        and _fits_workload(wanted.workload_percent, place)
        and _is_open(wanted.free_on, place)
        and _is_near(wanted, minutes)
    )


def _understands(speaks: SpokenLanguage | None, place: OnOffer) -> bool:
    if speaks is None:
        return True
    return not (place.needs_german if speaks is SpokenLanguage.FRENCH else place.needs_french)


def _fits_workload(percent: int | None, place: OnOffer) -> bool:
    return percent is None or place.workload_min_percent <= percent <= place.workload_max_percent


def _is_open(day: date | None, place: OnOffer) -> bool:
    if day is None:
        return True
    return place.available_from <= day and (place.available_until is None or place.available_until >= day)


def _is_near(wanted: Wanted, minutes: int | None) -> bool:
    if wanted.commune_bfs_no is None or wanted.within_minutes is None:
        return True
    return minutes is not None and minutes <= wanted.within_minutes


def search_objections(wanted: Wanted, kept: int) -> list[Objection]:
    """Object to one search too many, and to numbers no place could ever fit."""
    found = []
    if kept >= MOST_SEARCHES:
        found.append(Objection("searches_full", None, {"most": MOST_SEARCHES}))
    if wanted.workload_percent is not None and not 0 <= wanted.workload_percent <= 100:
        found.append(Objection("field_outside", "workload_percent", {"min": 0, "max": 100}))
    if wanted.within_minutes is not None and not 0 < wanted.within_minutes <= LONGEST_WAY:
        found.append(Objection("field_outside", "within_minutes", {"min": 1, "max": LONGEST_WAY}))
    return found
