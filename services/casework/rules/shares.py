"""Shares as people read them: one decimal, rounded half up, nothing at all where there is nothing to divide."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

_TENTH = Decimal("0.1")


def share_percent(part: int, whole: int) -> Decimal | None:
    """Return ``part`` of ``whole`` in percent with one decimal; None for an empty whole.

    For reading only: rules compare the whole numbers themselves, so that rounding never decides.
    """
    if not whole:
        return None
    return (Decimal(100 * part) / whole).quantize(_TENTH, ROUND_HALF_UP)
