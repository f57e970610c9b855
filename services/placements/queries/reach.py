"""What of placements an actor can reach at all; every query and handler starts from here."""

from __future__ import annotations

from functools import cache
from typing import Any, Final, TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, bindparam, false, select, true

from messaging.work import Reading
from schemas.actor import OFFICE_STAFF, SERVICE_STAFF, Actor, Role
from schemas.refusal import Conflict, NotFound
from services.placements.model import Place, Placement, Proposal, Seeker
from services.placements.rules.placement_course import HOLDING
from services.placements.rules.proposal_course import LIVE, TAKEN, ProposalState

Row = TypeVar("Row")
EVERYTHING: Final = OFFICE_STAFF | {Role.SYSTEM, Role.AUDITOR}
OF_SERVICE: Final = SERVICE_STAFF | {Role.INTAKE1_ADMIN}


def reachable(table: type[Any], actor: Actor) -> ColumnElement[bool]:
    """Return the SQL condition for the rows of a person-related table that ``actor`` may see.

    A provider sees people proposed to or placed with it, and nobody any more once that has ended; a social service
    sees its own people; canton, finance and the technical administrator see no person at all.
    """
    return _within(table, actor.role, actor.organisation_id)


def _within(table: type[Any], role: Role, organisation_id: Any) -> ColumnElement[bool]:
    if role in EVERYTHING:
        return true()
    if role is Role.PROVIDER and table is not Seeker:
        own: ColumnElement[bool] = table.provider_id == organisation_id
        still = _still(table)
        return own if still is None else and_(own, still)
    if role in OF_SERVICE:
        narrowed: ColumnElement[bool] = table.social_service_id == organisation_id
        return narrowed
    return false()


def _still(table: type[Any]) -> ColumnElement[bool] | None:
    if table is Proposal:
        return Proposal.state.in_((*LIVE, *TAKEN))
    if table is Placement:
        return Placement.state.in_(HOLDING)
    return None


def offered_to(actor: Actor) -> ColumnElement[bool]:
    """Return the SQL condition for the places ``actor`` may see: a provider its own, everybody else all."""
    return on_offer(actor.role, actor.organisation_id)


def on_offer(role: Role, organisation_id: Any) -> ColumnElement[bool]:
    """Return the condition of ``offered_to`` for whoever has this role; the organisation may be a parameter."""
    return Place.provider_id == organisation_id if role is Role.PROVIDER else true()


def found(reading: Reading, table: type[Row], row_id: UUID, what: str, *, lock: bool = False) -> Row:
    """Return one person-related row within reach; raise NotFound for any other, whether it exists or not."""
    named = {"row": row_id, "organisation": reading.actor.organisation_id}
    kind: Any = table
    row: Row | None = reading.session.scalars(_one(kind, reading.actor.role, lock=lock), named).first()
    if row is None:
        _object_if_expired(reading, table, row_id)
        raise NotFound(what)
    return row


@cache
def _one(table: Any, role: Role, *, lock: bool) -> Select[Any]:
    """Statements are made once: making them anew costs more than the database takes to answer them."""
    key = table.mandate_id if table is Seeker else table.id
    asked = select(table).where(key == bindparam("row"), _within(table, role, bindparam("organisation")))
    return asked.with_for_update().execution_options(populate_existing=True) if lock else asked


def _object_if_expired(reading: Reading, table: type[Any], row_id: UUID) -> None:
    """Tell a provider who comes after the days to answer that they are over; of the person it sees nothing any more."""
    if table is Proposal and reading.actor.role is Role.PROVIDER:
        own = (Proposal.id == row_id, Proposal.provider_id == reading.actor.organisation_id)
        expired = select(Proposal.id).where(*own, Proposal.state == ProposalState.EXPIRED)
        if reading.session.scalars(expired).first():
            raise Conflict("proposal_expired")


def found_place(reading: Reading, place_id: UUID, *, lock: bool = False) -> Place:
    """Return a place within reach, locked where it is about to get less free; raise NotFound for any other."""
    asked = select(Place).where(Place.id == place_id, offered_to(reading.actor))
    if lock:
        asked = asked.with_for_update().execution_options(populate_existing=True)
    row = reading.session.scalars(asked).first()
    if row is None:
        raise NotFound("place")
    return row
