"""What registration and placements tell that may cost something; kept as our own small copy, never refused."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select

from messaging.work import Work
from schemas.codes import Phase
from schemas.placements import (
    PersonAssigned,
    PersonEnded,
    PersonStarted,
    PlacementCancelled,
    PlacementResumed,
    PlacementSuspended,
    PresenceContested,
    PresenceLocked,
)
from schemas.registration import MandateClosed, PhaseChanged, PhaseRated
from services.billing.model import ClosedMandate, LockedMonth, PhaseHappening, PlacementHappening, PlacementRest
from services.billing.rules.periods import rested_days
from workflow.calendar import end_of_month


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
    row.ended_on, row.success = told.changed_on, told.success


def phase_rated(told: PhaseRated, work: Work) -> None:
    """A phase that was done without a rating has one now; a result tariff is paid for it on the next invoice."""
    same = select(PhaseHappening).where(
        PhaseHappening.mandate_id == told.mandate_id,
        PhaseHappening.phase == told.phase,
        PhaseHappening.ended_on == told.ended_on,
        PhaseHappening.success == "",
    )
    if row := work.session.scalars(same).first():
        row.success = told.success


def mandate_closed(told: MandateClosed, work: Work) -> None:
    """No further work on the mandate is expected; phases still open end with it."""
    still_open = select(PhaseHappening).where(
        PhaseHappening.mandate_id == told.mandate_id, PhaseHappening.ended_on.is_(None)
    )
    for each in work.session.scalars(still_open):
        each.ended_on, each.success = told.closed_on, told.success
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
    _count_days(row, work)


def person_ended(told: PersonEnded, work: Work) -> None:
    """A placement has ended; the day still counts."""
    row = _placement(told, told.placement_id, work)
    row.ended_on, row.end_reason = told.ended_on, told.reason
    _count_days(row, work)


def placement_suspended(told: PlacementSuspended, work: Work) -> None:
    """A placement rests for these days; they are not billed."""
    days = {"rests_from": told.suspended_from, "rests_until": told.suspended_until}
    work.session.add(PlacementRest(placement_id=told.placement_id, **days))
    _count_days(_placement(told, told.placement_id, work), work)


def placement_resumed(told: PlacementResumed, work: Work) -> None:
    """A placement goes on before its rest was to end; the days from then on count again."""
    if told.resumed_on is None:
        return
    begun = (PlacementRest.placement_id == told.placement_id, PlacementRest.rests_from < told.resumed_on)
    asked = select(PlacementRest).where(*begun).order_by(PlacementRest.rests_from.desc()).limit(1)
    if row := work.session.scalars(asked).first():
        row.rests_until = min(row.rests_until, told.resumed_on - timedelta(days=1))
    _count_days(_placement(told, told.placement_id, work), work)


def placement_cancelled(told: PlacementCancelled, work: Work) -> None:
    """A planned placement did not come about; nothing is due for it."""
    row = _placement(told, told.placement_id, work)
    row.cancelled, row.end_reason = True, told.reason


def presence_locked(told: PresenceLocked, work: Work) -> None:
    """A month is final; locked anew it replaces what was locked before."""
    said = {each.name: getattr(told, each.name) for each in fields(told)}
    row = work.session.merge(LockedMonth(**said, contested_on=None))
    placement = work.session.get(PlacementHappening, told.placement_id)
    _occupy(row, placement, _rests(told.placement_id, work))


def presence_contested(told: PresenceContested, work: Work) -> None:
    """A month that was final is open again; what is billed of it is shown until it is credited or locked anew."""
    row = work.session.get(LockedMonth, told.month_id)
    if row is not None:
        row.contested_on = work.today


def _count_days(placement: PlacementHappening, work: Work) -> None:
    """Count the occupied days of the placement's locked months again; what is billed stays as it was billed."""
    work.session.flush()
    months = select(LockedMonth).where(LockedMonth.placement_id == placement.placement_id)
    rests = _rests(placement.placement_id, work)
    for each in work.session.scalars(months):
        _occupy(each, placement, rests)


def _rests(placement_id: UUID, work: Work) -> list[PlacementRest]:
    work.session.flush()
    return list(work.session.scalars(select(PlacementRest).where(PlacementRest.placement_id == placement_id)))


def _occupy(row: LockedMonth, placement: PlacementHappening | None, rests: Sequence[PlacementRest]) -> None:
    """Set the first and last day on which the seat was taken, and the days between without those of a rest."""
    last = end_of_month(row.month)
    starts = placement.started_on or placement.planned_from if placement else None
    first_on = max(row.month, starts or row.month)
    last_on = min(last, placement.ended_on) if placement and placement.ended_on else last
    row.first_on, row.last_on = first_on, max(first_on, last_on)
    rested = rested_days(first_on, last_on, [(each.rests_from, each.rests_until) for each in rests])
    row.occupied_days = max(0, (last_on - first_on).days + 1 - rested)
    row.month_days = last.day


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
