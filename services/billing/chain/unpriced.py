"""What could be billed but cannot be priced, with the same reasons as the rules give."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import Date, Select, Uuid, and_, case, func, literal, or_, select
from sqlalchemy.orm import Session

from schemas.codes import Funding
from schemas.codes_billing import BilledItem, EvidenceKind, PaperKind, TariffBasis
from services.billing.chain.evidence import (
    Evidence,
    Scope,
    billable_record,
    constant,
    done_phase,
    is_unbilled,
    month_evidence,
    phase_evidence,
    record_evidence,
)
from services.billing.chain.pricing import has_only_structure, has_results, has_structure, success, tied_result
from services.billing.model import LockedMonth
from services.billing.rules.periods import coordination_id, months_of

BLOCKING: Final = ("tariff_not_configured", "tariffs_overlap")
"""With these in its own period a paper cannot be issued; everything else comes on a later one."""


@dataclass(frozen=True)
class Unpriced:
    """So many pieces of evidence of one item lack the same thing."""

    item: BilledItem
    code: str
    count: int
    first_on: date
    last_on: date


def unpriced(session: Session, scope: Scope, since: date | None = None) -> tuple[Unpriced, ...]:
    """Return what of ``scope`` cannot be priced, from ``since`` on, by item and reason."""
    found: list[Unpriced] = []
    for asked in _parts(scope):
        rows = asked.subquery()
        grouped = select(
            rows.c.item, rows.c.code, func.count(), func.min(rows.c.on_day), func.max(rows.c.on_day)
        ).group_by(rows.c.item, rows.c.code)
        grouped = grouped.where(rows.c.code != "")
        if since is not None:
            grouped = grouped.where(rows.c.on_day >= since)
        found += [Unpriced(*row) for row in session.execute(grouped.order_by(rows.c.item, rows.c.code))]
    return tuple(found)


def _parts(scope: Scope) -> Iterator[Select[*tuple[Any, ...]]]:
    if scope.kind is not PaperKind.COST_STATEMENT:
        yield _months(scope)
    if scope.kind is not PaperKind.PROVIDER_STATEMENT:
        yield _records(scope)
    if scope.kind is PaperKind.INVOICE:
        yield _phases(scope)
        yield _coordination(scope)


def _priced(of: Evidence, scope: Scope) -> Any:
    return case(
        (has_only_structure(of, scope.use), ""),
        (has_structure(of, scope.use), "tariffs_overlap"),
        else_="tariff_not_configured",
    )


def _months(scope: Scope) -> Select[*tuple[Any, ...]]:
    of = month_evidence()
    above = LockedMonth.present > 2 * LockedMonth.occupied_days
    return _asked(of, case((above, "presence_above_occupied"), else_=_priced(of, scope))).where(
        LockedMonth.last_on <= scope.period_until,
        LockedMonth.funding == Funding.POIAS,
        LockedMonth.contested_on.is_(None),
        or_(LockedMonth.occupied_days > 0, LockedMonth.present > 0),
        is_unbilled(scope.use, of.kind, of.id, TariffBasis.STRUCTURE),
    )


def _records(scope: Scope) -> Select[*tuple[Any, ...]]:
    of = record_evidence()
    return _asked(of, _priced(of, scope)).where(
        billable_record(scope), is_unbilled(scope.use, of.kind, of.id, TariffBasis.STRUCTURE)
    )


def _phases(scope: Scope) -> Select[*tuple[Any, ...]]:
    of = phase_evidence()
    results = has_results(of, scope.use)
    code = case(
        (and_(results, success() == ""), "result_not_recorded"),
        (tied_result(of, scope.use), "tariffs_overlap"),
        (has_only_structure(of, scope.use), ""),
        (has_structure(of, scope.use), "tariffs_overlap"),
        (results, ""),
        else_="tariff_not_configured",
    )
    unbilled = [is_unbilled(scope.use, of.kind, of.id, each) for each in TariffBasis]
    return _asked(of, code).where(done_phase(scope.period_until), and_(*unbilled))


def _coordination(scope: Scope) -> Select[*tuple[Any, ...]]:
    months = [
        select(
            literal(coordination_id(month), Uuid()).label("evidence_id"),
            literal(month, Date()).label("on_day"),
        )
        for month in months_of(scope.period_from, scope.period_until)
    ]
    first, *others = months
    known = first.union_all(*others).subquery("months") if others else first.subquery("months")
    item = constant(BilledItem.COORDINATION_FLAT_RATE)
    of = Evidence(EvidenceKind.PERIOD, known.c.evidence_id, item, known.c.on_day)
    return _asked(of, _priced(of, scope)).where(is_unbilled(scope.use, of.kind, of.id, TariffBasis.STRUCTURE))


def _asked(of: Evidence, code: Any) -> Select[*tuple[Any, ...]]:
    return select(of.item.label("item"), code.label("code"), of.on_day.label("on_day"))
