"""The scorecards of providers: a provider's figures of a period, counted as every other figure is."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, select, true

from messaging.work import Reading
from schemas.actor import Role
from schemas.refusal import NotFound
from services.steering.model import Fact
from services.steering.rules.counted import Facts
from services.steering.rules.courses import courses
from services.steering.rules.facts import FactKind
from services.steering.rules.figures import Figure
from services.steering.rules.periods import Period
from services.steering.rules.scorecard import Scorecard, scorecard

__all__ = ["Figure", "Scorecard", "provider_scorecard", "provider_scorecards"]
KINDS: Final = (
    FactKind.PERSON_ASSIGNED,
    FactKind.PERSON_STARTED,
    FactKind.PERSON_ENDED,
    FactKind.PERSON_PROPOSED,
    FactKind.PROPOSAL_ACCEPTED,
    FactKind.PROPOSAL_DECLINED,
    FactKind.REPORT_DUE,
    FactKind.REPORT_RECEIVED,
)
"""The facts a provider has a part in."""


def provider_scorecards(reading: Reading, *, period: Period) -> tuple[Scorecard, ...]:
    """Return the card of every provider something is known of; a provider gets its own."""
    facts = _facts(reading, period, _within(reading))
    known = {each.provider_id for each in facts.placements} | {each.provider_id for each in facts.reports}
    return tuple(scorecard(each, facts, period) for each in sorted(known, key=str))


def provider_scorecard(reading: Reading, *, provider_id: UUID, period: Period) -> Scorecard:
    """Return the card of one provider; NotFound where another provider asks."""
    actor = reading.actor
    if actor.role is Role.PROVIDER and actor.organisation_id != provider_id:
        raise NotFound("provider")
    return scorecard(provider_id, _facts(reading, period, Fact.provider_id == provider_id), period)


def _within(reading: Reading) -> ColumnElement[bool]:
    actor = reading.actor
    return Fact.provider_id == actor.organisation_id if actor.role is Role.PROVIDER else true()


def _facts(reading: Reading, period: Period, within: ColumnElement[bool]) -> Facts:
    columns = (Fact.kind, Fact.on_day, Fact.subject_id, Fact.mandate_id, Fact.social_service_id, Fact.provider_id)
    more = (Fact.detail, Fact.record_id, Fact.second, Fact.third)
    asked: Any = select(*columns, *more).where(Fact.kind.in_(KINDS), Fact.on_day <= period.last, within)
    return courses(reading.session.execute(asked.order_by(Fact.on_day)))
