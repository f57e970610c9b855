"""The numbers admission and the royal path are judged by: source values as defaults, None where no source says it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from schemas.actor import Role


class AgeReference(StrEnum):
    """The day a person's age is taken on; no source says which (registration is the documented reading)."""

    REGISTRATION = "registration"
    START = "start"


@dataclass(frozen=True, kw_only=True)
class AdmissionLimits:
    """Limits of Concept SSIP, ch. 3; ages in completed years, both ends included, percentages whole."""

    age_min: int = 18
    age_max: int = 63
    ip_age_max: int = 55
    ip_employability_min: int = 80
    workability_min: int = 50
    is_workability_floor: int = 20
    is_day_structure_min: int = 50
    childcare_min: int = 50
    young_age_max: int = 25
    """Up to this age compulsory schooling is asked; the only "young" the concept defines is 18-25 (interpretation)."""
    age_reference: AgeReference = AgeReference.REGISTRATION
    exception_approver: Role = Role.SSIP_HEAD
    """No source names who grants IP/PIP exceptions (unknown, configurable)."""
    kia_base_conditions: bool = True
    """KIA "counts like a POIAS place", so the basic conditions hold there too (interpretation)."""
    pe_base_conditions: bool = False
    """The concept lists the basic conditions for IP/PIP and IS only (interpretation)."""
    validity_months: int = 6
    """How long an admission check stays valid (practice, product deadlines)."""


SOURCE_LIMITS = AdmissionLimits()
