"""Francs as people here write and read them, centimes as the house counts them."""

from __future__ import annotations

import re
from typing import Final

from schemas.refusal import Objection

LARGEST_CENTIMES: Final = 999_999_999_99
"""The largest amount a Swiss QR-bill can carry; nothing typed by hand may be larger."""

_CENTIMES: Final = 100
_GROUPING: Final = "'’‘ʼ´`\u00a0\u202f\u2009 "
_CURRENCY: Final = re.compile(r"^(CHF|Fr\.|SFr\.)|CHF$", re.IGNORECASE)
_NO_CENTIMES: Final = re.compile(r"[.,][-–—]{1,2}$")
_AMOUNT: Final = re.compile(r"(?P<whole>\d{1,3}(?:_\d{3})+|\d+|)(?:[.,](?P<part>\d*))?", re.ASCII)


def francs(centimes: int) -> str:
    """Return centimes as ``48'250.50``, the same in French and German."""
    sign = "-" if centimes < 0 else ""
    whole, part = divmod(abs(centimes), _CENTIMES)
    return f"{sign}{whole:,}".replace(",", "'") + f".{part:02}"


def parse_francs(text: str, field: str | None = None) -> int | Objection:
    """Return the centimes of an amount typed by hand, or why it cannot be read.

    Apostrophes and spaces of any kind group thousands; point or comma separate the centimes. One point or comma
    before exactly three digits may be either and is refused as ambiguous; it is never guessed.
    """
    typed = _CURRENCY.sub("", text.strip()).strip()
    negative = typed[:1] in ("-", "−")
    amount = _NO_CENTIMES.sub("", typed[1:].strip() if negative else typed)
    plain = "".join("_" if each in _GROUPING else each for each in amount)
    if is_ambiguous(plain):
        return Objection("amount_ambiguous", field, {"typed": text.strip()})
    return _signed(_read(_without_thousands_marks(plain), text, field), negative=negative)


def is_ambiguous(amount: str) -> bool:
    """Whether the only point or comma of an ungrouped amount may separate thousands as well as centimes."""
    return re.fullmatch(r"[1-9]\d{0,2}[.,]\d{3}", amount, re.ASCII) is not None


def _without_thousands_marks(amount: str) -> str:
    """Turn points or commas that can only group thousands (1.234.567 or 1.234,50) into the grouping mark."""
    if re.fullmatch(r"\d{1,3}(\.\d{3})+(,\d*)?", amount) and ("," in amount or amount.count(".") > 1):
        return amount.replace(".", "_")
    if re.fullmatch(r"\d{1,3}(,\d{3})+(\.\d*)?", amount) and ("." in amount or amount.count(",") > 1):
        return amount.replace(",", "_")
    return amount


def _read(amount: str, typed: str, field: str | None) -> int | Objection:
    found = _AMOUNT.fullmatch(amount)
    if found is None or not amount.strip(".,_"):
        return Objection("amount_not_a_number", field, {"typed": typed.strip()})
    part = found["part"] or ""
    if len(part) > len("00"):
        return Objection("amount_too_fine", field, {"typed": typed.strip()})
    centimes = int(found["whole"].replace("_", "") or 0) * _CENTIMES + int(part.ljust(2, "0"))
    if centimes > LARGEST_CENTIMES:
        return Objection("amount_too_large", field, {"largest": francs(LARGEST_CENTIMES)})
    return centimes


def _signed(amount: int | Objection, *, negative: bool) -> int | Objection:
    return -amount if negative and isinstance(amount, int) else amount
