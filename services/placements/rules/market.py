"""Whether the offer as a whole is balanced: no monopoly, no gap, no two identical offers side by side."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from schemas.codes import PlaceKind, Suitability
from schemas.codes_placements import ConcentrationState, DiversityDimension


@dataclass(frozen=True)
class Concentration:
    """How seats are spread over providers: shares and Herfindahl index from 0 to 1, and who is above the limit.

    ``hhi`` is None without any seat. ``alerts`` are the providers above the share limit.
    """

    shares: Mapping[UUID, float]
    hhi: float | None
    state: ConcentrationState
    alerts: tuple[UUID, ...] = ()


@dataclass(frozen=True)
class PlaceProfile:
    """What a place is like, as far as the diversity of the whole offer is concerned."""

    kind: PlaceKind
    trade: str
    domain: str
    workload_percent: int
    suitability: Suitability = Suitability.ALL


@dataclass(frozen=True)
class Demand:
    """One value somebody needs in one respect, e.g. workload "50" or suitability "women"."""

    dimension: DiversityDimension
    value: str


@dataclass(frozen=True)
class Offer:
    """What makes two offers the same: kind, domain and town, by different providers."""

    place_id: UUID
    provider_id: UUID
    kind: PlaceKind
    domain: str
    town: str


def monopoly(
    seats_by_provider: Mapping[UUID, int], share_max: float | None = None, hhi_max: float | None = None
) -> Concentration:
    """Return how concentrated the seats are; without limits the values stand and the state is "not configured".

    Limits are shares from 0 to 1 and count as passed when exceeded (no source gives them; Concept SSIP, ch. 6).
    """
    total = sum(seats_by_provider.values())
    if not total:
        return Concentration({}, None, ConcentrationState.NO_DATA)
    shares = {provider: seats / total for provider, seats in seats_by_provider.items()}
    hhi = sum(share**2 for share in shares.values())
    if share_max is None and hhi_max is None:
        return Concentration(shares, hhi, ConcentrationState.NOT_CONFIGURED)
    alerts = tuple(each for each, share in shares.items() if share_max is not None and share > share_max)
    is_over = bool(alerts) or (hhi_max is not None and hhi > hhi_max)
    state = ConcentrationState.CONCENTRATED if is_over else ConcentrationState.BALANCED
    return Concentration(shares, hhi, state, alerts)


def diversity_gaps(places: Iterable[PlaceProfile], required: Iterable[Demand]) -> tuple[Demand, ...]:
    """Return the demands no place covers, in the order asked; a place for all suits women and men."""
    offered = {demand for place in places for demand in _covers(place)}
    return tuple(demand for demand in required if demand not in offered)


def _covers(place: PlaceProfile) -> Iterable[Demand]:
    yield Demand(DiversityDimension.KIND, place.kind)
    yield Demand(DiversityDimension.TRADE, place.trade)
    yield Demand(DiversityDimension.DOMAIN, place.domain)
    yield Demand(DiversityDimension.WORKLOAD, str(place.workload_percent))
    suited = Suitability if place.suitability is Suitability.ALL else (place.suitability,)
    yield from (Demand(DiversityDimension.SUITABILITY, each) for each in suited)


def duplicate_offers(offer: Offer, others: Iterable[Offer]) -> tuple[UUID, ...]:
    """Return the places of other providers that offer the same in the same town: a hint, never a refusal."""
    return tuple(
        other.place_id
        for other in others
        if other.provider_id != offer.provider_id and _sameness(other) == _sameness(offer)
    )


def _sameness(offer: Offer) -> tuple[str, ...]:
    return offer.kind, offer.domain.casefold().strip(), offer.town.casefold().strip()
