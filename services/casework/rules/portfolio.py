"""How one case worker's dossiers are spread over the segments, and where a head of sector should step in."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from schemas.codes_casework import PortfolioOutcome, Segment
from schemas.refusal import Objection
from services.casework.rules.limits import SOURCE, SOURCE_LIMITS, SteeringLimits
from services.casework.rules.shares import share_percent


@dataclass(frozen=True)
class SegmentCounts:
    """How many dossiers one case worker has in each segment; dossiers of Intake 2 are in none."""

    a: int = 0
    b: int = 0
    c: int = 0

    @property
    def total(self) -> int:
        """The denominator of every share."""
        return self.a + self.b + self.c

    def of(self, segment: Segment) -> int:
        """Return the dossiers in ``segment``."""
        return {Segment.A: self.a, Segment.B: self.b, Segment.C: self.c}[segment]

    def share(self, segment: Segment) -> Decimal | None:
        """Return the share of ``segment`` in percent with one decimal; None without dossiers."""
        return share_percent(self.of(segment), self.total)


@dataclass(frozen=True)
class PortfolioCheck:
    """The findings of one portfolio: ``interventions`` ask for action, ``information`` only informs."""

    counts: SegmentCounts
    interventions: tuple[Objection, ...]
    information: tuple[Objection, ...]

    @property
    def outcome(self) -> PortfolioOutcome:
        """What the check says in one word."""
        if not self.counts.total:
            return PortfolioOutcome.NO_DATA
        return PortfolioOutcome.INTERVENTION if self.interventions else PortfolioOutcome.IN_ORDER


def count_segments(segments: Iterable[Segment | None]) -> SegmentCounts:
    """Count dossiers by segment, leaving out those without one."""
    found = Counter(segments)
    return SegmentCounts(a=found[Segment.A], b=found[Segment.B], c=found[Segment.C])


def portfolios(dossiers: Iterable[tuple[UUID, Segment | None]]) -> Mapping[UUID, SegmentCounts]:
    """Return the counts of every case worker from pairs of case worker and segment."""
    by_worker: defaultdict[UUID, list[Segment | None]] = defaultdict(list)
    for case_worker_id, segment in dossiers:
        by_worker[case_worker_id].append(segment)
    return {worker: count_segments(segments) for worker, segments in by_worker.items()}


def portfolio_check(counts: SegmentCounts, limits: SteeringLimits = SOURCE_LIMITS) -> PortfolioCheck:
    """Return what one portfolio's shares say (12.2): A at least 10 %, C at most 40 %, B only for information."""
    if not counts.total:
        return PortfolioCheck(counts, (), ())
    return PortfolioCheck(counts, tuple(_interventions(counts, limits)), tuple(_information(counts, limits)))


def _interventions(counts: SegmentCounts, limits: SteeringLimits) -> Iterator[Objection]:
    for segment in Segment:
        norm = limits.norm(segment)
        parts = 100 * counts.of(segment)
        if norm.share_min_percent is not None and parts < norm.share_min_percent * counts.total:
            yield _finding("portfolio_share_below", counts, segment, norm.share_min_percent)
        if norm.share_max_percent is not None and parts > norm.share_max_percent * counts.total:
            yield _finding("portfolio_share_above", counts, segment, norm.share_max_percent)


def _information(counts: SegmentCounts, limits: SteeringLimits) -> Iterator[Objection]:
    for segment in Segment:
        guide = limits.norm(segment).share_guide_percent
        if guide is not None and 100 * counts.of(segment) != guide * counts.total:
            yield _finding("portfolio_share_off_guide", counts, segment, guide)


def _finding(code: str, counts: SegmentCounts, segment: Segment, limit_percent: int) -> Objection:
    share = str(counts.share(segment))
    facts = {"letter": segment.value, "share_percent": share, "limit_percent": limit_percent}
    return Objection(code, None, facts, f"{SOURCE} (segment table)")
