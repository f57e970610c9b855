"""What a line is computed from, and what must be true of it before anybody pays."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from schemas.codes import Funding, PlaceKind
from schemas.codes_billing import BilledItem
from schemas.refusal import Objection
from services.billing.rules.limits import CONCEPT
from workflow.calendar import end_of_month

_MINUTES_A_DAY = 24 * 60


@dataclass(frozen=True, kw_only=True)
class PresenceMonth:
    """One placement in one calendar month; ``first_on`` and ``last_on`` are the occupied days, both included."""

    presence_id: UUID
    mandate_id: UUID
    provider_id: UUID
    place_kind: PlaceKind
    funding: Funding
    first_on: date
    last_on: date
    attended_half_days: int
    is_locked: bool

    @property
    def occupied_days(self) -> int:
        """The days the seat was taken."""
        return (self.last_on - self.first_on).days + 1

    @property
    def month_days(self) -> int:
        """The days the month has."""
        return end_of_month(self.first_on).day


@dataclass(frozen=True, kw_only=True)
class ServiceRecord:
    """What one member of the office's staff did for one mandate on one day (SV-12)."""

    record_id: UUID
    mandate_id: UUID
    staff_id: UUID
    item: BilledItem
    on: date
    minutes: int


@dataclass(frozen=True, kw_only=True)
class PhaseDone:
    """A service of the office that has come to its end; ``outcome`` is its code on the success scale, if any."""

    phase_id: UUID
    mandate_id: UUID
    item: BilledItem
    done_on: date
    outcome: str = ""


@dataclass(frozen=True)
class Span:
    """The days a mandate runs; the end is None while it does."""

    first: date
    last: date | None = None


def presence_objections(presence: PresenceMonth) -> tuple[Objection, ...]:
    """Object to a presence month that is not closed yet, not one month, or attended longer than occupied."""
    return tuple(_presence_objections(presence))


def _presence_objections(presence: PresenceMonth) -> Iterator[Objection]:
    facts = {"month": presence.first_on.isoformat()[:7]}
    if not presence.is_locked:
        yield Objection("presence_not_locked", None, facts, CONCEPT)
    if not presence.first_on <= presence.last_on <= end_of_month(presence.first_on):
        yield Objection("presence_not_one_month", None, facts)
    elif presence.attended_half_days > 2 * presence.occupied_days:
        yield Objection("presence_above_occupied", None, facts)


def record_objections(record: ServiceRecord, mandate: Span, today: date) -> tuple[Objection, ...]:
    """Object to a service record without duration, in the future, or outside its mandate (SV-12)."""
    return tuple(_record_objections(record, mandate, today))


def _record_objections(record: ServiceRecord, mandate: Span, today: date) -> Iterator[Objection]:
    if not 0 < record.minutes <= _MINUTES_A_DAY:
        yield Objection("record_minutes_outside", "service_minutes", {"max": _MINUTES_A_DAY}, "Concept SSIP, ch. 8")
    if record.on > today:
        yield Objection("record_in_future", "served_on", {"today": today.isoformat()})
    if record.on < mandate.first:
        yield Objection("record_before_mandate", "served_on", {"first": mandate.first.isoformat()})
    if mandate.last is not None and record.on > mandate.last:
        yield Objection("record_after_mandate", "served_on", {"last": mandate.last.isoformat()})
