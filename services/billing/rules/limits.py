"""How billing counts where no source says it, and the documents behind its rules."""

from __future__ import annotations

from dataclasses import dataclass

from schemas.codes_billing import PartialMonth, PlaceDayCount, VatMode

CONCEPT = "Concept SSIP, ch. 5"
"""Financing and invoices (S000, 16.11.2016)."""


@dataclass(frozen=True, kw_only=True)
class BillingLimits:
    """Ways of counting that the contract with the canton may change; none of them is an amount."""

    partial_month: PartialMonth = PartialMonth.BY_DAYS
    """A month begun or ended inside is paid by its days (unknown, proposed)."""
    place_days: PlaceDayCount = PlaceDayCount.OCCUPIED
    """A price per place-day is paid for every occupied day, like utilisation counts them (unknown, proposed)."""
    vat_mode: VatMode = VatMode.EXEMPT
    """VAT act, art. 21 al. 2 no. 8 (public)."""
    vat_permille: int | None = None
    """The rate in permille where services are taxed; nobody has set one."""
    credit_warning_percent: int | None = None
    """From this share of the credit on it counts as nearly used; no source gives one."""


SOURCE_LIMITS = BillingLimits()
