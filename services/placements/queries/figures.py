"""The steering figures about the offer: concentration, gaps, twins, stale offers, response times; one function each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, select, true

from messaging.work import Reading
from schemas.actor import Role
from schemas.codes import PlaceKind, PlaceState
from schemas.codes_placements import DiversityDimension
from services.placements.model import BOOKS, Place, Proposal
from services.placements.queries.counting import seats_of_providers
from services.placements.queries.lines import filled
from services.placements.queries.reach import offered_to
from services.placements.queries.utilisation import Period, by_place
from services.placements.rules import market
from services.placements.rules.answers import Exchange, ResponseTime, response_time
from workflow import dated

_ON_OFFER = (PlaceState.PUBLISHED, PlaceState.TO_CONFIRM)


def concentration(reading: Reading) -> market.Concentration:
    """Return how today's seats are spread over providers; limits are dated values in percent (PL-05)."""
    counts = seats_of_providers(reading.session, reading.today, Place.state.in_(_ON_OFFER))
    seats = {provider: each.contracted for provider, each in counts.items()}
    names = ("concentration_share_percent", "concentration_hhi_percent")
    limits = dated.values_on(reading.session, BOOKS, names, reading.today)
    share, hhi = (limits[name] / 100 if name in limits else None for name in names)
    return market.monopoly(seats, share, hhi)


@dataclass(frozen=True, kw_only=True)
class ProviderSeats:
    """The seats of one provider today: contracted, less occupied, less reserved."""

    provider_id: UUID
    contracted: int
    occupied: int
    reserved: int

    @property
    def free(self) -> int:
        """What is left; negative where a provider is over-occupied."""
        return self.contracted - self.occupied - self.reserved


def seats_today(reading: Reading) -> tuple[ProviderSeats, ...]:
    """Return today's seats on offer within reach, one line per provider; a provider gets its own line alone."""
    on_offer = (Place.state.in_(_ON_OFFER), offered_to(reading.actor))
    counts = seats_of_providers(reading.session, reading.today, *on_offer)
    return tuple(
        ProviderSeats(provider_id=provider, contracted=each.contracted, occupied=each.occupied, reserved=each.reserved)
        for provider, each in sorted(counts.items(), key=lambda item: str(item[0]))
    )


def diversity(reading: Reading) -> tuple[market.Demand, ...]:
    """Return what no place on offer covers: every kind, every field of work on the list, workloads, women and men."""
    rows = reading.session.scalars(select(Place).where(Place.state.in_(_ON_OFFER)))
    profiles = [profile for row in rows for profile in _profiles(row)]
    fields_of_work = dated.codes_on(reading.session, BOOKS, "fields_of_work", reading.today)
    wanted = [market.Demand(DiversityDimension.KIND, each.value) for each in PlaceKind]
    wanted += [market.Demand(DiversityDimension.DOMAIN, each.code) for each in fields_of_work]
    wanted += [market.Demand(DiversityDimension.WORKLOAD, str(each)) for each in (50, 80, 100)]
    wanted += [market.Demand(DiversityDimension.SUITABILITY, each) for each in ("women", "men")]
    return market.diversity_gaps(profiles, wanted)


def _profiles(place: Place) -> list[market.PlaceProfile]:
    """Return one profile for each usual workload the place takes."""
    usual = [each for each in (50, 80, 100) if place.workload_min_percent <= each <= place.workload_max_percent]
    rates = usual or [place.workload_min_percent]
    return [
        market.PlaceProfile(place.kind, place.title, place.field_of_work, each, place.suitability) for each in rates
    ]


def duplicate_hints(reading: Reading) -> dict[UUID, tuple[UUID, ...]]:
    """Return, for each place on offer, the places of other providers that offer the same in the same town (PL-13)."""
    rows = reading.session.scalars(select(Place).where(Place.state.in_(_ON_OFFER)))
    offers = [market.Offer(row.id, row.provider_id, row.kind, row.field_of_work, row.town) for row in rows]
    found = {each.place_id: market.duplicate_offers(each, offers) for each in offers}
    return {place: others for place, others in found.items() if others}


