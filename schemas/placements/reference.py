"""What is entered before anybody works: providers, what their contracts foresee, code lists, dated values, quotas."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from schemas.codes import Funding, PlaceKind
from schemas.fields import code, day, hidden, line, whole
from schemas.message import Command, Event


class RegisterProvider(Command, said="placements.register_provider", about="provider_id"):
    """Enter a partner organisation that offers places."""

    provider_id: UUID
    short_code: str = code()
    name: str = line()
    town: str = line()
    contracted: bool = True


class RegisterOffer(Command, said="placements.register_offer", about="provider_id"):
    """Enter what a provider's contract foresees: kind, funding and town; not yet a place."""

    offer_id: UUID
    provider_id: UUID
    kind: PlaceKind
    funding: Funding
    town: str = line()
    programme: str = line(default="")
    age_min: int | None = None
    age_max: int | None = None


class SetPlacementsCode(Command, said="placements.set_code"):
    """Put an entry on a dated code list (fields of work, end reasons ...)."""

    of: str = code()
    entry: str = code()
    fr: str = line()
    de: str = line()
    valid_from: date = day()
    rank: int = 0


class SetPlacementsValue(Command, said="placements.set_value"):
    """Set a dated value (days of a deadline, caps ...); None takes it back to "not configured"."""

    name: str = code()
    value: int | None = None
    valid_from: date = day()


class SetPlacementsDeadline(Command, said="placements.set_deadline"):
    """Replace the counts of a deadline's stages from a day on, in the order of its table."""

    kind: str = code()
    counts: tuple[int, ...]
    valid_from: date = day()


class WithdrawPlacementsValue(Command, said="placements.withdraw_value"):
    """Take back a value that does not hold yet."""

    name: str = code()
    valid_from: date = day()


class EndPlacementsCode(Command, said="placements.end_code"):
    """Take an entry off a code list after a day; records that carry it keep it."""

    of: str = code()
    entry: str = code()
    last_day: date = day()


class WithdrawPlacementsCode(Command, said="placements.withdraw_code"):
    """Take back an entry of a code list that does not hold yet."""

    of: str = code()
    entry: str = code()
    valid_from: date = day()


class SetTravelTime(Command, said="placements.set_travel_time"):
    """Say how long the way from a commune to a town takes; information, never a criterion (PL-12)."""

    commune_bfs_no: int
    town: str = line()
    minutes: int = whole(minimum=0, maximum=600)


class SetQuota(Command, said="placements.set_quota", about="social_service_id"):
    """Set a social service's own places of one kind and funding for a year, and its yearly place-months (U-03)."""

    social_service_id: UUID = hidden()
    kind: PlaceKind
    funding: Funding
    year: int = whole(minimum=2016, maximum=2100)
    own_places: int = whole(minimum=0, maximum=1000)
    place_months: int = whole(minimum=0, maximum=12000)


class ProviderRegistered(Event, said="placements.provider_registered", about="provider_id"):
    provider_id: UUID
    short_code: str = code()


class QuotaSet(Event, said="placements.quota_set", about="social_service_id"):
    social_service_id: UUID
    kind: PlaceKind
    funding: Funding
    year: int
    place_months: int
