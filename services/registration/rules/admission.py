"""Whether a person may be admitted to a kind of place, criterion by criterion (Concept SSIP, ch. 3)."""

from __future__ import annotations

from datetime import date

from schemas.codes import Funding, PlaceKind
from services.registration.rules.applicant import Applicant
from services.registration.rules.criteria import results
from services.registration.rules.limits import SOURCE_LIMITS, AdmissionLimits
from services.registration.rules.verdict import CriterionResult, RequiredException, Verdict, combine

__all__ = [
    "Applicant",
    "CriterionResult",
    "RequiredException",
    "Verdict",
    "admission_verdict",
]


def admission_verdict(
    applicant: Applicant,
    kind: PlaceKind,
    day: date,
    limits: AdmissionLimits = SOURCE_LIMITS,
    funding: Funding = Funding.POIAS,
) -> Verdict:
    """Return the whole check of ``applicant`` for ``kind``; age and permit are judged on ``day``."""
    return combine(results(applicant, kind, day, limits, funding))


def admission_by_kind(
    applicant: Applicant, day: date, limits: AdmissionLimits = SOURCE_LIMITS
) -> dict[PlaceKind, Verdict]:
    """Return the check for every kind of place, for persons whose kind is not chosen yet."""
    return {kind: admission_verdict(applicant, kind, day, limits) for kind in PlaceKind}
