"""Which dossiers an actor can reach at all; every query and handler starts from here."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import ColumnElement, and_, false, select, true

from messaging.work import Reading
from schemas.actor import SERVICE_STAFF, Actor, Role
from schemas.codes_casework import Sector
from schemas.refusal import NotFound
from services.casework.model import Dossier, SegmentDecision


def reachable(actor: Actor) -> ColumnElement[bool]:
    """Return the SQL condition for the dossiers ``actor`` may see: those of the own social service.

    Dossiers are the service's own work: the office, providers, the canton and auditors see none of them; the
    administration of Intake 1 sees that sector only.
    """
    if actor.role is Role.SYSTEM:
        return true()
    own = Dossier.social_service_id == actor.organisation_id
    if actor.role in SERVICE_STAFF:
        return own
    return and_(own, Dossier.sector == Sector.INTAKE_1) if actor.role is Role.INTAKE1_ADMIN else false()


def dossier_of(reading: Reading, dossier_id: UUID, *, lock: bool = False) -> Dossier:
    """Return a dossier within reach; raise NotFound for any other, whether it exists or not."""
    asked = select(Dossier).where(Dossier.id == dossier_id, reachable(reading.actor))
    if lock:
        asked = asked.with_for_update().execution_options(populate_existing=True)
    found = reading.session.scalars(asked).first()
    if found is None:
        raise NotFound("dossier")
    return found


def decision_of(reading: Reading, decision_id: UUID) -> tuple[SegmentDecision, Dossier]:
    """Return a segment decision within reach with its dossier, both locked, the dossier first."""
    asked = select(SegmentDecision.dossier_id).where(SegmentDecision.id == decision_id)
    dossier_id = reading.session.scalar(asked)
    if dossier_id is None:
        raise NotFound("segment_decision")
    dossier = dossier_of(reading, dossier_id, lock=True)
    locked = select(SegmentDecision).where(SegmentDecision.id == decision_id).with_for_update()
    row = reading.session.scalars(locked.execution_options(populate_existing=True)).one()
    return row, dossier


def decision_under_way(reading: Reading, dossier_id: UUID) -> SegmentDecision | None:
    """Return the decision on which somebody still has to act."""
    asked = select(SegmentDecision).where(SegmentDecision.under_way_id == dossier_id)
    return reading.session.scalars(asked).first()


def decision_in_force(reading: Reading, dossier_id: UUID) -> SegmentDecision | None:
    """Return the decision by which the dossier is in its segment."""
    return reading.session.scalars(select(SegmentDecision).where(SegmentDecision.in_force_id == dossier_id)).first()
