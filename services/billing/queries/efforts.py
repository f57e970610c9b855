"""What the office has done for one mandate: its services with their time, for the follow-up of the case (R-06)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, func, select, true

from messaging.work import Reading
from schemas.codes_billing import BilledItem
from services.billing.model import ServiceRecord


@dataclass(frozen=True)
class Effort:
    """One kind of service: how often, for how many minutes, from the first to the last day."""

    item: BilledItem
    count: int
    minutes: int
    first_on: date
    last_on: date


def efforts(reading: Reading, *, mandate_id: UUID) -> tuple[Effort, ...]:
    """Return what is written down for a mandate; a social service reads what was done for its own."""
    record = ServiceRecord
    counted = (func.count(), func.sum(record.service_minutes), func.min(record.served_on), func.max(record.served_on))
    theirs = (record.mandate_id == mandate_id, record.withdrawn_at.is_(None), _within(reading))
    asked = select(record.item, *counted).where(*theirs).group_by(record.item).order_by(func.min(record.served_on))
    return tuple(Effort(row[0], row[1], int(row[2]), row[3], row[4]) for row in reading.session.execute(asked))


def _within(reading: Reading) -> ColumnElement[bool]:
    actor = reading.actor
    return ServiceRecord.social_service_id == actor.organisation_id if actor.is_service else true()
