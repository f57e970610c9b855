"""The yearly scorecard of one provider, from the same facts as every other figure."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from schemas.codes_steering import Indicator
from services.steering.rules.counted import Facts
from services.steering.rules.figures import Figure
from services.steering.rules.indicators import figure
from services.steering.rules.periods import Period

SCORED = (
    Indicator.PLACEMENTS_STARTED,
    Indicator.PLACEMENTS_RUNNING,
    Indicator.PLACEMENT_LENGTH,
    Indicator.REPORTS_IN_TIME,
)


@dataclass(frozen=True)
class Scorecard:
    """A provider's figures of one period."""

    provider_id: UUID
    period: Period
    figures: tuple[Figure, ...]


def scorecard(provider_id: UUID, facts: Facts, period: Period) -> Scorecard:
    """Return the figures that concern one provider, leaving out everybody else's facts."""
    own = Facts(
        placements=tuple(each for each in facts.placements if each.provider_id == provider_id),
        reports=tuple(each for each in facts.reports if each.provider_id == provider_id),
    )
    return Scorecard(provider_id, period, tuple(figure(each, own, period) for each in SCORED))