@dataclass(frozen=True, kw_only=True)
class StaleOffer:
    """One offer nobody has confirmed for too long."""

    place_id: UUID
    provider_id: UUID
    title: str
    confirmed_on: date
    days: int


def stale_offers(reading: Reading) -> tuple[StaleOffer, ...]:
    """Return the offers to confirm within reach, the longest silent first."""
    asked = select(Place).where(Place.state == PlaceState.TO_CONFIRM, offered_to(reading.actor))
    return tuple(
        StaleOffer(
            place_id=row.id,
            provider_id=row.provider_id,
            title=row.title,
            confirmed_on=row.confirmed_on,
            days=(reading.today - row.confirmed_on).days,
        )
        for row in reading.session.scalars(asked.order_by(Place.confirmed_on, Place.title))
    )


@dataclass(frozen=True, kw_only=True)
class UsedPlace:
    """The place-days of one place in a period."""

    place_id: UUID
    provider_id: UUID
    title: str
    occupied_days: float
    available_days: float
    percent: float | None


def used_places(reading: Reading, *, period: Period, provider_id: UUID | None = None) -> tuple[UsedPlace, ...]:
    """Return the lines utilisation is the sum of, place by place, of all providers or of one."""
    return tuple(
        filled(UsedPlace, place, place_id=place.id, occupied_days=occupied, available_days=available, percent=percent)
        for place, occupied, available, percent in by_place(reading, period)
        if provider_id in (None, place.provider_id)
    )


@dataclass(frozen=True, kw_only=True)
class AnsweredProposal:
    """One proposal as far as answering goes; it names the place, never the person."""

    place_id: UUID
    provider_id: UUID
    title: str
    sent_on: date
    answered_on: date | None
    working_days: int | None


def answers_of(reading: Reading, *, provider_id: UUID | None = None, days: int = 365) -> tuple[AnsweredProposal, ...]:
    """Return the proposals behind the response times, newest first."""
    since = reading.today - timedelta(days=days)
    days_known = dated.working_days(reading.session, BOOKS, reading.today)
    asked = (
        select(Proposal.place_id, Proposal.provider_id, Place.title, Proposal.proposed_on, Proposal.answered_on)
        .join(Place, Place.id == Proposal.place_id)
        .where(Proposal.proposed_on >= since, _own(reading))
        .order_by(Proposal.proposed_on.desc(), Place.title, Proposal.id)
    )
    if provider_id is not None:
        asked = asked.where(Proposal.provider_id == provider_id)
    return tuple(
        filled(
            AnsweredProposal,
            row,
            sent_on=row.proposed_on,
            working_days=days_known.between(row.proposed_on, row.answered_on) if row.answered_on else None,
        )
        for row in reading.session.execute(asked)
    )


def response_times(reading: Reading, *, days: int = 365) -> dict[UUID, ResponseTime]:
    """Return how fast each provider answered the proposals of the last ``days`` days; a provider sees itself."""
    since = reading.today - timedelta(days=days)
    asked = select(Proposal.provider_id, Proposal.proposed_on, Proposal.answered_on)
    exchanges: dict[UUID, list[Exchange]] = {}
    for row in reading.session.execute(asked.where(Proposal.proposed_on >= since, _own(reading))):
        exchanges.setdefault(row.provider_id, []).append(Exchange(row.proposed_on, row.answered_on))
    days_known = dated.working_days(reading.session, BOOKS, reading.today)
    return {provider: response_time(sent, days_known) for provider, sent in exchanges.items()}


def _own(reading: Reading) -> ColumnElement[bool]:
    if reading.actor.role is Role.PROVIDER:
        return Proposal.provider_id == reading.actor.organisation_id
    return true()
