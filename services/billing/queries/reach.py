"""What of billing an actor can reach: everything, its own papers once they are issued, or nothing."""

from __future__ import annotations

from dataclasses import fields
from typing import Any, Final, TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, and_, false, func, select, true

from messaging.work import Reading
from schemas.actor import OFFICE_STAFF, SERVICE_STAFF, Actor, Role
from schemas.codes_billing import InvoiceState, PartyKind
from schemas.refusal import NotFound
from services.billing.model import Paper

T = TypeVar("T")
EVERYTHING: Final = OFFICE_STAFF | {Role.SYSTEM, Role.AUDITOR, Role.SEAT_FINANCE}
FINAL: Final = (InvoiceState.ISSUED, InvoiceState.CREDITED)
NAMELESS: Final = frozenset({Role.CANTON_READER, Role.SEAT_FINANCE})
"""Those who read the lines without knowing whose mandate one is about."""


def papers_for(actor: Actor) -> ColumnElement[bool]:
    """Return the SQL condition for the papers ``actor`` may see.

    The canton sees what is addressed to it, a provider what is made out for it, a social service the calculations of
    its separate services; all of them only once it is issued.
    """
    if actor.role in EVERYTHING:
        return true()
    final, own = Paper.state.in_(FINAL), Paper.party_id == actor.organisation_id
    if actor.role is Role.CANTON_READER:
        return and_(final, Paper.debtor_kind == PartyKind.CANTON)
    if actor.role is Role.PROVIDER:
        return and_(final, own, Paper.creditor_kind == PartyKind.PROVIDER)
    if actor.role in SERVICE_STAFF:
        return and_(final, own, Paper.creditor_kind.is_(None))
    return false()


def found_paper(reading: Reading, paper_id: UUID) -> Paper:
    """Return one paper within reach; raise NotFound for any other, whether it exists or not."""
    row = reading.session.scalars(select(Paper).where(Paper.id == paper_id, papers_for(reading.actor))).first()
    if row is None:
        raise NotFound("paper")
    return row


def filled(kind: type[T], *sources: Any, **more: Any) -> T:
    """Return ``kind`` with every field taken from ``more`` or else from the first source that has it."""
    found = dict(more)
    for name in (each.name for each in fields(kind)):  # type: ignore[arg-type]
        for source in sources:
            if name not in found and hasattr(source, name):
                found[name] = getattr(source, name)
    return kind(**found)


def counted(reading: Reading, asked: Any) -> int:
    """Return how many lines a list has without its cut."""
    return reading.session.scalar(select(func.count()).select_from(asked.order_by(None).subquery())) or 0
