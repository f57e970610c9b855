"""One quota's year: the stays behind its use, how the year will end, and who decided to go above it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select

from messaging.work import Reading
from schemas.codes import Funding, PlaceKind
from schemas.refusal import NotFound
from services.placements.model import BOOKS, HoldState, Place, Proposal, Quota, Reservation, SeatHold, Seeker
from services.placements.queries.quotas import own_quota, own_spans
from services.placements.queries.reach import OF_SERVICE, found
from services.placements.rules.quotas import (
    OVERUSE_DECIDED,
    QuotaStep,
    QuotaUse,
    agreed_by_month,
    place_months,
    quota_steps,
    quota_use,
)
from services.placements.rules.seats import SeatSpan
from workflow.moves import history_of


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
    """A written decision to go above the quota, taken with a proposal."""

    at: datetime
    account_id: UUID
    proposal_id: UUID
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
    lines = BOOKS.history
    asked = (
        select(lines, Seeker.number)
        .join(Proposal, Proposal.id == lines.c.subject)
        .join(Place, Place.id == Proposal.place_id)
        .join(Seeker, Seeker.mandate_id == Proposal.mandate_id)
        .where(
            lines.c.what == OVERUSE_DECIDED,
            Proposal.social_service_id == quota.social_service_id,
            Proposal.starts_on <= date(quota.year, 12, 31),
            Proposal.ends_on >= date(quota.year, 1, 1),
            Place.kind == quota.kind,
            Place.funding == quota.funding,
        )
        .order_by(lines.c.at)
    )
    return tuple(
        OveruseDecision(
            at=row.at,
            account_id=row.account_id,
            proposal_id=row.subject,
            number=row.number,
            forecast=str(row.facts.get("forecast", "")),
            remark=row.remark or "",
        )
        for row in reading.session.execute(asked)
        if row.facts.get("year", quota.year) == quota.year
    )


@dataclass(frozen=True, kw_only=True)
class ReservationQuota:
    """What a request would do to the service's quota, year by year, and what was decided about going above it."""

    kind: PlaceKind
    funding: Funding
    social_service_id: UUID
    steps: tuple[QuotaStep, ...]
    decided: str

    @property
    def is_over(self) -> bool:
        """Whether agreeing carries a year above the quota and needs a written decision."""
        return any(each.is_over for each in self.steps)


def reservation_quota(reading: Reading, *, reservation_id: UUID) -> ReservationQuota:
    """Return the calculation a decision about a request rests on; once confirmed, its own seat is not counted twice."""
    row = found(reading, Reservation, reservation_id, "reservation")
    place = reading.session.get_one(Place, row.place_id)
    quota = own_quota(reading, row.social_service_id, place, row.starts_on.year)
    spans = own_spans(reading, row.social_service_id, place, besides=row.mandate_id)
    steps = quota_steps(quota.place_months if quota else None, spans, SeatSpan(row.starts_on, row.ends_on))
    past = history_of(reading.session, BOOKS, [row.proposal_id] if row.proposal_id else [])
    decided = next((each.remark or "" for each in past if each.what == OVERUSE_DECIDED), "")
    return ReservationQuota(
        kind=place.kind,
        funding=place.funding,
        social_service_id=row.social_service_id,
        steps=steps,
        decided=decided,
    )
