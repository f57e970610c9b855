"""The Swiss payment part: structured addresses, allowed characters only, drawn as SVG for a paper."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from io import BytesIO, StringIO
from itertools import groupby
from typing import Any, Final

from portal.papers.qr_mask import best_masked
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
    bill = _maker()(
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


@cache
def _maker() -> Any:
    """Return the library's payment part with the code drawn by segno: a third of the time, a tenth of the strokes."""
    from qrbill import QRBill

    class Bill(QRBill):  # type: ignore[misc]  # qrbill has no annotations
        """The payment part; its code is one path of runs instead of a square per module."""

        def qr_image(self) -> _Code:
            import segno

            how: dict[str, Any] = {"error": "m", "boost_error": False, "encoding": "utf-8", "eci": False}
            return _Code(best_masked(segno.make_qr(self.qr_data(), mask=0, **how)))

    return Bill


class _Code:
    """A code as qrbill wants it: how many modules wide, and saved as SVG with one path."""

    def __init__(self, matrix: Sequence[Sequence[int]]) -> None:
        self._matrix = matrix
        self.width = len(matrix)

    def save(self, into: BytesIO) -> None:
        """Write the dark modules, run by run."""
        into.write(f'<svg><path d="{"".join(self._runs())}"/></svg>'.encode())

    def _runs(self) -> Iterator[str]:
        for down, row in enumerate(self._matrix):
            across = 0
            for dark, run in groupby(row):
                length = len(list(run))
                if dark:
                    yield f"M{across} {down}h{length}v1h-{length}z"
                across += length


def _address(part: Mapping[str, str]) -> dict[str, Any]:
    return {name: part[field] for name, field in _ADDRESS.items() if part.get(field)}
