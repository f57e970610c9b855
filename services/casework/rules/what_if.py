"""What a review would do to the case worker's portfolio, said before anybody decides it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from schemas.codes_casework import Segment
from services.casework.rules.limits import SOURCE_LIMITS, SteeringLimits
from services.casework.rules.portfolio import PortfolioCheck, SegmentCounts, portfolio_check


@dataclass(frozen=True)
class Move:
    """One dossier changing its segment; None is "without segment" (Intake 2, arriving or leaving)."""

    segment: Segment | None
    target: Segment | None


@dataclass(frozen=True)
class WhatIf:
    """A portfolio before and after the moves."""

    before: PortfolioCheck
    after: PortfolioCheck

    @property
    def solved(self) -> frozenset[tuple[str, str]]:
        """The interventions (code, segment) the moves would end."""
        return _keys(self.before) - _keys(self.after)

    @property
    def caused(self) -> frozenset[tuple[str, str]]:
        """The interventions (code, segment) the moves would bring about."""
        return _keys(self.after) - _keys(self.before)


def what_if(counts: SegmentCounts, moves: Iterable[Move], limits: SteeringLimits = SOURCE_LIMITS) -> WhatIf:
    """Return the portfolio of ``counts`` before and after ``moves``; ValueError where no such dossier is left."""
    after = counts
    for move in moves:
        after = _moved(after, move)
    return WhatIf(portfolio_check(counts, limits), portfolio_check(after, limits))


def review_choices(
    counts: SegmentCounts, segment: Segment, limits: SteeringLimits = SOURCE_LIMITS
) -> Mapping[Segment, WhatIf]:
    """Return, for one dossier up for review, what each possible segment would do to the portfolio."""
    return {target: what_if(counts, [Move(segment, target)], limits) for target in Segment}


def _moved(counts: SegmentCounts, move: Move) -> SegmentCounts:
    if move.segment is not None:
        if not counts.of(move.segment):
            raise ValueError(f"no dossier left in segment {move.segment.value}")
        counts = _with(counts, move.segment, -1)
    return counts if move.target is None else _with(counts, move.target, 1)


def _with(counts: SegmentCounts, segment: Segment, change: int) -> SegmentCounts:
    return replace(counts, **{segment.value.lower(): counts.of(segment) + change})


def _keys(check: PortfolioCheck) -> frozenset[tuple[str, str]]:
    return frozenset((each.code, str(each.facts["letter"])) for each in check.interventions)
