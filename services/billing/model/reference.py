"""What no source fixes and somebody has to set: tariffs, accounts, the year's credit, addresses for payment."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from messaging.rows import Identified, Versioned, code_column
from schemas.codes import PlaceKind
from schemas.codes_billing import BilledItem, BudgetState, CostCategory, TariffBasis, TariffUnit, TariffUse
from services.billing.model.ground import Base


class TariffRow(Versioned, Base):
    """One dated price; ``precision`` counts how exactly its places are said, the more exact one wins."""

    __tablename__ = "tariff"
    __table_args__ = (
        CheckConstraint("amount_centimes >= 0", name="amount_not_negative"),
        CheckConstraint("valid_until IS NULL OR valid_until >= valid_from", name="days_in_order"),
        Index("tariffs_of_item", "tariff_use", "item", "valid_from"),
    )
    perimeter_id: Mapped[str] = mapped_column(String(40), default="seeland")
    tariff_use: Mapped[TariffUse] = mapped_column(code_column(TariffUse))
    item: Mapped[BilledItem] = mapped_column(code_column(BilledItem))
    unit: Mapped[TariffUnit] = mapped_column(code_column(TariffUnit))
    amount_centimes: Mapped[int] = mapped_column(BigInteger)
    valid_from: Mapped[date]
    valid_until: Mapped[date | None]
    basis: Mapped[TariffBasis] = mapped_column(code_column(TariffBasis))
    outcome: Mapped[str] = mapped_column(String(80), default="")
    place_kind: Mapped[PlaceKind | None] = mapped_column(code_column(PlaceKind))
    provider_id: Mapped[UUID | None]
    precision: Mapped[int] = mapped_column(default=0)


class AccountEntry(Identified, Base):
    """The HRM2 account of an item from a day on."""

    __tablename__ = "account_entry"
    __table_args__ = (UniqueConstraint("item", "valid_from", name="one_account_a_day"),)
    item: Mapped[BilledItem] = mapped_column(code_column(BilledItem))
    account: Mapped[str] = mapped_column(String(20))
    valid_from: Mapped[date]


class CreditYear(Identified, Base):
    """The POIAS credit of one year."""

    __tablename__ = "credit_year"
    __table_args__ = (UniqueConstraint("year", name="one_credit_a_year"),)
    year: Mapped[int]
    ceiling_centimes: Mapped[int | None] = mapped_column(BigInteger)
    budget: Mapped[BudgetState] = mapped_column(code_column(BudgetState))


class YearlyCost(Identified, Base):
    """What the activities of one category cost in one year."""

    __tablename__ = "yearly_cost"
    __table_args__ = (
        UniqueConstraint("year", "category", name="one_cost_a_year"),
        CheckConstraint("cost_centimes >= 0", name="cost_not_negative"),
    )
    year: Mapped[int]
    category: Mapped[CostCategory] = mapped_column(code_column(CostCategory))
    cost_centimes: Mapped[int] = mapped_column(BigInteger)


class PartyDetail(Identified, Base):
    """Where a creditor or debtor is reached and paid, from a day on."""

    __tablename__ = "party_detail"
    __table_args__ = (UniqueConstraint("party_id", "valid_from", name="one_detail_a_day"),)
    party_id: Mapped[UUID]
    party_name: Mapped[str] = mapped_column(String(70))
    street: Mapped[str] = mapped_column(String(70), default="")
    house_number: Mapped[str] = mapped_column(String(16), default="")
    postal_code: Mapped[str] = mapped_column(String(16))
    town: Mapped[str] = mapped_column(String(35))
    country: Mapped[str] = mapped_column(String(2), default="CH")
    iban: Mapped[str] = mapped_column(String(34), default="")
    valid_from: Mapped[date]
