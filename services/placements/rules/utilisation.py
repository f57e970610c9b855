"""How well places are used: occupied place-days of the available ones (the source gives no formula)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from schemas.codes import Funding, PlaceKind, UtilisationScope
from schemas.codes_placements import Weighting
from schemas.refusal import NotConfigured
from services.placements.rules.seats import CapacityChange, SeatSpan

_FULL = 100
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class OwnPlaces:
    """One line of a service's own places: seats of one kind and funding, and how many are used."""

    kind: PlaceKind
    funding: Funding
    seats: float
    used: float


def utilisation(occupied_days: float, available_days: float) -> float | None:
    """Return occupied of available in percent with one decimal; None (not 0) where nothing was available."""
    return round(_FULL * occupied_days / available_days, 1) if available_days else None


def available_days(
    changes: Sequence[CapacityChange], first: date, last: date, weighting: Weighting = Weighting.HEADCOUNT
) -> float:
    """Return the contracted place-days from ``first`` to ``last``, both included."""
    ordered = sorted(changes, key=lambda change: change.valid_from)
    ends = [change.valid_from - _ONE_DAY for change in ordered[1:]]
    total: float = 0
    for change, end in zip(ordered, [*ends, last], strict=True) if ordered else ():
        days = days_within(SeatSpan(change.valid_from, end), first, last)
        total += days * change.seats * _weight(change.workload_percent, weighting)
    return total


def occupied_days(
    placements: Iterable[SeatSpan], first: date, last: date, weighting: Weighting = Weighting.HEADCOUNT
) -> float:
    """Return the place-days held by ``placements`` from ``first`` to ``last``, both included."""
    return sum(days_within(span, first, last) * _weight(span.workload_percent, weighting) for span in placements)


def days_within(span: SeatSpan, first: date, last: date) -> int:
    """Return how many days of ``span`` lie between ``first`` and ``last``, both included."""
    start = max(span.starts_on, first)
    end = last if span.ends_on is None else min(span.ends_on, last)
    return max(0, (end - start).days + 1)


def own_utilisation(own: Iterable[OwnPlaces], scope: UtilisationScope) -> float | None:
    """Return the utilisation of a service's own places, or of its own POIAS places only, in percent.

    Raises NotConfigured where no quota of that scope is set (Concept SSIP, ch. 8; quotas are unknown).
    """
    lines = [line for line in own if scope is UtilisationScope.ALL or line.funding is Funding.POIAS]
    if not lines:
        raise NotConfigured("quotas")
    return utilisation(sum(line.used for line in lines), sum(line.seats for line in lines))


def _weight(workload_percent: int, weighting: Weighting) -> float:
    return 1 if weighting is Weighting.HEADCOUNT else workload_percent / _FULL
