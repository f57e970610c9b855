"""Numbers of papers and the references people pay with; every series of a year counts from 1 without a gap."""

from __future__ import annotations

from typing import Final

from stdnum import iso11649
from stdnum.ch import esr

from schemas.codes_billing import PaperKind
from services.billing.rules.qr_bill import is_qr_iban

LETTERS: Final = {
    PaperKind.INVOICE: "C",
    PaperKind.PROVIDER_STATEMENT: "P",
    PaperKind.COST_STATEMENT: "K",
    PaperKind.CREDIT_NOTE: "N",
}
_DIGITS: Final = {kind: str(place) for place, kind in enumerate(PaperKind, 1)}
_QR_DIGITS: Final = 26


def number_text(kind: PaperKind, year: int, serial: int) -> str:
    """Return a number as people read it: ``2026-C-00017``."""
    return f"{year}-{LETTERS[kind]}-{serial:05}"


def payment_reference(iban: str, kind: PaperKind, year: int, serial: int) -> str:
    """Return the reference of a payment: QRR for a QR-IBAN, SCOR for any other IBAN."""
    if is_qr_iban(iban):
        digits = f"{year}{_DIGITS[kind]}{serial}".rjust(_QR_DIGITS, "0")
        return digits + str(esr.calc_check_digit(digits))
    body = f"{year}{LETTERS[kind]}{serial:05}"
    for check in range(2, 99):
        found = f"RF{check:02}{body}"
        if iso11649.is_valid(found):
            return found
    raise ValueError("a creditor reference has exactly one check number")
