"""A figure: what was counted, the parts of it, and the records behind it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Final
from uuid import UUID

from schemas.codes_steering import Indicator, IndicatorUnit

_TENTH: Final = Decimal("0.1")


@dataclass(frozen=True, kw_only=True)
class IndicatorLimits:
    """What a figure needs to be told; without it the figure answers "not configured"."""

    success_codes: frozenset[str] | None = None
    """The codes of the success scale that count as success; no source lists them."""


SOURCE_LIMITS: Final = IndicatorLimits()


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A counted indicator; ``part`` of ``whole`` make the value, ``behind`` are the records of the whole list.

    ``value`` is None without data, and ``is_configured`` False where a setting is missing.
    """

    indicator: Indicator
    unit: IndicatorUnit
    value: Decimal | None
    part: int
    whole: int
    behind: tuple[UUID, ...]
    is_configured: bool = True


def count(indicator: Indicator, behind: Collection[UUID]) -> Figure:
    """Return how many records there are."""
    return Figure(
        indicator=indicator,
        unit=IndicatorUnit.COUNT,
        value=Decimal(len(behind)),
        part=len(behind),
        whole=len(behind),
        behind=tuple(sorted(behind)),
    )


def mean_days(indicator: Indicator, days: Mapping[UUID, int]) -> Figure:
    """Return the mean of days, by record."""
    total = sum(days.values())
    return Figure(
        indicator=indicator,
        unit=IndicatorUnit.DAYS,
        value=rounded(Decimal(total) / len(days)) if days else None,
        part=total,
        whole=len(days),
        behind=tuple(sorted(days)),
    )


def share(indicator: Indicator, good: Collection[UUID], of: Collection[UUID]) -> Figure:
    """Return the share of the good ones of all."""
    return Figure(
        indicator=indicator,
        unit=IndicatorUnit.PERCENT,
        value=rounded(Decimal(100 * len(good)) / len(of)) if of else None,
        part=len(good),
        whole=len(of),
        behind=tuple(sorted(of)),
    )


def rounded(value: Decimal) -> Decimal:
    """Return a value with one decimal."""
    return value.quantize(_TENTH, ROUND_HALF_UP)
