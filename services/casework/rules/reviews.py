"""Review at the end of a segment's time: when it is due, what may be proposed and where the proposal goes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from schemas.codes_casework import Segment, SegmentAction, SegmentRoute
from schemas.refusal import Objection
from services.casework.rules.limits import SOURCE, SOURCE_LIMITS, SteeringLimits
from workflow.calendar import WorkingDays, add_months


def review_due(segment: Segment | None, started_on: date, limits: SteeringLimits = SOURCE_LIMITS) -> date | None:
    """Return the day the segment's time is over; None for a dossier without segment (Intake 2)."""
    return None if segment is None else add_months(started_on, limits.norm(segment).limit_months)


def review_alerts(due_on: date, days: WorkingDays, limits: SteeringLimits = SOURCE_LIMITS) -> tuple[date, ...]:
    """Return the working days on which to warn of a review, earliest first; the due day itself never moves."""
    warned = (due_on - timedelta(days=each) for each in limits.review_warning_days)
    return tuple(sorted({days.shift_due(day) for day in warned}))


def is_review_overdue(due_on: date, day: date) -> bool:
    """Whether a review is still missing after its due day."""
    return day > due_on


REVIEW_ROUTE = SegmentRoute.TO_SECTOR_HEAD
"""Every accepted proposal goes to the head of sector, who examines it methodically (S-08)."""


@dataclass(frozen=True, kw_only=True)
class ReviewProposal:
    """What the case worker proposes when the time is over; ``documented_exception`` alone lets a dossier stay in A."""

    segment: Segment
    action: SegmentAction
    target: Segment | None = None
    justification: str = ""
    written: bool = False
    documented_exception: bool = False


def review_objections(proposal: ReviewProposal) -> tuple[Objection, ...]:
    """Object to a review proposal that is unjustified, unwritten, without a target or keeps A as a habit (S-09)."""
    return tuple(_review_objections(proposal))


def _review_objections(proposal: ReviewProposal) -> Iterator[Objection]:
    source = f"{SOURCE} (S-09)"
    if not proposal.justification.strip():
        yield Objection("review_unjustified", "justification", source=source)
    if not proposal.written:
        yield Objection("review_unwritten", "written", source=source)
    if proposal.action is SegmentAction.TRANSFER:
        yield from _target_objections(proposal, source)
    elif proposal.segment is Segment.A and not proposal.documented_exception:
        yield Objection("review_keeps_a", "action", source=f"{source}, interpretation")


def _target_objections(proposal: ReviewProposal, source: str) -> Iterator[Objection]:
    if proposal.target is None:
        yield Objection("review_target_missing", "target", source=source)
    elif proposal.target is proposal.segment:
        yield Objection("segment_same", "target", {"letter": proposal.segment.value}, source)
