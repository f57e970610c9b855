"""What of a mandate's papers and messages an actor can reach: the mandate's own reach, and with whom each is shared."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, and_, or_
from sqlalchemy.orm import InstrumentedAttribute

from messaging.work import Reading
from schemas.actor import Actor, Role
from schemas.codes_records import SharedWith
from schemas.codes_registration import MandateState
from schemas.refusal import NotFound
from services.registration.model import Mandate
from services.registration.queries.reach import mandate_of, reachable
from services.registration.rules.sharing import is_running, shared_to


def shared(actor: Actor, today: date, column: InstrumentedAttribute[SharedWith]) -> ColumnElement[bool]:
    """Return the SQL condition for rows joined with their mandate that ``actor`` may read."""
    within = and_(reachable(actor, today), column.in_(shared_to(actor.role)))
    return and_(within, running(today)) if actor.role is Role.PROVIDER else within


def running(today: date) -> ColumnElement[bool]:
    """Return the SQL condition for mandates whose placement runs."""
    until = or_(Mandate.placed_until.is_(None), Mandate.placed_until >= today)
    return and_(Mandate.state == MandateState.PLACED, Mandate.placed_from <= today, until)


def shared_mandate(reading: Reading, mandate_id: UUID, *, lock: bool = False) -> Mandate:
    """Return a mandate whose papers and messages are the actor's too; raise NotFound for any other."""
    mandate = mandate_of(reading, mandate_id, lock=lock)
    span = (mandate.placed_from, mandate.placed_until)
    if reading.actor.role is Role.PROVIDER and not is_running(mandate.state, *span, reading.today):
        raise NotFound("mandate")
    return mandate
