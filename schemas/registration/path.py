"""The office's steps on the royal path: clarification, plan, release for matching."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from schemas.codes import Phase, PlaceKind
from schemas.fields import answer, chosen, code, day, hidden, percent, prose
from schemas.message import Command, Event


class RecordClarification(Command, said="registration.record_clarification", about="mandate_id"):
    """The result of the clarification: how realistic professional integration is, and the next step (SV-01)."""

    mandate_id: UUID = hidden()
    row_version: int = hidden()
    professional_realistic: bool | None = answer(default=None)
    needs_more: bool
    social_potential: bool | None = answer(default=None)
    reason: str = chosen("closing_reasons")
    potential: str = chosen("potential_scale")
    success: str = chosen("success_scale")
    findings: str = prose()


class RecordInDepthClarification(Command, said="registration.record_in_depth_clarification", about="mandate_id"):
    """The result of the in-depth clarification (SV-02)."""

    mandate_id: UUID = hidden()
    row_version: int = hidden()
    reason: str = chosen("closing_reasons")
    potential: str = chosen("potential_scale")
    success: str = chosen("success_scale")
    findings: str = prose()


class RecordIntegrationPlan(Command, said="registration.record_integration_plan", about="mandate_id"):
    """Evaluation and integration plan (SV-03): what kind of place, how much, from when."""

    mandate_id: UUID = hidden()
    row_version: int = hidden()
    goals: str = prose()
    next_steps: str = prose()
    kinds: tuple[PlaceKind, ...]
    workload_percent: int = percent()
    available_from: date = day()
    field_of_work: str = chosen("fields_of_work", default="")


class ReleaseForMatching(Command, said="registration.release_for_matching", about="mandate_id"):
    """The plan is ready; a place may be looked for."""

    mandate_id: UUID = hidden()
    row_version: int = hidden()


class PhaseChanged(Event, said="registration.phase_changed", about="mandate_id"):
    """A phase of the royal path has ended and another one begun; ``success`` is how the ended one was rated."""

    mandate_id: UUID
    social_service_id: UUID
    ended: Phase | None = None
    begun: Phase
    changed_on: date
    success: str = code(default="")


class PhaseRated(Event, said="registration.phase_rated", about="mandate_id"):
    """A phase that had ended without a rating is rated now; ``success`` is its code on the success scale."""

    mandate_id: UUID
    social_service_id: UUID
    phase: Phase
    ended_on: date
    success: str = code()


class MandateReadyForMatching(Event, said="registration.mandate_ready_for_matching", about="mandate_id"):
    """A place may be looked for; carries what matching needs and no health detail.

    ``kinds`` are the kinds of the plan for which registration has found the person eligible.
    """

    mandate_id: UUID
    number: str = code()
    social_service_id: UUID
    case_worker_id: UUID
    coordinator_id: UUID
    birth_on: date
    kinds: tuple[PlaceKind, ...]
    workload_percent: int
    available_from: date
    speaks_french: bool
    speaks_german: bool
    field_of_work: str = code(default="")
    commune_bfs_no: int
    check_valid_until: date
    permit_valid_until: date | None = None
    released_on: date
