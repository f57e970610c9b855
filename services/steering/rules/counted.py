"""What steering has heard of mandates, placements and reports: days and codes only, enough to count."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True, kw_only=True)
class MandateFact:
    """The days of one mandate; ``success`` is its code on the success scale once it is closed."""

    mandate_id: UUID
    social_service_id: UUID
    submitted_on: date
    admitted_on: date | None = None
    refused_on: date | None = None
    left_on: date | None = None
    """When it was withdrawn or ran out without being closed."""
    closed_on: date | None = None
    success: str = ""
    reason: str = ""
    potential: str = ""
    assignment_on: date | None = None
    """When a place began to be looked for."""


@dataclass(frozen=True, kw_only=True)
class PlacementFact:
    """The days of one placement that has started; ``ended_on`` is its last day."""

    placement_id: UUID
    social_service_id: UUID
    provider_id: UUID
    started_on: date
    ended_on: date | None = None
    mandate_id: UUID | None = None
    kind: str = ""


@dataclass(frozen=True, kw_only=True)
class ReportFact:
    """One interim or final report: when it was due, and when it came."""

    report_id: UUID
    social_service_id: UUID
    provider_id: UUID
    due_on: date
    received_on: date | None = None
    mandate_id: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class ProposalFact:
    """One proposal, and when the provider said yes or no."""

    proposal_id: UUID
    social_service_id: UUID
    provider_id: UUID
    proposed_on: date
    answered_on: date | None = None
    mandate_id: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class OutcomeFact:
    """What had become of somebody ``month`` months after the closing."""

    mandate_id: UUID
    social_service_id: UUID
    recorded_on: date
    month: str
    outcome: str


@dataclass(frozen=True)
class Facts:
    """Everything that can be counted, already narrowed to what the reader may see."""

    mandates: tuple[MandateFact, ...] = ()
    placements: tuple[PlacementFact, ...] = ()
    reports: tuple[ReportFact, ...] = ()
    proposals: tuple[ProposalFact, ...] = ()
    outcomes: tuple[OutcomeFact, ...] = ()
