"""Tariffs, accounts, credit, addresses and dated values, as they are set and as they hold."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select

from messaging.work import Reading
from schemas.codes import PlaceKind
from schemas.codes_billing import BilledItem, BudgetState, CreditState, TariffBasis, TariffUnit, TariffUse
from schemas.refusal import NotFound
from services.billing.model import BOOKS, AccountEntry, CreditYear, PartyDetail, TariffRow
from services.billing.queries.reach import filled
from services.billing.releasing import use_of_credit
from services.billing.rules.items import POIAS_ITEMS, cost_category
from services.billing.rules.values import NAMES
from workflow import dated


@dataclass(frozen=True, kw_only=True)
class TariffLine:
    """One dated price."""

    id: UUID
    row_version: int
    tariff_use: TariffUse
    item: BilledItem
    unit: TariffUnit
    amount_centimes: int
    valid_from: date
    valid_until: date | None
    basis: TariffBasis
    outcome: str
    place_kind: PlaceKind | None
    provider_id: UUID | None


@dataclass(frozen=True)
class AccountLine:
    """The account on which an item is booked today, None where nobody has set one."""

    item: BilledItem
    category: str
    account: str | None
    valid_from: date | None


@dataclass(frozen=True)
class CreditLine:
    """One year's credit: ceiling, use, and whether the funds are released."""

    year: int
    ceiling_centimes: int | None
    budget: BudgetState | None
    used_centimes: int
    state: CreditState


@dataclass(frozen=True, kw_only=True)
class PartyCard:
    """Where a creditor or debtor is reached and paid."""

    party_id: UUID
    party_name: str
    street: str
    house_number: str
    postal_code: str
    town: str
    country: str
    iban: str
    valid_from: date


@dataclass(frozen=True)
class ValueLine:
    """One dated value; None means not configured."""

    name: str
    value: Any


def tariffs(reading: Reading) -> tuple[TariffLine, ...]:
    """Return every tariff, by use and item, the newest first."""
    order = (TariffRow.tariff_use, TariffRow.item, TariffRow.basis, TariffRow.valid_from.desc(), TariffRow.id)
    return tuple(filled(TariffLine, row) for row in reading.session.scalars(select(TariffRow).order_by(*order)))


def tariff(reading: Reading, *, tariff_id: UUID) -> TariffLine:
    """Return one tariff."""
    row = reading.session.get(TariffRow, tariff_id)
    if row is None:
        raise NotFound("tariff")
    return filled(TariffLine, row)


def accounts(reading: Reading) -> tuple[AccountLine, ...]:
    """Return the chart of today: every item that can stand on an invoice, with its account or none."""
    asked = select(AccountEntry).where(AccountEntry.valid_from <= reading.today).order_by(AccountEntry.valid_from)
    known = {row.item: row for row in reading.session.scalars(asked)}
    return tuple(
        AccountLine(
            item,
            (cost_category(item) or item).value,
            known[item].account if item in known else None,
            known[item].valid_from if item in known else None,
        )
        for item in BilledItem
        if item in POIAS_ITEMS or item in known or cost_category(item) is None
    )


def credits(reading: Reading) -> tuple[CreditLine, ...]:
    """Return the years that are set, and this one, the newest first."""
    rows = {row.year: row for row in reading.session.scalars(select(CreditYear))}
    years = sorted({*rows, reading.today.year}, reverse=True)
    return tuple(_credit(reading, year, rows.get(year)) for year in years[:6])


def credit_this_year(reading: Reading) -> CreditLine:
    """Return this year's credit and its use; it is the canton's own credit, so it reads it too."""
    year = reading.today.year
    return _credit(reading, year, reading.session.scalar(select(CreditYear).where(CreditYear.year == year)))


def _credit(reading: Reading, year: int, row: CreditYear | None) -> CreditLine:
    use = use_of_credit(reading.session, year)
    return CreditLine(year, use.ceiling_centimes, row.budget if row else None, use.used_centimes, use.state)


def parties(reading: Reading) -> tuple[PartyCard, ...]:
    """Return the addresses that hold today, one a party."""
    asked = select(PartyDetail).where(PartyDetail.valid_from <= reading.today).order_by(PartyDetail.valid_from)
    latest = {row.party_id: row for row in reading.session.scalars(asked)}
    return tuple(filled(PartyCard, row) for row in sorted(latest.values(), key=lambda each: each.party_name))


def billing_values(reading: Reading) -> tuple[ValueLine, ...]:
    """Return the dated values that hold today."""
    known = dated.values_on(reading.session, BOOKS, NAMES, reading.today)
    return tuple(ValueLine(name, known.get(name)) for name in NAMES)
