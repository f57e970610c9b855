"""Quantities in words, for pages and papers."""

from __future__ import annotations

from services.billing.rules.amounts import Quantity


def quantity_text(count: int, per: int) -> str:
    """Return how many units a line is for: ``3``, ``1.5`` or ``17/30``."""
    return Quantity(count, per).text()
