"""Indicators of a period: the number, its parts, its course, and the records behind it; a service sees its own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select

from messaging.work import Reading
from schemas.codes_steering import Indicator, PeriodKind
from services.steering.model import BOOKS, Fact
from services.steering.rules import spreads
from services.steering.rules.counted import Facts
from services.steering.rules.courses import KINDS, courses
from services.steering.rules.figures import Figure, IndicatorLimits
from services.steering.rules.indicators import all_figures, figure
from services.steering.rules.periods import Period, periods_between
from services.steering.rules.records import RecordLine, records
from workflow import dated

COURSE = (
    Indicator.MANDATES_SUBMITTED,
    Indicator.MANDATES_ADMITTED,
    Indicator.MANDATES_CLOSED,
    Indicator.PLACEMENTS_STARTED,
)
"""What is shown month by month."""


@dataclass(frozen=True, kw_only=True)
class Step:
    """One stretch of the period with the indicators shown over time."""

    period: Period
    figures: tuple[Figure, ...]


@dataclass(frozen=True, kw_only=True)
class Figures:
    """Everything that is counted for one period, by the same functions for screen and report."""

    period: Period
    figures: tuple[Figure, ...]
    steps: tuple[Step, ...]
    closings: tuple[spreads.ClosingCount, ...]
    outcomes: tuple[spreads.OutcomeCount, ...]
    spread: spreads.Spread


def figures_of(reading: Reading, *, period: Period, social_service_id: UUID | None = None) -> Figures:
    """Return every indicator for a period, over all services or of one; a service gets its own whatever it asks."""
    return counted(reading, period, social_service_id)


def counted(reading: Reading, period: Period, social_service_id: UUID | None) -> Figures:
    """Return every indicator for a period; for queries and for publishing alike."""
    facts = facts_until(reading, period.last, social_service_id)
    limits = limits_on(reading, period.last)
    return Figures(
        period=period,
        figures=all_figures(facts, period, limits),
        steps=tuple(_step(facts, each, limits) for each in _stretches(period)),
        closings=spreads.closings(facts, period),
        outcomes=spreads.outcomes(facts, period),
        spread=spreads.spread(facts, period),
    )


def indicator_records(
    reading: Reading, *, indicator: Indicator, period: Period, social_service_id: UUID | None = None
) -> tuple[RecordLine, ...]:
    """Return the list behind one number."""
    facts = facts_until(reading, period.last, social_service_id)
    found = figure(indicator, facts, period, limits_on(reading, period.last))
    return records(found, facts)


def _stretches(period: Period) -> list[Period]:
    """Return the months of a period, or its years where there would be too many."""
    months = list(periods_between(period.first, period.last, PeriodKind.MONTH))
    if len(months) <= _MOST_STEPS:
        return months
    return list(periods_between(period.first, period.last, PeriodKind.YEAR))


_MOST_STEPS = 24


def _step(facts: Facts, period: Period, limits: IndicatorLimits) -> Step:
    return Step(period=period, figures=tuple(figure(each, facts, period, limits) for each in COURSE))


def facts_until(reading: Reading, last: date, social_service_id: UUID | None) -> Facts:
    """Return what had happened by ``last``, of one service or of all."""
    columns = (Fact.kind, Fact.on_day, Fact.subject_id, Fact.mandate_id, Fact.social_service_id, Fact.provider_id)
    more = (Fact.detail, Fact.record_id, Fact.second, Fact.third)
    asked: Any = select(*columns, *more).where(Fact.kind.in_(KINDS), Fact.on_day <= last).order_by(Fact.on_day)
    only = reading.actor.organisation_id if reading.actor.is_service else social_service_id
    if only is not None:
        asked = asked.where(Fact.social_service_id == only)
    return courses(reading.session.execute(asked))


def limits_on(reading: Reading, day: date) -> IndicatorLimits:
    """Return what somebody has set that figures need."""
    found = dated.value_on(reading.session, BOOKS, "success_codes", day)
    return IndicatorLimits(success_codes=None if found is None else frozenset(found))
