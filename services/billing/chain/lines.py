"""From evidence to lines as one SQL statement: the same arithmetic as ``rules.lines``, a hundred thousand at once.

Every select here yields the columns of ``COLUMNS`` for the evidence that can be priced and is not billed yet. What
cannot be priced yields nothing here and stands in ``chain.unpriced`` with its reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Date,
    Integer,
    Select,
    Uuid,
    and_,
    case,
    cast,
    literal,
    null,
    or_,
    select,
)
from sqlalchemy.orm import aliased

from messaging.rows import code_column
from schemas.codes_billing import (
    BilledItem,
    EvidenceKind,
    PaperKind,
    PartialMonth,
    Payer,
    PlaceDayCount,
    TariffBasis,
    TariffUnit,
)
from services.billing.chain.evidence import (
    Evidence,
    Scope,
    billable_month,
    billable_record,
    constant,
    done_phase,
    is_unbilled,
    month_evidence,
    phase_evidence,
    record_evidence,
)
from services.billing.chain.pricing import (
    has_only_structure,
    has_results,
    has_structure,
    only_result,
    only_tariff,
    success,
    tied_result,
)
from services.billing.model import LockedMonth, PhaseHappening, ServiceRecord, TariffRow
from services.billing.rules.limits import BillingLimits
from services.billing.rules.periods import coordination_id, months_of

COLUMNS: Final = (
    "item",
    "evidence",
    "evidence_id",
    "basis",
    "on_day",
    "mandate_id",
    "provider_id",
    "social_service_id",
    "payer",
    "tariff_id",
    "unit",
    "unit_centimes",
    "count",
    "per",
)
Asked = Select[*tuple[Any, ...]]


def candidates(scope: Scope) -> Asked:
    """Return what can be priced for ``scope`` and is not billed yet."""
    parts = {
        PaperKind.INVOICE: (_months, _hours, _phases, _results, _coordination),
        PaperKind.PROVIDER_STATEMENT: (_months,),
        PaperKind.COST_STATEMENT: (_hours,),
    }[scope.kind]
    first, *others = (each(scope) for each in parts)
    found = first.union_all(*others).subquery("found") if others else first.subquery("found")
    return select(*(found.c[name] for name in COLUMNS))


def _months(scope: Scope) -> Asked:
    of, tariff = month_evidence(), aliased(TariffRow)
    count, per = _place_quantity(tariff, scope.limits)
    return _row(
        of,
        tariff,
        count=count,
        per=per,
        mandate_id=LockedMonth.mandate_id,
        social_service_id=LockedMonth.social_service_id,
    ).where(
        billable_month(scope.period_until),
        only_tariff(tariff, of, scope.use),
        is_unbilled(scope.use, of.kind, of.id, TariffBasis.STRUCTURE),
    )


def _place_quantity(tariff: Any, limits: BillingLimits) -> tuple[ColumnElement[int], ColumnElement[int]]:
    attended = limits.place_days is PlaceDayCount.ATTENDED
    half_days = LockedMonth.present if attended else 2 * LockedMonth.occupied_days
    is_day = tariff.unit == TariffUnit.PLACE_DAY
    is_whole = LockedMonth.occupied_days == LockedMonth.month_days
    if limits.partial_month is PartialMonth.WHOLE:
        is_whole = or_(is_whole, literal(1) == 1)
    count = case((is_day, half_days), (is_whole, 1), else_=LockedMonth.occupied_days)
    per = case((is_day, 2), (is_whole, 1), else_=LockedMonth.month_days)
    return count, per


def _hours(scope: Scope) -> Asked:
    of, tariff = record_evidence(), aliased(TariffRow)
    is_hour = tariff.unit == TariffUnit.HOUR
    wanted = is_hour if scope.kind is PaperKind.INVOICE else or_(is_hour, tariff.unit == TariffUnit.FLAT)
    return _row(
        of,
        tariff,
        count=case((is_hour, ServiceRecord.service_minutes), else_=1),
        per=case((is_hour, 60), else_=1),
        mandate_id=ServiceRecord.mandate_id,
        social_service_id=ServiceRecord.social_service_id,
        payer=ServiceRecord.payer,
    ).where(
        billable_record(scope),
        only_tariff(tariff, of, scope.use),
        wanted,
        is_unbilled(scope.use, of.kind, of.id, TariffBasis.STRUCTURE),
    )


def _phases(scope: Scope) -> Asked:
    of, tariff = phase_evidence(), aliased(TariffRow)
    return _phase_row(of, tariff).where(
        done_phase(scope.period_until),
        only_tariff(tariff, of, scope.use),
        tariff.unit == TariffUnit.FLAT,
        ~and_(has_results(of, scope.use), success() == ""),
        ~tied_result(of, scope.use),
        is_unbilled(scope.use, of.kind, of.id, TariffBasis.STRUCTURE),
    )


def _results(scope: Scope) -> Asked:
    of, tariff = phase_evidence(), aliased(TariffRow)
    return _phase_row(of, tariff).where(
        done_phase(scope.period_until),
        success() != "",
        only_result(tariff, of, scope.use),
        tariff.unit == TariffUnit.FLAT,
        or_(~has_structure(of, scope.use), has_only_structure(of, scope.use)),
        is_unbilled(scope.use, of.kind, of.id, TariffBasis.RESULT),
    )


def _phase_row(of: Evidence, tariff: Any) -> Asked:
    return _row(
        of,
        tariff,
        count=literal(1),
        per=literal(1),
        mandate_id=PhaseHappening.mandate_id,
        social_service_id=PhaseHappening.social_service_id,
    )


def _coordination(scope: Scope) -> Asked:
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
    of, tariff = Evidence(EvidenceKind.PERIOD, known.c.evidence_id, item, known.c.on_day), aliased(TariffRow)
    return _row(of, tariff, count=literal(1), per=literal(1)).where(
        only_tariff(tariff, of, scope.use), is_unbilled(scope.use, of.kind, of.id, TariffBasis.STRUCTURE)
    )


def _row(of: Evidence, tariff: Any, **more: Any) -> Asked:
    """Return one select with the columns of ``COLUMNS``."""
    nothing: Mapping[str, Any] = {
        "mandate_id": cast(null(), Uuid),
        "social_service_id": cast(null(), Uuid),
        "payer": cast(null(), code_column(Payer)),
    }
    given: dict[str, Any] = {
        **nothing,
        "item": of.item,
        "evidence": constant(of.kind),
        "evidence_id": of.id,
        "basis": tariff.basis,
        "on_day": of.on_day,
        "provider_id": cast(null(), Uuid) if of.provider_id is None else of.provider_id,
        "tariff_id": tariff.id,
        "unit": tariff.unit,
        "unit_centimes": cast(tariff.amount_centimes, BigInteger),
        **more,
    }
    given["count"], given["per"] = cast(given["count"], Integer), cast(given["per"], Integer)
    return select(*(given[name].label(name) for name in COLUMNS))


def amount(found: Any) -> ColumnElement[int]:
    """Return ``unit * count / per`` rounded to the centime, halves up; unit prices are never negative."""
    per = cast(found.per, BigInteger)
    exact: ColumnElement[int] = (2 * found.unit_centimes * found.count + per) // (2 * per)
    return exact


def position(column: Any, order: Iterable[Any]) -> ColumnElement[int]:
    """Return the place of a code in ``order`` as a number to sort by."""
    return case({each: place for place, each in enumerate(order)}, value=column, else_=999)


def case_of(column: Any, words: Mapping[BilledItem, str | None]) -> ColumnElement[Any]:
    """Return the code that belongs to each item, NULL where there is none."""
    known = {each: word for each, word in words.items() if word is not None}
    return (
        case({each.value: str(word) for each, word in known.items()}, value=column, else_=null()) if known else null()
    )
