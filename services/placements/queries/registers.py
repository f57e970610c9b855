"""Providers, offers, code lists and the deadline register."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import timedelta
from functools import cache
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, Date, and_, bindparam, not_, or_, select, true

from messaging.direct_reading import DirectQuestion
from messaging.standing_in import anybody, filled_in
from messaging.work import Reading
from schemas.actor import Role
from schemas.codes import Funding, PlaceKind
from services.placements.model import BOOKS, Offer, Provider, Seeker
from services.placements.queries.reach import EVERYTHING, OF_SERVICE
from workflow import dated
from workflow.dated import Code
from workflow.docket import Docket, Wanted, docket
from workflow.due import Deadline, open_deadlines
from workflow.pressing import Pressing
from workflow.pressing_question import Parts, PressingQuestion
from workflow.resting import DeadlineFile, deadline_file

SOON: Final = timedelta(days=14)


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


_OF_OFFER: Final = tuple(each.name for each in fields(OfferLine))
_OF_PROVIDER: Final = tuple(each.name for each in fields(ProviderLine) if each.name != "offers")
_OFFERS: Final = DirectQuestion(
    select(Offer.provider_id, *(getattr(Offer, name) for name in _OF_OFFER)).order_by(Offer.kind, Offer.funding)
)
_PROVIDERS: Final = DirectQuestion(select(*(getattr(Provider, name) for name in _OF_PROVIDER)).order_by(Provider.name))
"""Their names stand on most lists."""


def providers(reading: Reading) -> tuple[ProviderLine, ...]:
    """Return the partner organisations by name; they are no secret."""
    offers: dict[UUID, list[OfferLine]] = {}
    for provider_id, *facts in _OFFERS.rows(reading.session):
        offers.setdefault(provider_id, []).append(OfferLine(**dict(zip(_OF_OFFER, facts, strict=True))))
    rows = (dict(zip(_OF_PROVIDER, row, strict=True)) for row in _PROVIDERS.rows(reading.session))
    return tuple(ProviderLine(**row, offers=tuple(offers.get(row["id"], ()))) for row in rows)


def placements_codes(reading: Reading, *, of: str) -> tuple[Code, ...]:
    """Return the entries of a dated code list that hold today."""
    return dated.codes_on(reading.session, BOOKS, of, reading.today)


def placements_deadlines(reading: Reading) -> tuple[Deadline, ...]:
    """Return the open deadlines the actor has to act on or is the backup of, the earliest first."""
    return open_deadlines(reading.session, BOOKS, *visible_deadlines(reading))


def placements_docket(reading: Reading, *, wanted: Wanted, most: int | None) -> Docket:
    """Return a part of the actor's register, or its numbers."""
    return docket(reading, BOOKS, visible_deadlines(reading), wanted, most)


def visible_deadlines(at: Reading) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions for the deadlines the actor has to act on or is the backup of."""
    return (_mine(at),)


def placements_pressing(reading: Reading, *, kinds: Sequence[str], at_once: Sequence[str], most: int) -> Pressing:
    """Return what the actor does now (act) and within two weeks (soon), and what others were reminded of (waiting).

    Only ``kinds`` are looked at; those of ``at_once`` are work from their first day on. Of each kind, ``most`` lines.
    """
    question = _pressing(reading.actor.role, tuple(kinds), tuple(at_once))
    return question.ask(reading, most, soon=reading.today + SOON, **filled_in(reading))


@cache
def _pressing(role: Role, kinds: tuple[str, ...], at_once: tuple[str, ...]) -> PressingQuestion:
    somebody = anybody(role)
    return PressingQuestion(BOOKS, _parts(somebody, at_once), BOOKS.deadlines.c.kind.in_(kinds), _mine(somebody))


def _parts(somebody: Any, at_once: Sequence[str]) -> Parts:
    table, role, today = BOOKS.deadlines, somebody.actor.role, somebody.today
    roles = (Role.SSIP_COORDINATOR, Role.SSIP_HEAD) if role is Role.SSIP_HEAD else (role,)
    mine = table.c.owner_role.in_([each.value for each in roles])
    now = or_(table.c.due_on <= today, table.c.kind.in_(at_once), table.c.reached > 0)
    return {
        "act": and_(mine, now),
        "soon": and_(mine, table.c.due_on <= bindparam("soon", type_=Date())),
        "waiting": and_(not_(mine), table.c.reached > 0),
    }


def _mine(at: Any) -> ColumnElement[bool]:
    table, actor = BOOKS.deadlines, at.actor
    if actor.role in EVERYTHING:
        return true()
    if actor.role in OF_SERVICE:
        own = select(Seeker.mandate_id).where(Seeker.social_service_id == actor.organisation_id)
        return table.c.mandate_id.in_(own)
    mine = table.c.owner_organisation_id == actor.organisation_id
    return or_(mine, table.c.owner_account_id == actor.account_id) if actor.role is Role.PROVIDER else mine


def placements_deadline(reading: Reading, *, deadline_id: UUID) -> DeadlineFile:
    """Return one of the actor's deadlines with everything people did to it."""
    return deadline_file(reading, BOOKS, visible_deadlines, deadline_id)
