"""Dated tariffs: exactly one may hold for an item on a day; none is "not configured", two are an error."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from schemas.codes import PlaceKind
from schemas.codes_billing import BilledItem, TariffBasis, TariffUnit
from schemas.refusal import Objection
from services.billing.rules.limits import CONCEPT

PLACE_UNITS: Final = frozenset({TariffUnit.PLACE_DAY, TariffUnit.MONTH})
FLAT_RATE_UNITS: Final = frozenset({TariffUnit.MONTH, TariffUnit.FLAT})
SERVICE_UNITS: Final = frozenset({TariffUnit.HOUR, TariffUnit.FLAT})


@dataclass(frozen=True)
class TariffScope:
    """Which places a tariff is for; None means any."""

    place_kind: PlaceKind | None = None
    provider_id: UUID | None = None

    def covers(self, wanted: TariffScope) -> bool:
        """Whether a tariff of this scope applies to ``wanted``."""
        return self.place_kind in (None, wanted.place_kind) and self.provider_id in (None, wanted.provider_id)

    @property
    def precision(self) -> int:
        """How exactly the scope is said; the more exact tariff wins."""
        return sum(each is not None for each in (self.place_kind, self.provider_id))


ANY_PLACE: Final = TariffScope()


@dataclass(frozen=True, kw_only=True)
class Tariff:
    """One price in centimes per unit, valid on ``valid_from`` to ``valid_until`` included (F-08).

    A result tariff is paid only for its ``outcome``, a code of the success scale.
    """

    tariff_id: UUID
    item: BilledItem
    unit: TariffUnit
    amount_centimes: int
    valid_from: date
    valid_until: date | None = None
    basis: TariffBasis = TariffBasis.STRUCTURE
    outcome: str = ""
    scope: TariffScope = ANY_PLACE

    def holds_on(self, day: date) -> bool:
        """Whether the tariff is valid on ``day``."""
        return self.valid_from <= day and (self.valid_until is None or day <= self.valid_until)


def price(item: BilledItem, day: date, tariffs: Iterable[Tariff], scope: TariffScope = ANY_PLACE) -> Tariff | Objection:
    """Return the one structure tariff of ``item`` on ``day``, or why there is none that could be paid."""
    fitting = [
        each
        for each in tariffs
        if each.item is item and each.basis is TariffBasis.STRUCTURE and each.scope.covers(scope)
    ]
    return _only([each for each in fitting if each.holds_on(day)], item, day)


def result_price(item: BilledItem, day: date, tariffs: Iterable[Tariff], outcome: str) -> Tariff | Objection | None:
    """Return the tariff paid for ``outcome``; None where ``item`` has no result tariff for it on ``day`` (IB-01)."""
    fitting = [each for each in result_tariffs(item, day, tariffs) if each.outcome == outcome]
    return _only(fitting, item, day) if fitting else None


def result_tariffs(item: BilledItem, day: date, tariffs: Iterable[Tariff]) -> tuple[Tariff, ...]:
    """Return every result tariff of ``item`` on ``day``."""
    return tuple(
        each for each in tariffs if each.item is item and each.basis is TariffBasis.RESULT and each.holds_on(day)
    )


def _only(fitting: list[Tariff], item: BilledItem, day: date) -> Tariff | Objection:
    facts = {"billed_item": item, "day": day.isoformat()}
    if not fitting:
        return Objection("tariff_not_configured", "item", facts, CONCEPT)
    sharpest = max(each.scope.precision for each in fitting)
    best = [each for each in fitting if each.scope.precision == sharpest]
    return best[0] if len(best) == 1 else Objection("tariffs_overlap", "item", facts, CONCEPT)


def tariff_objections(tariff: Tariff, existing: Iterable[Tariff]) -> tuple[Objection, ...]:
    """Object to a tariff that makes no sense by itself or would hold at the same time as another one."""
    return (*_own_objections(tariff), *_overlap_objections(tariff, existing))


def _own_objections(tariff: Tariff) -> Iterator[Objection]:
    if tariff.amount_centimes < 0:
        yield Objection("tariff_amount_negative", "amount_centimes", source=CONCEPT)
    if tariff.valid_until is not None and tariff.valid_until < tariff.valid_from:
        yield Objection("tariff_ends_before_start", "valid_until", {"valid_from": tariff.valid_from.isoformat()})
    if tariff.unit not in units_for(tariff.item):
        yield Objection("tariff_unit_unfit", "unit", {"billed_item": tariff.item, "tariff_unit": tariff.unit}, CONCEPT)
    if tariff.basis is TariffBasis.RESULT and not tariff.outcome:
        yield Objection("tariff_outcome_missing", "outcome", source="IP-BE (2021)")
    if tariff.basis is TariffBasis.RESULT and tariff.unit is not TariffUnit.FLAT:
        yield Objection("result_tariff_not_flat", "unit", source="IP-BE (2021)")


def _overlap_objections(tariff: Tariff, existing: Iterable[Tariff]) -> Iterator[Objection]:
    for other in existing:
        if other.tariff_id != tariff.tariff_id and _same_subject(tariff, other) and _overlap(tariff, other):
            facts = {"from": other.valid_from.isoformat(), "until": _day_text(other.valid_until)}
            yield Objection("tariff_overlaps", "valid_from", facts, CONCEPT)


def units_for(item: BilledItem) -> frozenset[TariffUnit]:
    """Return the units in which ``item`` can be priced."""
    if item is BilledItem.PROGRAMME_PLACE:
        return PLACE_UNITS
    return FLAT_RATE_UNITS if item is BilledItem.COORDINATION_FLAT_RATE else SERVICE_UNITS


def _same_subject(one: Tariff, other: Tariff) -> bool:
    return (one.item, one.basis, one.outcome, one.scope) == (other.item, other.basis, other.outcome, other.scope)


def _overlap(one: Tariff, other: Tariff) -> bool:
    return one.valid_from <= (other.valid_until or date.max) and other.valid_from <= (one.valid_until or date.max)


def _day_text(day: date | None) -> str:
    return "" if day is None else day.isoformat()
