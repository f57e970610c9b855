"""One quota's year: the stays behind its use, how the year will end, and who decided to go above it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Select, null, select

from messaging.work import Reading
from schemas.codes import Funding, PlaceKind
from schemas.refusal import NotFound
from services.placements.model import (
    BOOKS,
    HoldState,
    Place,
    Placement,
    Prolongation,
    Proposal,
    Quota,
    SeatHold,
    Seeker,
)
from services.placements.queries.reach import OF_SERVICE
from services.placements.rules.quotas import (
    OVERUSE_DECIDED,
    QuotaUse,
    agreed_by_month,
    place_months,
    quota_use,
)
from services.placements.rules.seats import SeatSpan

_LINES: Final = (BOOKS.history, Proposal.id.label("proposal_id"), Seeker.number)
_WITH_PROPOSAL: Final[Select[*tuple[Any, ...]]] = select(*_LINES, null().label("placement_id")).join(
    Proposal, Proposal.id == BOOKS.history.c.subject
)
_WITH_PROLONGATION: Final[Select[*tuple[Any, ...]]] = (
    select(*_LINES, Placement.id.label("placement_id"))
    .join(Prolongation, Prolongation.id == BOOKS.history.c.subject)
    .join(Placement, Placement.id == Prolongation.placement_id)
    .join(Proposal, Proposal.id == Placement.proposal_id)
)


@dataclass(frozen=True, kw_only=True)
class QuotaStay:
    """One stay that counts against the quota, and the months of it that fall into the year."""

    mandate_id: UUID
    number: str
    place_id: UUID
    place_title: str
    starts_on: date
    ends_on: date
    is_reserved: bool
    months: float


@dataclass(frozen=True, kw_only=True)
class OveruseDecision:
    """A written decision to go above the quota, taken with a proposal or with a prolongation of its placement."""

    at: datetime
    account_id: UUID
    proposal_id: UUID
    placement_id: UUID | None
    number: str
    forecast: str
    remark: str


@dataclass(frozen=True, kw_only=True)
class QuotaYear:
    """A quota with its use today, its course over the year, the stays behind it and the decisions above it."""

    social_service_id: UUID
    kind: PlaceKind
    funding: Funding
    year: int
    own_places: int
    use: QuotaUse
    by_month: tuple[float, ...]
    stays: tuple[QuotaStay, ...]
    decisions: tuple[OveruseDecision, ...]


def quota_year(reading: Reading, *, social_service_id: UUID, kind: PlaceKind, funding: Funding, year: int) -> QuotaYear:
    """Return one quota with everything behind its number; a social service reaches its own."""
    asked = select(Quota).where(
        Quota.social_service_id == social_service_id,
        Quota.kind == kind,
        Quota.funding == funding,
        Quota.year == year,
    )
    row = reading.session.scalars(asked).first()
    if row is None or (reading.actor.role in OF_SERVICE and reading.actor.organisation_id != social_service_id):
        raise NotFound("quota")
    stays = _stays(reading, row)
    spans = [SeatSpan(each.starts_on, each.ends_on) for each in stays if not each.is_reserved]
    day = min(max(reading.today, date(year, 1, 1)), date(year, 12, 31))
    return QuotaYear(
        social_service_id=social_service_id,
        kind=kind,
        funding=funding,
        year=year,
        own_places=row.own_places,
        use=quota_use(row.place_months, spans, day),
        by_month=agreed_by_month(spans, year),
        stays=stays,
        decisions=_decisions(reading, row),
    )


def _stays(reading: Reading, quota: Quota) -> tuple[QuotaStay, ...]:
    first, last = date(quota.year, 1, 1), date(quota.year, 12, 31)
    asked = (
        select(SeatHold, Seeker.number, Place.title)
        .join(Place, Place.id == SeatHold.place_id)
        .join(Seeker, Seeker.mandate_id == SeatHold.mandate_id)
        .where(
            SeatHold.social_service_id == quota.social_service_id,
            SeatHold.state != HoldState.RELEASED,
            SeatHold.starts_on <= last,
            SeatHold.ends_on >= first,
            Place.kind == quota.kind,
            Place.funding == quota.funding,
        )
        .order_by(SeatHold.starts_on, Seeker.number)
    )
    return tuple(_stay(hold, number, title, first, last) for hold, number, title in reading.session.execute(asked))


def _stay(hold: SeatHold, number: str, title: str, first: date, last: date) -> QuotaStay:
    return QuotaStay(
        mandate_id=hold.mandate_id,
        number=number,
        place_id=hold.place_id,
        place_title=title,
        starts_on=hold.starts_on,
        ends_on=hold.ends_on,
        is_reserved=hold.state is HoldState.RESERVED,
        months=place_months([SeatSpan(hold.starts_on, hold.ends_on)], first, last),
    )


def _decisions(reading: Reading, quota: Quota) -> tuple[OveruseDecision, ...]:
    begun = _WITH_PROPOSAL.where(Proposal.ends_on >= date(quota.year, 1, 1))
    taken = [*_decided(reading, quota, begun), *_decided(reading, quota, _WITH_PROLONGATION)]
    return tuple(sorted(taken, key=lambda each: each.at))


def _decided(reading: Reading, quota: Quota, decided: Select[*tuple[Any, ...]]) -> Iterator[OveruseDecision]:
    asked = (
        decided.join(Place, Place.id == Proposal.place_id)
        .join(Seeker, Seeker.mandate_id == Proposal.mandate_id)
        .where(
            BOOKS.history.c.what == OVERUSE_DECIDED,
            Proposal.social_service_id == quota.social_service_id,
            Proposal.starts_on <= date(quota.year, 12, 31),
            Place.kind == quota.kind,
            Place.funding == quota.funding,
        )
    )
    for row in reading.session.execute(asked):
        if row.facts.get("year", quota.year) == quota.year:
            yield OveruseDecision(
                at=row.at,
                account_id=row.account_id,
                proposal_id=row.proposal_id,
                placement_id=row.placement_id,
                number=row.number,
                forecast=str(row.facts.get("forecast", "")),
                remark=row.remark or "",
            )
