"""How many talks a portfolio asks for in a year, by the guide values of its segments."""

from __future__ import annotations

from dataclasses import dataclass

from schemas.codes_casework import Segment
from services.casework.rules.limits import SOURCE_LIMITS, SteeringLimits
from services.casework.rules.portfolio import SegmentCounts

_YEAR = 12


@dataclass(frozen=True)
class Workload:
    """Talks a year, from the lower to the upper guide values."""

    least: int
    most: int


def workload(counts: SegmentCounts, limits: SteeringLimits = SOURCE_LIMITS) -> Workload:
    """Return the talks a year that the guide values ask of a case worker with these dossiers."""
    least = most = 0
    for segment in Segment:
        norm = limits.norm(segment)
        least += counts.of(segment) * norm.contacts_min * _YEAR // norm.contact_months
        most += counts.of(segment) * norm.contacts_max * _YEAR // norm.contact_months
    return Workload(least, most)
