"""The dated values of billing: which there are, what they may hold, and the ways of counting made of them."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Final

from schemas.codes_billing import PartialMonth, PlaceDayCount, VatMode
from schemas.refusal import Objection
from services.billing.rules.limits import BillingLimits

CHOICES: Final[Mapping[str, type[StrEnum]]] = {
    "partial_month": PartialMonth,
    "place_days": PlaceDayCount,
    "vat_mode": VatMode,
}
NUMBERS: Final[Mapping[str, int]] = {"vat_permille": 1000, "credit_warning_percent": 100}
"""Numbers and the largest each may be."""
NAMES: Final = (*CHOICES, *NUMBERS)


def value_objections(name: str, value: int | None, choice: str) -> tuple[Objection, ...]:
    """Object to a value nobody reads, to a choice that is none, and to a number out of its range."""
    if name in CHOICES:
        known = set(CHOICES[name])
        return () if choice in known or not choice else (Objection("value_not_a_choice", "choice", {"choice": choice}),)
    if name not in NUMBERS:
        return (Objection("value_unknown", "name", {"name": name}),)
    if value is not None and not 0 <= value <= NUMBERS[name]:
        return (Objection("value_outside", "value", {"most": NUMBERS[name]}),)
    return ()


def limits_of(values: Mapping[str, Any]) -> BillingLimits:
    """Return the ways of counting; what nobody has set keeps its proposal."""
    chosen = {name: CHOICES[name](values[name]) for name in CHOICES if values.get(name)}
    numbers = {name: int(values[name]) for name in NUMBERS if values.get(name) is not None}
    return BillingLimits(**chosen, **numbers)  # type: ignore[arg-type]
