"""How long an admission holds, and what ends before the placement does."""

from __future__ import annotations

from datetime import date, timedelta

from schemas.refusal import Objection
from services.registration.rules.limits import SOURCE_LIMITS, AdmissionLimits
from services.registration.rules.verdict import CONCEPT
from workflow.calendar import add_months


def admission_valid_until(checked_on: date, limits: AdmissionLimits = SOURCE_LIMITS) -> date:
    """Return the last day on which a check of ``checked_on`` still holds."""
    return add_months(checked_on, limits.validity_months) - timedelta(days=1)


def admission_age_objections(checked_on: date, day: date, limits: AdmissionLimits = SOURCE_LIMITS) -> list[Objection]:
    """Object to placing somebody on a check that has run out by ``day``."""
    until = admission_valid_until(checked_on, limits)
    if day <= until:
        return []
    return [Objection("admission_expired", "checked_on", {"valid_until": until.isoformat()})]


def permit_end_warnings(permit_valid_until: date | None, placement_until: date | None) -> list[Objection]:
    """Warn of a permit that ends before the placement, or is dated while the placement is open."""
    if permit_valid_until is None or (placement_until is not None and permit_valid_until >= placement_until):
        return []
    facts = {"valid_until": permit_valid_until.isoformat()}
    return [Objection("permit_ends_before_placement", "permit_valid_until", facts, CONCEPT)]
