"""Searches of the catalogue that somebody keeps, and wants to be told about."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from schemas.codes import PlaceKind
from schemas.codes_placements import SpokenLanguage
from schemas.fields import code, hidden, line, tick_box
from schemas.message import Command, Event


class SaveSearch(Command, said="placements.save_search", about="search_id"):
    """Somebody keeps a search of the catalogue under a name; what is empty does not narrow."""

    search_id: UUID = hidden()
    name: str = line(longest=60)
    alert: bool = tick_box(default=True)
    kind: PlaceKind | None = hidden(default=None)
    field_of_work: str = hidden(default="")
    speaks: SpokenLanguage | None = hidden(default=None)
    workload_percent: int | None = hidden(default=None)
    town: str = hidden(default="")
    free_on: date | None = hidden(default=None)
    commune_bfs_no: int | None = hidden(default=None)
    within_minutes: int | None = hidden(default=None)


class SetSearchAlert(Command, said="placements.set_search_alert", about="search_id"):
    """Somebody wants, or no longer wants, to be told of new places that fit a kept search."""

    search_id: UUID = hidden()
    alert: bool = hidden()


class DropSearch(Command, said="placements.drop_search", about="search_id"):
    """Somebody throws a kept search away; one that is gone already is gone."""

    search_id: UUID = hidden()


def reference_of(search_id: UUID | str) -> str:
    """Return by what a kept search is called where its own name may not stand: ``7F3A``, in a mail or on the bus."""
    return str(search_id)[:4].upper()


class PlaceFound(Event, said="placements.place_found", about="place_id"):
    """A place that was just published fits a search somebody keeps."""

    place_id: UUID
    search_id: UUID
    account_id: UUID
    kind: PlaceKind
    field_of_work: str = code(default="")
