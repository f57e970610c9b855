"""First distribution: a proposal by two pairs of eyes, then the final decision in time or visibly late."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from schemas.codes_casework import Segment, SegmentCriterion
from schemas.refusal import Fact, Objection
from services.casework.rules.limits import SOURCE, SOURCE_LIMITS, SteeringLimits
from workflow.calendar import LegalLimit, WorkingDays, add_months


def proposal_objections(
    case_worker_id: UUID | None, sector_head_id: UUID | None, *, explicit_in_transfer_report: bool
) -> tuple[Objection, ...]:
    """Object unless two different persons propose and the transfer report says the segment explicitly (S-02, S-03)."""
    found = list(four_eyes_objections(case_worker_id, sector_head_id))
    if not explicit_in_transfer_report:
        found.append(Objection("segment_not_in_transfer_report", "transfer_report", source=f"{SOURCE} (S-02)"))
    return tuple(found)


def four_eyes_objections(case_worker_id: UUID | None, sector_head_id: UUID | None) -> tuple[Objection, ...]:
    """Object unless the case worker and the head of sector are two different, named persons (S-03)."""
    source = f"{SOURCE} (S-03)"
    if case_worker_id is None or sector_head_id is None:
        missing = "case_worker_id" if case_worker_id is None else "sector_head_id"
        return (Objection("segment_second_person_missing", missing, source=source),)
    if case_worker_id == sector_head_id:
        return (Objection("segment_same_person", "sector_head_id", source=source),)
    return ()


def criteria_objections(segment: Segment, criteria: frozenset[SegmentCriterion]) -> tuple[Objection, ...]:
    """Object where no criterion of ``segment`` is named, or one that belongs to another segment."""
    own = {each for each in criteria if criterion_segment(each) is segment}
    source = f"{SOURCE} (segment table)"
    facts: dict[str, Fact] = {"letter": segment.value}
    found = [
        Objection("segment_criterion_of_another", "criteria", {**facts, "segment_criterion": each}, source)
        for each in sorted(criteria - own)
    ]
    return tuple(found) if own else (*found, Objection("segment_criterion_missing", "criteria", facts, source))


def criterion_segment(criterion: SegmentCriterion) -> Segment:
    """Return the segment a criterion speaks for."""
    return Segment(criterion.value[0].upper())


def final_decision_due(received_on: date, limits: SteeringLimits = SOURCE_LIMITS) -> date:
    """Return the last day for the final decision after a counselling sector received the dossier (S-04)."""
    return add_months(received_on, limits.final_decision_months)


def final_decision_limit(received_on: date, days: WorkingDays, limits: SteeringLimits = SOURCE_LIMITS) -> LegalLimit:
    """Return that last day, unshifted, with the working day on which to remind of it."""
    return days.legal_limit(final_decision_due(received_on, limits))


@dataclass(frozen=True)
class DecisionTiming:
    """When a decision was due and how late it came; lateness is recorded, it never hides or blocks the decision."""

    due_on: date
    days_late: int

    @property
    def is_late(self) -> bool:
        """Whether the decision came, or is still missing, after its last day."""
        return self.days_late > 0


def decision_timing(received_on: date, decided_on: date, limits: SteeringLimits = SOURCE_LIMITS) -> DecisionTiming:
    """Return how a decision of ``decided_on`` (or an open one, seen on that day) stands to its limit (S-04)."""
    due_on = final_decision_due(received_on, limits)
    return DecisionTiming(due_on=due_on, days_late=max(0, (decided_on - due_on).days))


@dataclass(frozen=True, kw_only=True)
class FinalDecision:
    """The case worker's final choice after a proposal, with the head of sector who controls it."""

    case_worker_id: UUID | None
    sector_head_id: UUID | None
    proposed: Segment
    decided: Segment
    justification: str = ""


def final_decision_objections(decision: FinalDecision) -> tuple[Objection, ...]:
    """Object to a final decision without control, or that leaves the proposal without saying why (S-04)."""
    return tuple(_final_decision_objections(decision))


def _final_decision_objections(decision: FinalDecision) -> Iterator[Objection]:
    yield from four_eyes_objections(decision.case_worker_id, decision.sector_head_id)
    if decision.decided is not decision.proposed and not decision.justification.strip():
        facts = {"from": decision.proposed, "to": decision.decided}
        yield Objection("segment_change_unjustified", "justification", facts, f"{SOURCE} (S-04)")
