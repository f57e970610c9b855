"""The Swiss payment part: structured addresses, allowed characters only, drawn as SVG for a paper."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from io import StringIO
from typing import Any, Final

from schemas.money import francs

_FONT: Final = re.compile(r'font-family="[^"]*"')
_ADDRESS: Final = {
    "name": "party_name",
    "street": "street",
    "house_num": "house_number",
    "pcode": "postal_code",
    "city": "town",
    "country": "country",
}


@dataclass(frozen=True)
class Payment:
    """Who pays whom how much, with which reference; addresses are those a paper was issued with."""

    creditor: Mapping[str, str]
    debtor: Mapping[str, str]
    reference: str
    centimes: int
    message: str


def payment_part(payment: Payment, language: str) -> str:
    """Return the payment part with its receipt as SVG."""
    from qrbill import QRBill

    bill = QRBill(
        account=payment.creditor["iban"],
        creditor=_address(payment.creditor),
        debtor=_address(payment.debtor),
        amount=francs(payment.centimes).replace("'", ""),
        reference_number=payment.reference or None,
        additional_information=payment.message,
        language=language,
    )
    drawn = StringIO()
    bill.as_svg(drawn)
    return _FONT.sub('font-family="Liberation Sans"', drawn.getvalue())


def _address(part: Mapping[str, str]) -> dict[str, Any]:
    return {name: part[field] for name, field in _ADDRESS.items() if part.get(field)}
