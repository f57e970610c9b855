"""What registration and placements tell that may cost something; kept as our own small copy, never refused."""

from __future__ import annotations

from dataclasses import fields
from typing import Any
from uuid import UUID

from sqlalchemy import select

from messaging.work import Work
from schemas.codes import Phase
from schemas.placements import PersonAssigned, PersonEnded, PersonStarted, PlacementCancelled, PresenceLocked
from schemas.registration import MandateClosed, PhaseChanged
from services.billing.model import ClosedMandate, LockedMonth, PhaseHappening, PlacementHappening


def phase_changed(told: PhaseChanged, work: Work) -> None:
    """One phase is done and the next has begun."""
    if told.ended is not None:
        _end_phase(told, told.ended, work)
    work.session.add(
        PhaseHappening(
            mandate_id=told.mandate_id,
            social_service_id=told.social_service_id,
            phase=told.begun,
            begun_on=told.changed_on,
        )
    )


def _end_phase(told: PhaseChanged, phase: Phase, work: Work) -> None:
    same = select(PhaseHappening).where(
        PhaseHappening.mandate_id == told.mandate_id,
        PhaseHappening.phase == phase,
        PhaseHappening.ended_on.is_(None),
    )
    row = work.session.scalars(same).first()
    if row is None:
        row = PhaseHappening(mandate_id=told.mandate_id, social_service_id=told.social_service_id, phase=phase)
        work.session.add(row)
    row.ended_on = told.changed_on


def mandate_closed(told: MandateClosed, work: Work) -> None:
    """No further work on the mandate is expected; phases still open end with it."""
    still_open = select(PhaseHappening).where(
        PhaseHappening.mandate_id == told.mandate_id, PhaseHappening.ended_on.is_(None)
    )
    for each in work.session.scalars(still_open):
        each.ended_on = told.closed_on
    row = work.session.get(ClosedMandate, told.mandate_id)
    if row is None:
        row = ClosedMandate(mandate_id=told.mandate_id, social_service_id=told.social_service_id)
        work.session.add(row)
    row.closed_on, row.heard_at = told.closed_on, work.now


def person_assigned(told: PersonAssigned, work: Work) -> None:
    """A placement is planned: now we know kind, funding and workload."""
    row = _placement(told, told.placement_id, work)
    row.kind, row.funding, row.workload_percent = told.kind, told.funding, told.workload_percent
    row.planned_from, row.planned_until = told.starts_on, told.ends_on


def person_started(told: PersonStarted, work: Work) -> None:
    """A placement runs from this day."""
    row = _placement(told, told.placement_id, work)
    row.started_on, row.planned_until = told.started_on, told.ends_on


def person_ended(told: PersonEnded, work: Work) -> None:
    """A placement has ended; the day still counts."""
    row = _placement(told, told.placement_id, work)
    row.ended_on, row.end_reason = told.ended_on, told.reason


def placement_cancelled(told: PlacementCancelled, work: Work) -> None:
    """A planned placement did not come about; nothing is due for it."""
    row = _placement(told, told.placement_id, work)
    row.cancelled, row.end_reason = True, told.reason


def presence_locked(told: PresenceLocked, work: Work) -> None:
    """A month is final; locked anew it replaces what was locked before."""
    work.session.merge(LockedMonth(**{each.name: getattr(told, each.name) for each in fields(told)}))


def _placement(told: Any, placement_id: UUID, work: Work) -> PlacementHappening:
    row = work.session.get(PlacementHappening, placement_id)
    if row is None:
        row = PlacementHappening(
            placement_id=placement_id,
            mandate_id=told.mandate_id,
            place_id=told.place_id,
            provider_id=told.provider_id,
            social_service_id=told.social_service_id,
        )
        work.session.add(row)
    return row
