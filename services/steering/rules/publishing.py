"""The figures of a report as others may read them: plain numbers, with the small ones left out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from schemas.codes_steering import IndicatorUnit
from services.steering.rules.figures import Figure
from services.steering.rules.spreads import ClosingCount, OutcomeCount, suppressed


def published_figure(found: Figure, minimum: int) -> dict[str, Any]:
    """Return one indicator; a number made of few records is left out, and says so."""
    small = suppressed(found.part if found.unit is IndicatorUnit.COUNT else found.whole, minimum) is None
    value = None if small or found.value is None else str(found.value)
    return {
        "indicator": found.indicator.value,
        "unit": found.unit.value,
        "value": value,
        "is_small": small,
        "is_configured": found.is_configured,
    }


def published_closings(found: Iterable[ClosingCount], minimum: int) -> list[dict[str, Any]]:
    """Return the closings by their codes; None stands for a number too small to be published."""
    return [
        {
            "reason": each.reason,
            "potential": each.potential,
            "success": each.success,
            "count": suppressed(each.count, minimum),
        }
        for each in found
    ]


def published_outcomes(found: Iterable[OutcomeCount], minimum: int) -> list[dict[str, Any]]:
    """Return the outcomes by month; None stands for a number too small to be published."""
    return [{"month": each.month, "outcome": each.outcome, "count": suppressed(each.count, minimum)} for each in found]


def published_steps(found: Iterable[tuple[str, Iterable[Figure]]], minimum: int) -> list[dict[str, Any]]:
    """Return the course over time."""
    return [
        {"label": label, "figures": [published_figure(each, minimum) for each in figures]} for label, figures in found
    ]


def as_published(minimum: int, **parts: Any) -> Mapping[str, Any]:
    """Return the whole content with the limit it was published under."""
    return {"small_cell_minimum": minimum, **parts}
