"""What placements did for a mandate, for the mandate's one timeline."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import select

from messaging.work import Reading
from services.placements.model import InterimReport, Placement, PresenceMonth, Prolongation, Proposal, Reservation
from services.placements.queries.lines import history
from services.placements.queries.reach import reachable
from workflow.moves import Happening

_TABLES: tuple[type[Any], ...] = (Proposal, Placement, InterimReport, PresenceMonth)


def mandate_events(reading: Reading, *, mandate_id: UUID) -> tuple[Happening, ...]:
    """Return everything within reach that happened to the proposals, placements and papers of a mandate."""
    subjects: list[UUID] = []
    for table in _TABLES:
        asked = select(table.id).where(table.mandate_id == mandate_id, reachable(table, reading.actor))
        subjects += reading.session.scalars(asked)
    subjects += reading.session.scalars(select(Prolongation.id).where(Prolongation.placement_id.in_(subjects)))
    if reading.actor.is_office or reading.actor.is_service:
        asked = select(Reservation.id).where(Reservation.mandate_id == mandate_id)
        subjects += reading.session.scalars(asked.where(reachable(Reservation, reading.actor)))
    return history(reading, *subjects)
