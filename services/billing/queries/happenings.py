"""Phases and placements from which lines are made; for the office and its readers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import or_, select

from messaging.work import Reading
from schemas.codes import Funding, Phase, PlaceKind
from services.billing.model import PhaseHappening, PlacementHappening


@dataclass(frozen=True)
class BillablePhase:
    """A phase of one mandate, the work of the office."""

    mandate_id: UUID
    social_service_id: UUID
    phase: Phase
    begun_on: date | None
    ended_on: date | None


@dataclass(frozen=True)
class BillablePlacement:
    """A placement that has started."""

    placement_id: UUID
    mandate_id: UUID
    provider_id: UUID
    social_service_id: UUID
    kind: PlaceKind | None
    funding: Funding | None
    workload_percent: int | None
    started_on: date
    ended_on: date | None


def phases_done(reading: Reading, *, since: date, until: date) -> tuple[BillablePhase, ...]:
    """Return the phases that ended from ``since`` to ``until``, both included, in order of their end."""
    asked = (
        select(PhaseHappening)
        .where(PhaseHappening.ended_on.between(since, until))
        .order_by(PhaseHappening.ended_on, PhaseHappening.mandate_id)
    )
    return tuple(
        BillablePhase(row.mandate_id, row.social_service_id, row.phase, row.begun_on, row.ended_on)
        for row in reading.session.scalars(asked)
    )


def placements_running(reading: Reading, *, since: date, until: date) -> tuple[BillablePlacement, ...]:
    """Return the placements that ran on any day from ``since`` to ``until``, both included."""
    asked = (
        select(PlacementHappening)
        .where(
            PlacementHappening.started_on <= until,
            or_(PlacementHappening.ended_on.is_(None), PlacementHappening.ended_on >= since),
        )
        .order_by(PlacementHappening.started_on, PlacementHappening.placement_id)
    )
    return tuple(_placement(row) for row in reading.session.scalars(asked))


def _placement(row: PlacementHappening) -> BillablePlacement:
    if row.started_on is None:
        raise ValueError("only placements that have started are billable")
    return BillablePlacement(
        row.placement_id,
        row.mandate_id,
        row.provider_id,
        row.social_service_id,
        row.kind,
        row.funding,
        row.workload_percent,
        row.started_on,
        row.ended_on,
    )
