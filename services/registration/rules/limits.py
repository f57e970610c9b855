"""The numbers admission and the royal path are judged by: source values, or None where no source has one."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from schemas.actor import Role


class AgeReference(StrEnum):
    """The day a person's age is taken on; no source says which, so registration is the documented reading."""

    REGISTRATION = "registration"
    START = "start"


APPROVERS: Final = (Role.SSIP_HEAD, Role.SSIP_COORDINATOR)
"""Who may be named to grant the exceptions of IP and PIP; the head of the office always may."""


@dataclass(frozen=True, kw_only=True)
class AdmissionLimits:
    """Limits of Concept SSIP, ch. 3; ages in completed years, both ends included, percentages whole.

    No source: who grants IP/PIP exceptions, the reference day of age, whether the basic conditions hold for
    KIA ("counts like a POIAS place": yes) and PE (listed "for IP/PIP and IS": no), who is "young" (the
    concept's only young adults are 18 to 25), and how long a check stays valid (practice: 6 months). All
    are documented readings.
    """

    age_min: int = 18
    age_max: int = 63
    ip_age_max: int = 55
    ip_employability_min: int = 80
    workability_min: int = 50
    is_workability_floor: int = 20
    is_day_structure_min: int = 50
    childcare_min: int = 50
    young_age_max: int = 25
    age_reference: AgeReference = AgeReference.REGISTRATION
    exception_approver: Role = Role.SSIP_HEAD
    kia_base_conditions: bool = True
    pe_base_conditions: bool = False
    validity_months: int = 6


SOURCE_LIMITS = AdmissionLimits()
