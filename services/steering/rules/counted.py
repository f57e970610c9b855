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
    closed_on: date | None = None
    success: str = ""


@dataclass(frozen=True, kw_only=True)
class PlacementFact:
    """The days of one placement that has started; ``ended_on`` is its last day."""

    placement_id: UUID
    social_service_id: UUID
    provider_id: UUID
    started_on: date
    ended_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class ReportFact:
    """One interim or final report: when it was due, and when it came."""

    report_id: UUID
    social_service_id: UUID
    provider_id: UUID
    due_on: date
    received_on: date | None = None


@dataclass(frozen=True)
class Facts:
    """Everything that can be counted, already narrowed to what the reader may see."""

    mandates: tuple[MandateFact, ...] = ()
    placements: tuple[PlacementFact, ...] = ()
    reports: tuple[ReportFact, ...] = ()
