"""Invoices, statements and credit notes; the database itself lets nobody change what is issued.

No money flows between communes (F-06): the constraint knows two directions only, and a cost statement has none.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import JSON, BigInteger, CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from messaging.rows import Identified, Versioned, code_column
from schemas.codes_billing import (
    BilledItem,
    CostCategory,
    EvidenceKind,
    InvoiceState,
    LineGroup,
    PaperKind,
    PartyKind,
    Payer,
    TariffBasis,
    TariffUnit,
    TariffUse,
)
from services.billing.model.ground import Base
from services.billing.rules.items import POIAS_ITEMS

_OPEN: Final = text("state IN ('draft', 'checked') AND kind <> 'credit_note'")
_OPEN_OF_PARTY: Final = text("state IN ('draft', 'checked') AND kind <> 'credit_note' AND payer IS NULL")
_FLOWS: Final = """(kind = 'invoice' AND creditor_kind = 'seat_commune' AND debtor_kind = 'canton' AND payer IS NULL)
 OR (kind = 'provider_statement' AND creditor_kind = 'provider' AND debtor_kind = 'seat_commune' AND payer IS NULL)
 OR (kind = 'cost_statement' AND creditor_kind IS NULL AND debtor_kind IS NULL
   AND payer IN ('commune', 'burden_sharing'))
 OR (kind = 'credit_note' AND credits_id IS NOT NULL AND (
   (creditor_kind = 'seat_commune' AND debtor_kind = 'canton' AND payer IS NULL)
   OR (creditor_kind = 'provider' AND debtor_kind = 'seat_commune' AND payer IS NULL)
   OR (creditor_kind IS NULL AND debtor_kind IS NULL AND payer IN ('commune', 'burden_sharing'))))"""
_ON_POIAS: Final = ", ".join(f"'{each.value}'" for each in sorted(POIAS_ITEMS))


class Paper(Versioned, Base):
    """One invoice, statement or credit note; ``party_id`` is the canton, the provider or the social service."""

    __tablename__ = "invoice"
    __table_args__ = (
        CheckConstraint(_FLOWS, name="no_money_between_communes"),
        CheckConstraint("(state IN ('issued', 'credited')) = (number IS NOT NULL)", name="number_when_issued"),
        CheckConstraint("released_by IS NULL OR released_by <> prepared_by", name="four_eyes"),
        UniqueConstraint("kind", "number_year", "serial", name="one_number_once"),
        UniqueConstraint("number", name="one_number"),
        Index(
            "one_open_paper",
            "kind",
            "party_id",
            unique=True,
            postgresql_where=_OPEN_OF_PARTY,
            sqlite_where=_OPEN_OF_PARTY,
        ),
        Index(
            "one_open_paper_a_payer",
            "kind",
            "party_id",
            "payer",
            unique=True,
            postgresql_where=_OPEN,
            sqlite_where=_OPEN,
        ),
        Index("papers_by_period", "kind", "period_until"),
        Index("papers_of_party", "party_id", "state"),
    )
    kind: Mapped[PaperKind] = mapped_column(code_column(PaperKind))
    state: Mapped[InvoiceState] = mapped_column(code_column(InvoiceState))
    party_id: Mapped[UUID]
    creditor_kind: Mapped[PartyKind | None] = mapped_column(code_column(PartyKind))
    debtor_kind: Mapped[PartyKind | None] = mapped_column(code_column(PartyKind))
    payer: Mapped[Payer | None] = mapped_column(code_column(Payer))
    period_from: Mapped[date]
    period_until: Mapped[date]
    total_centimes: Mapped[int] = mapped_column(BigInteger, default=0)
    line_count: Mapped[int] = mapped_column(default=0)
    prepared_by: Mapped[UUID]
    prepared_at: Mapped[datetime]
    checked_by: Mapped[UUID | None]
    released_by: Mapped[UUID | None]
    issued_on: Mapped[date | None]
    number: Mapped[str | None] = mapped_column(String(40))
    number_year: Mapped[int | None]
    serial: Mapped[int | None]
    reference: Mapped[str] = mapped_column(String(40), default="")
    printed: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    """Addresses, account and tax as they stood on the day of issue; the paper is printed from these alone."""
    credits_id: Mapped[UUID | None] = mapped_column(ForeignKey("invoice.id"), index=True)
    credit_reason: Mapped[str] = mapped_column(String(500), default="")


class PaperLine(Base):
    """One line; its key (use, evidence, basis, attempt) exists once, so nothing is ever billed twice.

    A line of a credit note repeats the key of the line it takes back, with ``is_credit`` and the negative amount.
    ``attempt`` counts how often the evidence was credited before and billed again.
    """

    __tablename__ = "invoice_line"
    __table_args__ = (
        UniqueConstraint("evidence_id", "tariff_use", "evidence", "basis", "attempt", "is_credit", name="billed_once"),
        CheckConstraint(f"tariff_use <> 'canton' OR item IN ({_ON_POIAS})", name="only_poias_items"),
        Index("lines_of_mandate", "mandate_id"),
    )
    paper_id: Mapped[UUID] = mapped_column(ForeignKey("invoice.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    line_group: Mapped[LineGroup | None] = mapped_column(code_column(LineGroup))
    cost_category: Mapped[CostCategory | None] = mapped_column(code_column(CostCategory))
    account: Mapped[str | None] = mapped_column(String(20))
    item: Mapped[BilledItem] = mapped_column(code_column(BilledItem))
    tariff_use: Mapped[TariffUse] = mapped_column(code_column(TariffUse))
    evidence: Mapped[EvidenceKind] = mapped_column(code_column(EvidenceKind))
    evidence_id: Mapped[UUID]
    basis: Mapped[TariffBasis] = mapped_column(code_column(TariffBasis))
    attempt: Mapped[int] = mapped_column(default=0)
    is_credit: Mapped[bool] = mapped_column(default=False)
    bill_again: Mapped[bool] = mapped_column(default=False)
    on_day: Mapped[date]
    mandate_id: Mapped[UUID | None]
    provider_id: Mapped[UUID | None]
    social_service_id: Mapped[UUID | None]
    tariff_id: Mapped[UUID]
    unit: Mapped[TariffUnit] = mapped_column(code_column(TariffUnit))
    count: Mapped[int]
    per: Mapped[int]
    unit_centimes: Mapped[int] = mapped_column(BigInteger)
    amount_centimes: Mapped[int] = mapped_column(BigInteger)
    credited_number: Mapped[int | None]
    """On a credit note: the number of the line it takes back."""


class NumberSeries(Base):
    """The last number given in one series of one year; its row is the lock, so no number is missing or doubled."""

    __tablename__ = "number_series"
    kind: Mapped[PaperKind] = mapped_column(code_column(PaperKind), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    last: Mapped[int] = mapped_column(default=0)


class Run(Identified, Base):
    """One computation: what was asked, and what came of it; it can be left and found again."""

    __tablename__ = "billing_run"
    __table_args__ = (Index("runs_by_time", "started_at"),)
    kind: Mapped[PaperKind] = mapped_column(code_column(PaperKind))
    period_from: Mapped[date]
    period_until: Mapped[date]
    started_by: Mapped[UUID]
    started_at: Mapped[datetime]
    papers: Mapped[int] = mapped_column(default=0)
    line_count: Mapped[int] = mapped_column(default=0)
    total_centimes: Mapped[int] = mapped_column(BigInteger, default=0)
