"""The records behind a figure, with the days that made them count."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.steering.rules.counted import Facts
from services.steering.rules.figures import Figure


@dataclass(frozen=True, kw_only=True)
class RecordLine:
    """One record: from when to when, for whom and with whom; ``code`` says how it ended, where it did."""

    record_id: UUID
    mandate_id: UUID | None
    social_service_id: UUID
    provider_id: UUID | None = None
    first_on: date
    last_on: date | None
    code: str = ""


def records(found: Figure, facts: Facts) -> tuple[RecordLine, ...]:
    """Return a line for each record of the figure, the first ones first."""
    wanted = frozenset(found.behind)
    lines = [each for each in _lines(facts) if each.record_id in wanted]
    return tuple(sorted(lines, key=lambda each: (each.first_on, str(each.record_id))))


def _lines(facts: Facts) -> Iterator[RecordLine]:
    for mandate in facts.mandates:
        yield RecordLine(
            record_id=mandate.mandate_id,
            mandate_id=mandate.mandate_id,
            social_service_id=mandate.social_service_id,
            first_on=mandate.submitted_on,
            last_on=mandate.closed_on or mandate.left_on or mandate.refused_on,
            code=mandate.success,
        )
    for placed in facts.placements:
        yield RecordLine(
            record_id=placed.placement_id,
            mandate_id=placed.mandate_id,
            social_service_id=placed.social_service_id,
            provider_id=placed.provider_id,
            first_on=placed.started_on,
            last_on=placed.ended_on,
        )
    for report in facts.reports:
        yield RecordLine(
            record_id=report.report_id,
            mandate_id=report.mandate_id,
            social_service_id=report.social_service_id,
            provider_id=report.provider_id,
            first_on=report.due_on,
            last_on=report.received_on,
        )
    for proposal in facts.proposals:
        yield RecordLine(
            record_id=proposal.proposal_id,
            mandate_id=proposal.mandate_id,
            social_service_id=proposal.social_service_id,
            provider_id=proposal.provider_id,
            first_on=proposal.proposed_on,
            last_on=proposal.answered_on,
        )
