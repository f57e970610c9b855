"""The parts of a mandate's file, as its page shows them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from schemas.actor import Role
from schemas.codes import AdmissionException, Eligibility, Phase, PlaceKind, ReviewCount
from schemas.codes_registration import MandateState, ReferralTarget
from services.registration.queries.teams import AppointmentLine, OutcomeLine, ReorientationLine, TeamLine
from services.registration.rules.admission import Verdict
from services.registration.rules.path_shown import PathStep
from workflow.due import Deadline
from workflow.moves import Happening
from workflow.table import Transition


@dataclass(frozen=True)
class PhaseLine:
    """One phase of the royal path as it went."""

    id: UUID
    phase: Phase
    begun_on: date
    ended_on: date | None
    reason: str | None
    potential: str | None
    success: str | None
    findings: str | None


@dataclass(frozen=True)
class ExceptionLine:
    """One exception the admission asks for, and what was decided."""

    exception: AdmissionException
    approver: Role
    by_consultation: bool
    granted: bool | None
    decided_by: UUID | None
    decided_at: datetime | None
    remark: str


@dataclass(frozen=True)
class PlanLine:
    """The integration plan."""

    goals: str
    next_steps: str
    kinds: tuple[PlaceKind, ...]
    workload_percent: int
    available_from: date
    field_of_work: str
    written_at: datetime


@dataclass(frozen=True)
class ReportLine:
    """The final report."""

    course: str
    conclusions: str
    chances: str
    potential: str
    recommendation: str
    written_at: datetime
    written_by: UUID
    read_at: datetime | None
    is_short: bool
    signed_at: datetime | None
    signed_by: UUID | None


@dataclass(frozen=True)
class MandateFile:
    """A mandate's whole file; ``None`` parts do not exist yet or are not for the actor's role."""

    id: UUID
    row_version: int
    number: str
    name: str
    birth_on: date | None
    state: MandateState
    phase: Phase
    wished_kind: PlaceKind
    eligibility: Eligibility
    eligible_kinds: tuple[PlaceKind, ...]
    social_service_id: UUID
    case_worker_id: UUID
    coordinator_id: UUID | None
    commune: str
    goal: str
    submitted_on: date
    admitted_on: date | None
    check_valid_until: date | None
    closed_on: date | None
    place_id: UUID | None
    provider_id: UUID | None
    placed_from: date | None
    placed_until: date | None
    answers: dict[str, Any] | None
    verdict: Verdict | None
    exceptions: tuple[ExceptionLine, ...]
    plan: PlanLine | None
    report: ReportLine | None
    phases: tuple[PhaseLine, ...]
    path: tuple[PathStep, ...]
    referred_to: ReferralTarget | None
    team: tuple[TeamLine, ...]
    reorientations: tuple[ReorientationLine, ...]
    appointments: tuple[AppointmentLine, ...]
    outcomes: tuple[OutcomeLine, ...]
    reviews: ReviewCount | None
    """How the interim reviews held compare with the guide of the concept; None outside a measure."""
    actions: tuple[Transition, ...]
    steps: tuple[str, ...]
    """The wire names of everything the actor's role may do now, beside the transitions also decisions and receipts."""
    deadlines: tuple[Deadline, ...]
    history: tuple[Happening, ...]
