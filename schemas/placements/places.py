"""What is said about places and their seats."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from schemas.codes import Funding, PlaceKind, Suitability
from schemas.fields import chosen, day, hidden, line, percent, prose, tick_box, whole
from schemas.message import Command, Event


class PublishPlace(Command, said="placements.publish_place", about="place_id"):
    """A provider publishes a place with its seats; the declarations are mandatory (PL-03, PL-06)."""

    place_id: UUID = hidden()
    provider_id: UUID = hidden()
    title: str = line()
    kind: PlaceKind
    funding: Funding
    town: str = line()
    field_of_work: str = chosen("fields_of_work")
    workload_min_percent: int = percent()
    workload_max_percent: int = percent()
    seats: int = whole(minimum=1, maximum=500)
    available_from: date = day()
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


class ChangePlace(Command, said="placements.change_place", about="place_id"):
    """The provider corrects what an offer says; kind, funding and seats have their own ways."""

    place_id: UUID = hidden()
    row_version: int = hidden()
    title: str = line()
    town: str = line()
    field_of_work: str = chosen("fields_of_work")
    workload_min_percent: int = percent()
    workload_max_percent: int = percent()
    available_from: date = day()
    available_until: date | None = day(default=None)
    needs_french: bool = tick_box(default=False)
    needs_german: bool = tick_box(default=False)
    age_min: int | None = whole(minimum=14, maximum=70, default=None)
    age_max: int | None = whole(minimum=14, maximum=70, default=None)
    suitability: Suitability = Suitability.ALL
    first_labour_market: bool = tick_box(default=False)
    requirements: str = prose(longest=4000, default="")


class CheckPlace(Command, said="placements.check_place", about="place_id"):
    """The office records what it checked: no competition (PL-06), consultation for KIA, exception for communal."""

    place_id: UUID = hidden()
    row_version: int = hidden()
    no_competition_checked: bool = tick_box(default=False)
    consultation_held: bool = tick_box(default=False)
    exception_made: bool = tick_box(default=False)
    remark: str = prose(longest=2000, default="")


class ConfirmPlace(Command, said="placements.confirm_place", about="place_id"):
    """The provider confirms that the offer is still true; due every 30 days."""

    place_id: UUID = hidden()
    row_version: int = hidden()


class WithdrawPlace(Command, said="placements.withdraw_place", about="place_id"):
    """The provider takes a place off the market; running placements stay."""

    place_id: UUID = hidden()
    row_version: int = hidden()
    remark: str = prose(longest=2000)


class RepublishPlace(Command, said="placements.republish_place", about="place_id"):
    """A withdrawn place is offered again, with all it declared."""

    place_id: UUID = hidden()
    row_version: int = hidden()


class ChangeSeats(Command, said="placements.change_seats", about="place_id"):
    """From a day on a place has another number of seats (PL-07)."""

    place_id: UUID = hidden()
    row_version: int = hidden()
    seats: int = whole(minimum=0, maximum=500)
    valid_from: date = day()


class PlacePublished(Event, said="placements.place_published", about="place_id"):
    place_id: UUID
    provider_id: UUID
    kind: PlaceKind
    funding: Funding
    seats: int
    available_from: date


class PlaceChanged(Event, said="placements.place_changed", about="place_id"):
    place_id: UUID
    provider_id: UUID


class PlaceConfirmed(Event, said="placements.place_confirmed", about="place_id"):
    place_id: UUID
    provider_id: UUID
    confirmed_on: date


class PlaceWentStale(Event, said="placements.place_went_stale", about="place_id"):
    place_id: UUID
    provider_id: UUID


class PlaceWithdrawn(Event, said="placements.place_withdrawn", about="place_id"):
    place_id: UUID
    provider_id: UUID


class SeatsChanged(Event, said="placements.seats_changed", about="place_id"):
    place_id: UUID
    provider_id: UUID
    seats: int
    valid_from: date


class PlaceOverOccupied(Event, said="placements.place_over_occupied", about="place_id"):
    """More people than seats after a cut; nobody is removed."""

    place_id: UUID
    provider_id: UUID
    on_day: date
    missing_seats: int
