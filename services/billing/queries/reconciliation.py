"""Billing against the providers' presence: every difference, with what cures it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.orm import aliased

from messaging.work import Reading
from schemas.codes import Funding
from schemas.codes_billing import DifferenceKind, EvidenceKind, TariffUse
from services.billing.chain.evidence import month_evidence
from services.billing.chain.pricing import has_only_structure
from services.billing.model import LockedMonth, Paper, PaperLine, PlacementHappening
from services.billing.queries.reach import FINAL, NAMELESS
from workflow.calendar import end_of_month

D = DifferenceKind


@dataclass(frozen=True)
class PresenceDifference:
    """One placement's month on which billing and presence do not agree."""

    kind: DifferenceKind
    placement_id: UUID
    mandate_id: UUID | None
    provider_id: UUID
    month_id: UUID | None
    paper_id: UUID | None
    line_number: int | None
    ours_centimes: int | None
    theirs_centimes: int | None


@dataclass(frozen=True)
class Reconciliation:
    """A month's comparison: how many placement months agree, and every one that does not."""

    month: date
    agreeing: int
    differences: tuple[PresenceDifference, ...]


def reconciliation(reading: Reading, *, month: date) -> Reconciliation:
    """Return where the month's lines and the providers' locked presence differ."""
    first = month.replace(day=1)
    rows = reading.session.execute(_months(first)).all()
    found = [each for row in rows if (each := _difference(reading, row))]
    found += _not_locked(reading, first)
    return Reconciliation(first, len(rows) - sum(each.kind is not D.NOT_LOCKED for each in found), tuple(found))


def _months(first: date) -> Any:
    of = month_evidence()
    ours: Any = aliased(PaperLine)
    theirs: Any = aliased(PaperLine)
    return (
        select(
            LockedMonth,
            ours.paper_id.label("our_paper"),
            ours.number.label("our_number"),
            ours.amount_centimes.label("our_amount"),
            ours.count.label("our_count"),
            ours.per.label("our_per"),
            theirs.amount_centimes.label("their_amount"),
            theirs.paper_id.label("their_paper"),
            theirs.number.label("their_number"),
            has_only_structure(of, TariffUse.CANTON).label("our_price"),
            has_only_structure(of, TariffUse.PROVIDER).label("their_price"),
            select(Paper.state).where(Paper.id == ours.paper_id).scalar_subquery().label("our_state"),
        )
        .select_from(LockedMonth)
        .outerjoin(ours, _line_of(ours, TariffUse.CANTON))
        .outerjoin(theirs, _line_of(theirs, TariffUse.PROVIDER))
        .where(LockedMonth.month == first, LockedMonth.funding == Funding.POIAS)
        .order_by(LockedMonth.provider_id, LockedMonth.placement_id)
    )


def _line_of(line: Any, use: TariffUse) -> ColumnElement[bool]:
    note = aliased(PaperLine)
    credited = exists().where(
        note.evidence_id == line.evidence_id,
        note.tariff_use == line.tariff_use,
        note.attempt == line.attempt,
        note.is_credit.is_(True),
    )
    return and_(
        line.evidence_id == LockedMonth.month_id,
        line.evidence == EvidenceKind.PRESENCE_MONTH,
        line.tariff_use == use,
        line.is_credit.is_(False),
        ~credited,
    )


def _difference(reading: Reading, row: Any) -> PresenceDifference | None:
    kind = _kind(row)
    if kind is None:
        return None
    month = row.LockedMonth
    is_theirs = kind is D.ONLY_PROVIDER
    return PresenceDifference(
        kind,
        month.placement_id,
        None if reading.actor.role in NAMELESS else month.mandate_id,
        month.provider_id,
        month.month_id,
        row.their_paper if is_theirs else row.our_paper,
        row.their_number if is_theirs else row.our_number,
        row.our_amount,
        row.their_amount,
    )


def _kind(row: Any) -> DifferenceKind | None:
    month, is_billed = row.LockedMonth, row.our_amount is not None
    if month.contested_on is not None:
        is_final = row.our_state in FINAL
        return D.CONTESTED_AFTER_ISSUE if is_final else D.CONTESTED_BEFORE_ISSUE
    if is_billed and not _still_counts(row):
        return D.CHANGED_SINCE
    if not is_billed:
        if row.their_amount is not None:
            return D.ONLY_PROVIDER
        return D.NOT_BILLED if row.our_price else D.UNPRICED
    return D.ONLY_CANTON if row.their_amount is None and row.their_price else None


def _still_counts(row: Any) -> bool:
    """Whether the line was computed from the days the month has now, in whichever of the ways it may be counted."""
    month = row.LockedMonth
    counts = {
        (2 * month.occupied_days, 2),
        (month.present, 2),
        (1, 1),
        (month.occupied_days, month.month_days),
    }
    return (row.our_count, row.our_per) in counts


def _not_locked(reading: Reading, first: date) -> Iterator[PresenceDifference]:
    last = end_of_month(first)
    locked = exists().where(LockedMonth.placement_id == PlacementHappening.placement_id, LockedMonth.month == first)
    asked = (
        select(PlacementHappening)
        .where(
            PlacementHappening.started_on <= last,
            or_(PlacementHappening.ended_on.is_(None), PlacementHappening.ended_on >= first),
            PlacementHappening.funding == Funding.POIAS,
            PlacementHappening.cancelled.is_(False),
            ~locked,
        )
        .order_by(PlacementHappening.provider_id, PlacementHappening.placement_id)
    )
    for row in reading.session.scalars(asked):
        mandate_id = None if reading.actor.role in NAMELESS else row.mandate_id
        yield PresenceDifference(
            D.NOT_LOCKED, row.placement_id, mandate_id, row.provider_id, None, None, None, None, None
        )
