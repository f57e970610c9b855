"""Service records: one's own week with its totals, one record, what is missing, and the comparison with the phases."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, exists, func, or_, select

from messaging.work import Reading
from schemas.actor import Role
from schemas.codes import Phase
from schemas.codes_billing import BilledItem, EvidenceKind, InvoiceState, Payer
from schemas.refusal import NotFound
from services.billing.model import Paper, PaperLine, PhaseHappening, ServiceRecord
from services.billing.queries.reach import EVERYTHING, filled
from services.billing.rules.items import OWN_SERVICES

SOON = timedelta(days=60)
"""How far back missing records are looked for."""


@dataclass(frozen=True, kw_only=True)
class RecordLine:
    """One service record; ``is_billed`` once it stands on a checked or issued paper."""

    id: UUID
    row_version: int
    mandate_id: UUID
    social_service_id: UUID
    staff_id: UUID
    item: BilledItem
    served_on: date
    service_minutes: int
    payer: Payer | None
    is_billed: bool
    is_withdrawn: bool
    paper_id: UUID | None


@dataclass(frozen=True)
class Week:
    """One person's week: records by day, and the minutes of each day and item."""

    monday: date
    records: tuple[RecordLine, ...]
    minutes_by_day: tuple[tuple[date, int], ...]
    minutes_by_item: tuple[tuple[BilledItem, int], ...]

    @property
    def minutes(self) -> int:
        """The minutes of the week."""
        return sum(minutes for _, minutes in self.minutes_by_day)


@dataclass(frozen=True)
class PhaseCheck:
    """A phase that is the office's work, beside what was written down for it."""

    mandate_id: UUID
    social_service_id: UUID
    phase: Phase
    begun_on: date | None
    ended_on: date | None
    records: int
    minutes: int


def my_week(reading: Reading, *, day: date, staff_id: UUID | None = None) -> Week:
    """Return the week around ``day`` of oneself, or of somebody else where one may see everybody's records."""
    monday = day - timedelta(days=day.weekday())
    asked = (
        select(ServiceRecord)
        .where(
            ServiceRecord.staff_id == _whose(reading, staff_id),
            ServiceRecord.served_on.between(monday, monday + timedelta(days=6)),
            ServiceRecord.withdrawn_at.is_(None),
        )
        .order_by(ServiceRecord.served_on, ServiceRecord.recorded_at)
    )
    lines = _lines(reading, asked)
    days = [monday + timedelta(days=each) for each in range(7)]
    by_day = tuple((each, sum(line.service_minutes for line in lines if line.served_on == each)) for each in days)
    items = sorted({line.item for line in lines})
    by_item = tuple((item, sum(line.service_minutes for line in lines if line.item is item)) for item in items)
    return Week(monday, lines, by_day, by_item)


def _whose(reading: Reading, staff_id: UUID | None) -> UUID:
    is_head = reading.actor.role in EVERYTHING and reading.actor.role is not Role.SSIP_COORDINATOR
    return staff_id if staff_id is not None and is_head else reading.actor.account_id


def service_record(reading: Reading, *, record_id: UUID) -> RecordLine:
    """Return one record: one's own, or any for those who answer for all."""
    asked = select(ServiceRecord).where(ServiceRecord.id == record_id)
    if reading.actor.role is Role.SSIP_COORDINATOR:
        asked = asked.where(ServiceRecord.staff_id == reading.actor.account_id)
    found = _lines(reading, asked)
    if not found:
        raise NotFound("service_record")
    return found[0]


def _lines(reading: Reading, asked: Select[Any]) -> tuple[RecordLine, ...]:
    rows = reading.session.scalars(asked).all()
    billed = _billed(reading, [row.id for row in rows])
    return tuple(
        filled(
            RecordLine,
            row,
            is_billed=row.id in billed,
            is_withdrawn=row.withdrawn_at is not None,
            paper_id=billed.get(row.id),
        )
        for row in rows
    )


def _billed(reading: Reading, record_ids: Iterable[UUID]) -> dict[UUID, UUID]:
    note = PaperLine.__table__.alias("note")
    credited = exists().where(
        note.c.evidence_id == PaperLine.evidence_id,
        note.c.tariff_use == PaperLine.tariff_use,
        note.c.attempt == PaperLine.attempt,
        note.c.is_credit.is_(True),
    )
    asked = (
        select(PaperLine.evidence_id, PaperLine.paper_id)
        .join(Paper, Paper.id == PaperLine.paper_id)
        .where(
            PaperLine.evidence_id.in_(list(record_ids)),
            PaperLine.evidence == EvidenceKind.SERVICE_RECORD,
            PaperLine.is_credit.is_(False),
            Paper.state != InvoiceState.DRAFT,
            ~credited,
        )
    )
    return {record_id: paper_id for record_id, paper_id in reading.session.execute(asked)}  # noqa: C416  # rows, not pairs


def phase_checks(reading: Reading, *, mandate_ids: tuple[UUID, ...] = ()) -> tuple[PhaseCheck, ...]:
    """Return the office's phases of these mandates (or all lately) beside the records written for them."""
    return _checks(reading, mandate_ids, missing_only=False)


def missing_records(reading: Reading) -> tuple[PhaseCheck, ...]:
    """Return the office's phases of the last weeks for which nobody has written down anything, the oldest first."""
    return _checks(reading, (), missing_only=True)


def _checks(reading: Reading, mandate_ids: tuple[UUID, ...], *, missing_only: bool) -> tuple[PhaseCheck, ...]:
    within = and_(
        ServiceRecord.mandate_id == PhaseHappening.mandate_id,
        ServiceRecord.item == func.coalesce(PhaseHappening.phase, ""),
        ServiceRecord.withdrawn_at.is_(None),
    )
    count = func.count(ServiceRecord.id)
    lately = or_(PhaseHappening.ended_on.is_(None), PhaseHappening.ended_on >= reading.today - SOON)
    asked = (
        select(
            PhaseHappening.mandate_id,
            PhaseHappening.social_service_id,
            PhaseHappening.phase,
            PhaseHappening.begun_on,
            PhaseHappening.ended_on,
            count,
            func.coalesce(func.sum(ServiceRecord.service_minutes), 0),
        )
        .outerjoin(ServiceRecord, within)
        .where(PhaseHappening.phase.in_([each for each in Phase if each.value in _ITEMS]))
        .where(PhaseHappening.mandate_id.in_(mandate_ids) if mandate_ids else lately)
        .group_by(PhaseHappening.id)
        .order_by(PhaseHappening.begun_on, PhaseHappening.mandate_id)
    )
    if missing_only:
        asked = asked.having(count == 0)
    return tuple(PhaseCheck(*row[:6], minutes=int(row[6])) for row in reading.session.execute(asked.limit(500)))


_ITEMS = frozenset(each.value for each in OWN_SERVICES)
