"""From evidence to invoice lines: pure arithmetic, every line carrying what it was computed from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from schemas.codes import Funding
from schemas.codes_billing import (
    BilledItem,
    EvidenceKind,
    LineGroup,
    PartialMonth,
    PlaceDayCount,
    TariffUnit,
)
from schemas.refusal import Objection
from services.billing.rules.accounts import hrm2_account
from services.billing.rules.amounts import ONE, Quantity, line_amount
from services.billing.rules.evidence import PhaseDone, PresenceMonth, ServiceRecord, presence_objections
from services.billing.rules.items import item_objections, line_group
from services.billing.rules.limits import SOURCE_LIMITS, BillingLimits
from services.billing.rules.tariffs import Tariff, TariffScope, price, result_price, result_tariffs

_HOUR = 60
_HALF_DAYS = 2


@dataclass(frozen=True)
class PriceBook:
    """All that prices a piece of evidence: tariffs, HRM2 chart and ways of counting."""

    tariffs: tuple[Tariff, ...]
    chart: Mapping[BilledItem, str] = field(default_factory=dict)
    limits: BillingLimits = SOURCE_LIMITS


@dataclass(frozen=True, kw_only=True)
class InvoiceLine:
    """One line in whole centimes; ``evidence_id`` opens it. Without an account the invoice stays a draft (F-07)."""

    item: BilledItem
    evidence: EvidenceKind
    evidence_id: str
    on: date
    mandate_id: UUID | None
    tariff_id: UUID
    unit: TariffUnit
    quantity: Quantity
    unit_centimes: int
    amount_centimes: int
    account: str | None

    @property
    def group(self) -> LineGroup:
        """Where on the invoice the line stands."""
        return line_group(self.item)

    @property
    def key(self) -> tuple[str, str, str]:
        """What makes the line unique: the same evidence is never billed twice at the same tariff."""
        return (self.evidence.value, self.evidence_id, str(self.tariff_id))


@dataclass(frozen=True)
class Computed:
    """What one piece of evidence came to: lines, reasons why it cannot be billed yet, or neither."""

    evidence: EvidenceKind
    evidence_id: str
    lines: tuple[InvoiceLine, ...] = ()
    objections: tuple[Objection, ...] = ()


@dataclass(frozen=True, kw_only=True)
class _Evidence:
    item: BilledItem
    kind: EvidenceKind
    id: str
    on: date
    mandate_id: UUID | None = None

    def gives(self, *lines: InvoiceLine) -> Computed:
        return Computed(self.kind, self.id, lines=lines)

    def lacks(self, *objections: Objection) -> Computed:
        return Computed(self.kind, self.id, objections=objections)


def presence_lines(presence: PresenceMonth, book: PriceBook) -> Computed:
    """Return the line of one placement's month at the tariff that held on its last day."""
    evidence = _Evidence(
        item=BilledItem.PROGRAMME_PLACE,
        kind=EvidenceKind.PRESENCE_MONTH,
        id=str(presence.presence_id),
        on=presence.last_on,
        mandate_id=presence.mandate_id,
    )
    found = (*presence_objections(presence), *item_objections(evidence.item, presence.funding))
    if found:
        return evidence.lacks(*found)
    tariff = price(evidence.item, evidence.on, book.tariffs, TariffScope(presence.place_kind, presence.provider_id))
    if isinstance(tariff, Objection):
        return evidence.lacks(tariff)
    return evidence.gives(_line(evidence, tariff, place_quantity(presence, tariff.unit, book.limits), book))


def place_quantity(presence: PresenceMonth, unit: TariffUnit, limits: BillingLimits = SOURCE_LIMITS) -> Quantity:
    """Return how many place-days or place-months one presence month is."""
    if unit is TariffUnit.PLACE_DAY:
        attended = limits.place_days is PlaceDayCount.ATTENDED
        half_days = presence.attended_half_days if attended else _HALF_DAYS * presence.occupied_days
        return Quantity(half_days, _HALF_DAYS)
    if limits.partial_month is PartialMonth.WHOLE or presence.occupied_days == presence.month_days:
        return ONE
    return Quantity(presence.occupied_days, presence.month_days)


def record_lines(record: ServiceRecord, book: PriceBook) -> Computed:
    """Return the line of one service record; none where the service has a flat price and is billed when done."""
    evidence = _Evidence(
        item=record.item,
        kind=EvidenceKind.SERVICE_RECORD,
        id=str(record.record_id),
        on=record.on,
        mandate_id=record.mandate_id,
    )
    tariff = _tariff(evidence, book)
    if isinstance(tariff, Objection):
        return evidence.lacks(tariff)
    if tariff.unit is not TariffUnit.HOUR:
        return evidence.gives()
    return evidence.gives(_line(evidence, tariff, Quantity(record.minutes, _HOUR), book))


def phase_lines(phase: PhaseDone, book: PriceBook) -> Computed:
    """Return the lines of a service that is done: its flat price, if it has one, and what its result earns."""
    evidence = _Evidence(
        item=phase.item,
        kind=EvidenceKind.PHASE_DONE,
        id=str(phase.phase_id),
        on=phase.done_on,
        mandate_id=phase.mandate_id,
    )
    results = result_tariffs(phase.item, phase.done_on, book.tariffs)
    if results and not phase.outcome:
        return evidence.lacks(Objection("result_not_recorded", None, {"billed_item": phase.item}, "IP-BE (2021)"))
    structure = _tariff(evidence, book)
    earned = result_price(phase.item, phase.done_on, book.tariffs, phase.outcome)
    if isinstance(structure, Objection) and not (results and structure.code == "tariff_not_configured"):
        return evidence.lacks(structure)
    if isinstance(earned, Objection):
        return evidence.lacks(earned)
    flat = [each for each in (structure, earned) if isinstance(each, Tariff) and each.unit is TariffUnit.FLAT]
    return evidence.gives(*(_line(evidence, each, ONE, book) for each in flat))


def coordination_lines(month: date, book: PriceBook) -> Computed:
    """Return the coordination flat rate of the month ``month`` begins (F-01); priced per month."""
    first = month.replace(day=1)
    evidence = _Evidence(
        item=BilledItem.COORDINATION_FLAT_RATE,
        kind=EvidenceKind.PERIOD,
        id=first.isoformat()[:7],
        on=first,
    )
    tariff = _tariff(evidence, book)
    if isinstance(tariff, Objection):
        return evidence.lacks(tariff)
    return evidence.gives(_line(evidence, tariff, ONE, book))


def _tariff(evidence: _Evidence, book: PriceBook) -> Tariff | Objection:
    found = item_objections(evidence.item, Funding.POIAS)
    return found[0] if found else price(evidence.item, evidence.on, book.tariffs)


def _line(evidence: _Evidence, tariff: Tariff, quantity: Quantity, book: PriceBook) -> InvoiceLine:
    account = hrm2_account(evidence.item, book.chart)
    return InvoiceLine(
        item=evidence.item,
        evidence=evidence.kind,
        evidence_id=evidence.id,
        on=evidence.on,
        mandate_id=evidence.mandate_id,
        tariff_id=tariff.tariff_id,
        unit=tariff.unit,
        quantity=quantity,
        unit_centimes=tariff.amount_centimes,
        amount_centimes=line_amount(tariff.amount_centimes, quantity),
        account=None if isinstance(account, Objection) else account,
    )
