"""What steering counts: facts by kind and detail over a period."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import func, select

from messaging.work import Reading
from services.steering.model import Fact
from services.steering.rules.facts import FactKind


@dataclass(frozen=True)
class FactCount:
    """How often something happened, and what that amounts to (seats of published places)."""

    kind: FactKind
    detail: str
    count: int
    amount: int


def fact_counts(
    reading: Reading, *, since: date, until: date, social_service_id: UUID | None = None
) -> tuple[FactCount, ...]:
    """Return what happened from ``since`` to ``until``, both included; a social service sees only its own."""
    asked = (
        select(Fact.kind, Fact.detail, func.count(), func.sum(Fact.amount))
        .where(Fact.on_day.between(since, until))
        .group_by(Fact.kind, Fact.detail)
        .order_by(Fact.kind, Fact.detail)
    )
    only = reading.actor.organisation_id if reading.actor.is_service else social_service_id
    narrowed = asked if only is None else asked.where(Fact.social_service_id == only)
    return tuple(FactCount(*row) for row in reading.session.execute(narrowed))
