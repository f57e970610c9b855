"""What may be billed, as columns of its tables, and whether it is billed already."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import ColumnElement, and_, cast, exists, func, literal, select
from sqlalchemy.orm import aliased

from messaging.rows import code_column
from schemas.codes import Funding
from schemas.codes_billing import BilledItem, EvidenceKind, PaperKind, TariffBasis, TariffUse
from services.billing.model import LockedMonth, PaperLine, PhaseHappening, ServiceRecord
from services.billing.rules.items import OWN_SERVICES, POIAS_ITEMS
from services.billing.rules.limits import SOURCE_LIMITS, BillingLimits

USE_OF: Final = {
    PaperKind.INVOICE: TariffUse.CANTON,
    PaperKind.PROVIDER_STATEMENT: TariffUse.PROVIDER,
    PaperKind.COST_STATEMENT: TariffUse.SEPARATE,
}
_PHASE_ITEMS: Final = sorted(OWN_SERVICES)


@dataclass(frozen=True, kw_only=True)
class Scope:
    """For which kind of paper, up to which day, and how it is counted."""

    kind: PaperKind
    period_from: date
    period_until: date
    limits: BillingLimits = SOURCE_LIMITS

    @property
    def use(self) -> TariffUse:
        """Which tariffs price the paper."""
        return USE_OF[self.kind]


@dataclass(frozen=True)
class Evidence:
    """One kind of evidence as columns of its table."""

    kind: EvidenceKind
    id: Any
    item: Any
    on_day: Any
    place_kind: Any = None
    provider_id: Any = None


def constant(code: StrEnum) -> ColumnElement[Any]:
    """Return a code as a column of its own type; PostgreSQL would otherwise guess."""
    return cast(literal(code, code_column(type(code))), code_column(type(code)))


def as_item(column: Any) -> ColumnElement[Any]:
    """Return a phase as the item of the same name."""
    return cast(column, code_column(BilledItem))


def month_evidence() -> Evidence:
    """Return a locked month as evidence of a programme place."""
    item = constant(BilledItem.PROGRAMME_PLACE)
    return Evidence(
        EvidenceKind.PRESENCE_MONTH,
        LockedMonth.month_id,
        item,
        LockedMonth.last_on,
        LockedMonth.kind,
        LockedMonth.provider_id,
    )


def billable_month(until: date) -> ColumnElement[bool]:
    """Return which locked months may be billed: paid by POIAS, not contested, attended no longer than occupied."""
    return and_(
        LockedMonth.last_on <= until,
        LockedMonth.funding == Funding.POIAS,
        LockedMonth.contested_on.is_(None),
        LockedMonth.occupied_days > 0,
        LockedMonth.present <= 2 * LockedMonth.occupied_days,
    )


def record_evidence() -> Evidence:
    """Return a service record as evidence."""
    return Evidence(EvidenceKind.SERVICE_RECORD, ServiceRecord.id, ServiceRecord.item, ServiceRecord.served_on)


def billable_record(scope: Scope) -> ColumnElement[bool]:
    """Return which service records belong on the paper: what POIAS pays on the invoice, the rest on statements."""
    on_poias = ServiceRecord.item.in_(sorted(POIAS_ITEMS))
    return and_(
        ServiceRecord.served_on <= scope.period_until,
        ServiceRecord.withdrawn_at.is_(None),
        on_poias if scope.kind is PaperKind.INVOICE else and_(~on_poias, ServiceRecord.payer.is_not(None)),
    )


def phase_evidence() -> Evidence:
    """Return a phase that is done as evidence of the service of the same name."""
    item = as_item(PhaseHappening.phase)
    return Evidence(EvidenceKind.PHASE_DONE, PhaseHappening.id, item, PhaseHappening.ended_on)


def done_phase(until: date) -> ColumnElement[bool]:
    """Return which phases are services of the office and have come to their end."""
    return and_(PhaseHappening.ended_on <= until, as_item(PhaseHappening.phase).in_(_PHASE_ITEMS))


def attempt_of(found: Any, use: TariffUse) -> ColumnElement[int]:
    """Return how often the evidence was billed before (and credited to be billed again)."""
    line = aliased(PaperLine)
    return (
        select(func.count())
        .select_from(line)
        .where(*_same(line, found, use), line.is_credit.is_(False))
        .scalar_subquery()
    )


def _same(line: Any, found: Any, use: TariffUse) -> tuple[ColumnElement[bool], ...]:
    return (
        line.evidence_id == found.evidence_id,
        line.tariff_use == use,
        line.evidence == found.evidence,
        line.basis == found.basis,
    )


def is_unbilled(use: TariffUse, kind: EvidenceKind, evidence_id: Any, basis: TariffBasis) -> ColumnElement[bool]:
    """Return whether no line stands for the evidence: none ever, or each one credited to be billed again."""
    line, note = aliased(PaperLine), aliased(PaperLine)
    again = (
        exists()
        .where(
            note.evidence_id == line.evidence_id,
            note.tariff_use == line.tariff_use,
            note.evidence == line.evidence,
            note.basis == line.basis,
            note.attempt == line.attempt,
            note.is_credit.is_(True),
            note.bill_again.is_(True),
        )
        .correlate_except(note)
    )
    return ~exists().where(
        line.evidence_id == evidence_id,
        line.tariff_use == use,
        line.evidence == kind,
        line.basis == basis,
        line.is_credit.is_(False),
        ~again,
    ).correlate_except(line)
