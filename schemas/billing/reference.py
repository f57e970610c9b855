"""What is said about dated settings: tariffs, HRM2 accounts, the year's credit, addresses and accounts for payment."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from schemas.codes import PlaceKind
from schemas.codes_billing import BilledItem, BudgetState, CostCategory, TariffBasis, TariffUnit, TariffUse
from schemas.fields import centimes, chosen, code, day, hidden, line, whole
from schemas.message import Command


class SetTariff(Command, said="billing.set_tariff", about="tariff_id"):
    """A price from a day on; one that would hold beside another for the same thing is refused (F-08)."""

    tariff_id: UUID = hidden()
    tariff_use: TariffUse
    item: BilledItem
    unit: TariffUnit
    amount_centimes: int = centimes()
    valid_from: date = day()
    valid_until: date | None = day(default=None)
    basis: TariffBasis = TariffBasis.STRUCTURE
    outcome: str = chosen("success_scale", default="")
    place_kind: PlaceKind | None = None
    provider_id: UUID | None = chosen("providers", default=None)


class EndTariff(Command, said="billing.end_tariff", about="tariff_id"):
    """A tariff gets its last day; what is invoiced already stays."""

    tariff_id: UUID = hidden()
    row_version: int = hidden()
    valid_until: date = day()


class SetAccount(Command, said="billing.set_account"):
    """The HRM2 account on which an item is booked from a day on (F-07)."""

    item: BilledItem
    account: str = line(longest=20)
    valid_from: date = day()


class SetCredit(Command, said="billing.set_credit"):
    """The POIAS credit of a year: its ceiling, if one is known, and whether the funds are released (F-08, F-10)."""

    year: int = whole(minimum=2016, maximum=2100)
    ceiling_centimes: int | None = centimes(default=None)
    budget: BudgetState


class SetCost(Command, said="billing.set_cost"):
    """What the office's activities of one category cost in a year, for the full-cost check (F-09); None: unknown."""

    year: int = whole(minimum=2016, maximum=2100)
    cost_category: CostCategory
    cost_centimes: int | None = centimes(default=None)


class SetParty(Command, said="billing.set_party", about="party_id"):
    """Name, address and payment account of a creditor or debtor from a day on."""

    party_id: UUID = hidden()
    party_name: str = line(longest=70)
    street: str = line(longest=70, default="")
    house_number: str = line(longest=16, default="")
    postal_code: str = line(longest=16)
    town: str = line(longest=35)
    country: str = code(default="CH")
    iban: str = line(longest=34, default="")
    valid_from: date = day()


class SetBillingValue(Command, said="billing.set_value"):
    """Set a dated value: a way of counting, or the share of the credit from which on it counts as nearly used."""

    name: str = code()
    valid_from: date = day()
    value: int | None = None
    choice: str = code(default="")
