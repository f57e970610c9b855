"""AVS numbers: 756, nine digits that say nothing, a check digit; shown masked unless somebody may see them."""

from __future__ import annotations

from stdnum.ch import ssn

from schemas.refusal import Objection

SOURCE = "eCH-0044"


def is_avs_number(number: str) -> bool:
    """Whether ``number``, with or without points, is a valid AVS number (prefix and EAN-13 check digit)."""
    return bool(ssn.is_valid(number)) and compact_avs(number).isascii()


def compact_avs(number: str) -> str:
    """Return the thirteen digits without points and blanks, as they are kept and compared."""
    return str(ssn.compact(number))


def avs_text(number: str) -> str:
    """Return the number the way cards print it: ``756.9217.0769.85``."""
    return str(ssn.format(number))


def masked_avs(number: str) -> str:
    """Return the number with all but its last digits hidden, for pages on which it need not be read."""
    return f"756.••••.••••.{compact_avs(number)[-2:]}"


def avs_objections(number: str, field: str = "avs_number") -> tuple[Objection, ...]:
    """Object to a number that is no AVS number; the number itself is never repeated."""
    return () if is_avs_number(number) else (Objection("avs_number_invalid", field, source=SOURCE),)
