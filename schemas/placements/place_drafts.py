"""A place somebody is still describing, one group of questions after the other."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from schemas.codes import Funding, PlaceKind, Suitability
from schemas.fields import chosen, day, hidden, line, percent, prose, tick_box, whole
from schemas.message import Command


class PlaceAnswers(Command):
    """What publishing a place asks for; here nothing is compulsory yet."""

    title: str | None = line(default=None)
    kind: PlaceKind | None = None
    funding: Funding | None = None
    town: str | None = line(default=None)
    field_of_work: str | None = chosen("fields_of_work", default=None)
    workload_min_percent: int | None = percent(default=None)
    workload_max_percent: int | None = percent(default=None)
    seats: int | None = whole(minimum=1, maximum=500, default=None)
    available_from: date | None = day(default=None)
    available_until: date | None = day(default=None)
    needs_french: bool = tick_box(default=False)
    needs_german: bool = tick_box(default=False)
    age_min: int | None = whole(minimum=14, maximum=70, default=None)
    age_max: int | None = whole(minimum=14, maximum=70, default=None)
    suitability: Suitability = Suitability.ALL
    first_labour_market: bool = tick_box(default=False)
    qualification: bool = tick_box(default=False)
    counselling: bool = tick_box(default=False)
    coaching: bool = tick_box(default=False)
    no_competition: bool = tick_box(default=False)
    requirements: str = prose(longest=4000, default="")


class SavePlaceDraft(PlaceAnswers, said="placements.save_place_draft", about="place_id"):
    """Keep what is typed so far; nobody else sees it, and nothing is on offer."""

    place_id: UUID = hidden()
    provider_id: UUID = hidden()


class DropPlaceDraft(Command, said="placements.drop_place_draft", about="place_id"):
    """Throw a draft away."""

    place_id: UUID = hidden()
