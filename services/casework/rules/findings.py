"""What stands out in a dossier: stays too long, decisions and reviews too late, contacts off the guide values."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from schemas.codes_casework import COUNSELLING, DossierFinding, NormOutcome, Sector, Segment, SegmentState
from services.casework.rules.agreements import agreement_findings, office_mandate_warnings
from services.casework.rules.intake import is_intake1_overdue, is_intake2_overdue
from services.casework.rules.limits import SOURCE_LIMITS, SteeringLimits
from services.casework.rules.reviews import is_review_overdue

F = DossierFinding


@dataclass(frozen=True, kw_only=True)
class Situation:
    """What of a dossier is looked at; ``under_way`` is where an undecided segment decision stands."""

    sector: Sector
    sector_entered_on: date
    segment: Segment | None
    review_due_on: date | None
    under_way: SegmentState | None
    decision_due_on: date | None
    frequency: NormOutcome
    in_person: NormOutcome
    has_agreement: bool
    agreement_justification: str
    unclear_mandate: bool


def dossier_findings(
    situation: Situation, day: date, limits: SteeringLimits = SOURCE_LIMITS
) -> tuple[DossierFinding, ...]:
    """Return what stands out in a dossier on ``day``, the limits of time first."""
    return (*_of_time(situation, day, limits), *_of_contacts(situation), *_of_papers(situation))


def _of_time(at: Situation, day: date, limits: SteeringLimits) -> Iterator[DossierFinding]:
    if at.sector is Sector.INTAKE_1 and is_intake1_overdue(at.sector_entered_on, day, limits):
        yield F.INTAKE_OVERDUE
    if at.sector is Sector.INTAKE_2 and is_intake2_overdue(at.sector_entered_on, day, limits):
        yield F.INTAKE_OVERDUE
    if at.sector in COUNSELLING and at.segment is None and at.under_way is None:
        yield F.SEGMENT_MISSING
    if at.under_way is SegmentState.TO_DECIDE and at.decision_due_on and day > at.decision_due_on:
        yield F.DECISION_LATE
    if at.under_way is SegmentState.FOUR_EYES:
        yield F.CONTROL_WAITING
    if at.review_due_on and is_review_overdue(at.review_due_on, day):
        yield F.REVIEW_OVERDUE


def _of_contacts(at: Situation) -> Iterator[DossierFinding]:
    if at.frequency is NormOutcome.BELOW:
        yield F.CONTACTS_BELOW
    if at.frequency is NormOutcome.ABOVE:
        yield F.CONTACTS_ABOVE
    if at.in_person is NormOutcome.BELOW:
        yield F.IN_PERSON_BELOW


def _of_papers(at: Situation) -> Iterator[DossierFinding]:
    is_new = at.sector not in COUNSELLING
    if not is_new and agreement_findings(exists=at.has_agreement, justification=at.agreement_justification):
        yield F.AGREEMENT_MISSING
    if office_mandate_warnings(at.segment, situation_clarified=not at.unclear_mandate):
        yield F.SITUATION_UNCLEAR
