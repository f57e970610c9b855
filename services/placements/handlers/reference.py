"""Providers, offers, quotas, travel times, dated values and code lists; saying the same twice changes nothing."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select

from messaging.work import Work
from schemas.placements import (
    EndPlacementsCode,
    ProviderRegistered,
    QuotaSet,
    RegisterOffer,
    RegisterProvider,
    SetPlacementsCode,
    SetPlacementsDeadline,
    SetPlacementsValue,
    SetQuota,
    SetTravelTime,
    WithdrawPlacementsCode,
    WithdrawPlacementsValue,
)
from schemas.refusal import NotFound
from services.placements.model import BOOKS, Offer, Provider, Quota, TravelTime
from services.placements.rules.register import CODE_LISTS, REGISTER
from workflow import registers
from workflow.dated import Code


def register_provider(asked: RegisterProvider, work: Work) -> UUID:
    """Enter or correct a partner organisation."""
    row = work.session.get(Provider, asked.provider_id)
    if row is None:
        row = Provider(id=asked.provider_id)
        work.session.add(row)
        work.tell(ProviderRegistered(provider_id=asked.provider_id, short_code=asked.short_code))
    row.short_code, row.name = asked.short_code, asked.name
    row.town, row.contracted = asked.town, asked.contracted
    return row.id


def register_offer(asked: RegisterOffer, work: Work) -> UUID:
    """Enter or correct what a provider's contract foresees."""
    if work.session.get(Provider, asked.provider_id) is None:
        raise NotFound("provider")
    row = work.session.get(Offer, asked.offer_id)
    if row is None:
        row = Offer(id=asked.offer_id)
        work.session.add(row)
    row.provider_id, row.kind, row.funding = asked.provider_id, asked.kind, asked.funding
    row.town, row.programme = asked.town, asked.programme
    row.age_min, row.age_max = asked.age_min, asked.age_max
    return row.id


def set_quota(asked: SetQuota, work: Work) -> UUID:
    """Set what a social service may use of one kind and funding in one year."""
    row = work.session.scalars(
        select(Quota).where(
            Quota.social_service_id == asked.social_service_id,
            Quota.kind == asked.kind,
            Quota.funding == asked.funding,
            Quota.year == asked.year,
        )
    ).first()
    if row is None:
        row = Quota(social_service_id=asked.social_service_id, kind=asked.kind, funding=asked.funding, year=asked.year)
        work.session.add(row)
    if (row.own_places, row.place_months) == (asked.own_places, asked.place_months):
        return row.id
    work.note("quota.own_places", row.own_places, asked.own_places)
    work.note("quota.place_months", row.place_months, asked.place_months)
    row.own_places, row.place_months = asked.own_places, asked.place_months
    work.session.flush()
    work.tell(
        QuotaSet(
            social_service_id=asked.social_service_id,
            kind=asked.kind,
            funding=asked.funding,
            year=asked.year,
            place_months=asked.place_months,
        )
    )
    return row.id


def set_travel_time(asked: SetTravelTime, work: Work) -> None:
    """Say how long a way takes."""
    row = work.session.get(TravelTime, (asked.commune_bfs_no, asked.town))
    if row is None:
        row = TravelTime(commune_bfs_no=asked.commune_bfs_no, town=asked.town)
        work.session.add(row)
    row.minutes = asked.minutes


def set_code(asked: SetPlacementsCode, work: Work) -> None:
    """Put an entry on a dated code list."""
    entry = Code(asked.of, asked.entry, asked.fr, asked.de)
    registers.enter_code(work, BOOKS, CODE_LISTS, entry, (asked.valid_from, asked.rank))


def end_code(asked: EndPlacementsCode, work: Work) -> None:
    """Take an entry off its list after a day."""
    registers.end_code(work, BOOKS, asked.of, asked.entry, asked.last_day)


def withdraw_code(asked: WithdrawPlacementsCode, work: Work) -> None:
    """Take back an entry that does not hold yet."""
    registers.withdraw_code(work, BOOKS, asked.of, asked.entry, asked.valid_from)


def set_value(asked: SetPlacementsValue, work: Work) -> None:
    """Set a dated value."""
    registers.change(work, BOOKS, REGISTER, (asked.name, asked.value, asked.valid_from))


def set_deadline(asked: SetPlacementsDeadline, work: Work) -> None:
    """Replace the counts of a deadline's stages."""
    registers.change(work, BOOKS, REGISTER, (f"deadline.{asked.kind}", asked.counts, asked.valid_from))


def withdraw_value(asked: WithdrawPlacementsValue, work: Work) -> None:
    """Take back a value that does not hold yet."""
    registers.withdraw(work, BOOKS, asked.name, asked.valid_from)
