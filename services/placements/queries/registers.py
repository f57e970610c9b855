"""Providers, offers, code lists and the deadline register."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, or_, select, true

from messaging.work import Reading
from schemas.actor import Role
from schemas.codes import Funding, PlaceKind
from services.placements.model import BOOKS, Offer, Provider, Seeker
from services.placements.queries.lines import filled
from services.placements.queries.reach import EVERYTHING, OF_SERVICE
from workflow import dated
from workflow.dated import Code
from workflow.deadlines import Deadline, open_deadlines
from workflow.resting import DeadlineFile, deadline_file


@dataclass(frozen=True, kw_only=True)
class OfferLine:
    """What a provider's contract foresees."""

    kind: PlaceKind
    funding: Funding
    town: str
    programme: str
    age_min: int | None
    age_max: int | None


@dataclass(frozen=True, kw_only=True)
class ProviderLine:
    """One partner organisation with what its contract foresees."""

    id: UUID
    short_code: str
    name: str
    town: str
    contracted: bool
    offers: tuple[OfferLine, ...]


def providers(reading: Reading) -> tuple[ProviderLine, ...]:
    """Return the partner organisations by name; they are no secret."""
    offers: dict[UUID, list[OfferLine]] = {}
    for row in reading.session.scalars(select(Offer).order_by(Offer.kind, Offer.funding)):
        offers.setdefault(row.provider_id, []).append(filled(OfferLine, row))
    rows = reading.session.scalars(select(Provider).order_by(Provider.name))
    return tuple(filled(ProviderLine, row, offers=tuple(offers.get(row.id, ()))) for row in rows)


def placements_codes(reading: Reading, *, of: str) -> tuple[Code, ...]:
    """Return the entries of a dated code list that hold today."""
    return dated.codes_on(reading.session, BOOKS, of, reading.today)


def placements_deadlines(reading: Reading) -> tuple[Deadline, ...]:
    """Return the open deadlines the actor has to act on or is the backup of, the earliest first."""
    return open_deadlines(reading.session, BOOKS, _mine(reading))


def _mine(reading: Reading) -> ColumnElement[bool]:
    table, actor = BOOKS.deadlines, reading.actor
    if actor.role in EVERYTHING:
        return true()
    if actor.role in OF_SERVICE:
        own = select(Seeker.mandate_id).where(Seeker.social_service_id == actor.organisation_id)
        return table.c.mandate_id.in_(own)
    mine = table.c.owner_organisation_id == actor.organisation_id
    return or_(mine, table.c.owner_account_id == actor.account_id) if actor.role is Role.PROVIDER else mine


def placements_deadline(reading: Reading, *, deadline_id: UUID) -> DeadlineFile:
    """Return one of the actor's deadlines with everything people did to it."""
    return deadline_file(reading, BOOKS, placements_deadlines, deadline_id)
