"""Counts by code: closings by reason, potential and success, outcomes later on, and how placements are spread."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from services.steering.rules.counted import Facts
from services.steering.rules.figures import rounded
from services.steering.rules.periods import Period


@dataclass(frozen=True, order=True)
class ClosingCount:
    """How many mandates were closed with these three codes (R-05)."""

    reason: str
    potential: str
    success: str
    count: int


@dataclass(frozen=True, order=True)
class OutcomeCount:
    """How many people were found in this situation so many months after the closing."""

    month: int
    outcome: str
    count: int


@dataclass(frozen=True)
class Spread:
    """Placements running on the last day by provider; ``hhi`` is the sum of the squared shares, None without any."""

    by_provider: dict[UUID, int]
    hhi: Decimal | None


def closings(facts: Facts, period: Period) -> tuple[ClosingCount, ...]:
    """Return the closings of the period by reason, potential and success."""
    found = Counter((each.reason, each.potential, each.success) for each in facts.mandates if each.closed_on in period)
    return tuple(sorted(ClosingCount(*codes, count) for codes, count in found.items()))


def outcomes(facts: Facts, period: Period) -> tuple[OutcomeCount, ...]:
    """Return the outcomes written down in the period, three, six and twelve months after the closing."""
    found = Counter((int(each.month), each.outcome) for each in facts.outcomes if each.recorded_on in period)
    return tuple(sorted(OutcomeCount(month, outcome, count) for (month, outcome), count in found.items()))


def spread(facts: Facts, period: Period) -> Spread:
    """Return how the placements of the last day are spread over providers (PL-05)."""
    running = Counter(
        each.provider_id
        for each in facts.placements
        if each.started_on <= period.last and (each.ended_on is None or each.ended_on >= period.last)
    )
    total = running.total()
    hhi = sum((Decimal(count) / total) ** 2 for count in running.values()) if total else None
    return Spread(dict(running), None if hhi is None else Decimal(hhi).quantize(Decimal("0.001")))


def suppressed(count: int, minimum: int) -> int | None:
    """Return a count as it may be published: nothing where it is small enough to point at somebody."""
    return count if count == 0 or count >= minimum else None


def mean(values: list[int]) -> Decimal | None:
    """Return a mean with one decimal, None of nothing."""
    return rounded(Decimal(sum(values)) / len(values)) if values else None
