"""Which tariff prices a piece of evidence: the most exact one of its day, and only where there is exactly one."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, and_, exists, or_
from sqlalchemy.orm import aliased

from schemas.codes_billing import TariffBasis, TariffUse
from services.billing.chain.evidence import Evidence
from services.billing.model import PhaseHappening, TariffRow


def only_tariff(tariff: Any, of: Evidence, use: TariffUse) -> ColumnElement[bool]:
    """Return whether ``tariff`` is the one structure tariff of the evidence: no other is as exact."""
    other = aliased(TariffRow)
    rival = exists().where(fits(other, of, use), other.id != tariff.id, other.precision >= tariff.precision)
    rival = rival.correlate_except(other)
    return and_(fits(tariff, of, use), ~rival)


def fits(tariff: Any, of: Evidence, use: TariffUse) -> ColumnElement[bool]:
    return and_(
        holds(tariff, of.item, of.on_day, use),
        tariff.basis == TariffBasis.STRUCTURE,
        tariff.place_kind.is_(None) if of.place_kind is None else or_(
            tariff.place_kind.is_(None), tariff.place_kind == of.place_kind
        ),
        tariff.provider_id.is_(None) if of.provider_id is None else or_(
            tariff.provider_id.is_(None), tariff.provider_id == of.provider_id
        ),
    )  # fmt: skip


def holds(tariff: Any, item: Any, day: Any, use: TariffUse) -> ColumnElement[bool]:
    until = or_(tariff.valid_until.is_(None), tariff.valid_until >= day)
    return and_(tariff.tariff_use == use, tariff.item == item, tariff.valid_from <= day, until)


def has_results(of: Evidence, use: TariffUse) -> ColumnElement[bool]:
    """Return whether any result tariff holds for the evidence on its day."""
    tariff = aliased(TariffRow)
    found = exists().where(holds(tariff, of.item, of.on_day, use), tariff.basis == TariffBasis.RESULT)
    return found.correlate_except(tariff)


def has_structure(of: Evidence, use: TariffUse) -> ColumnElement[bool]:
    """Return whether any structure tariff fits the evidence on its day."""
    tariff = aliased(TariffRow)
    return exists().where(fits(tariff, of, use)).correlate_except(tariff)


def has_only_structure(of: Evidence, use: TariffUse) -> ColumnElement[bool]:
    """Return whether exactly one structure tariff is the most exact for the evidence on its day."""
    tariff = aliased(TariffRow)
    return exists().where(only_tariff(tariff, of, use)).correlate_except(tariff)


def only_result(tariff: Any, of: Evidence, use: TariffUse) -> ColumnElement[bool]:
    other = aliased(TariffRow)
    found = [
        and_(holds(each, of.item, of.on_day, use), each.basis == TariffBasis.RESULT, each.outcome == success())
        for each in (tariff, other)
    ]
    return and_(found[0], ~exists().where(found[1], other.id != tariff.id).correlate_except(other))


def success() -> Any:
    return PhaseHappening.success


def tied_result(of: Evidence, use: TariffUse) -> ColumnElement[bool]:
    """Return whether a result tariff is there for the outcome, but not exactly one."""
    some, only = aliased(TariffRow), aliased(TariffRow)
    found = and_(holds(some, of.item, of.on_day, use), some.basis == TariffBasis.RESULT, some.outcome == success())
    return and_(
        exists().where(found).correlate_except(some), ~exists().where(only_result(only, of, use)).correlate_except(only)
    )
