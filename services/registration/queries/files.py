"""One mandate's file: everything its page shows, read and written down as read in one transaction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select

from messaging.work import Reading
from schemas.actor import Actor, Role
from schemas.codes import AdmissionException, Eligibility, Phase, PlaceKind
from services.registration.model import (
    BOOKS,
    Commune,
    FinalReport,
    GrantedException,
    IntegrationPlan,
    Mandate,
    PhaseRecord,
)
from services.registration.queries.reach import mandate_of
from services.registration.queries.settings import limits_on
from services.registration.queries.verdicts import eligible_kinds, verdict_of
from services.registration.rules.admission import Verdict
from services.registration.rules.mandate_course import MANDATE, MandateState
from workflow.deadlines import Deadline, open_deadlines
from workflow.moves import Happening, history_of
from workflow.table import Transition


@dataclass(frozen=True)
class PhaseLine:
    """One phase of the royal path as it went."""

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
    actions: tuple[Transition, ...]
    deadlines: tuple[Deadline, ...]
    history: tuple[Happening, ...]


def mandate_file(reading: Reading, *, mandate_id: UUID) -> MandateFile:
    """Return the file of a mandate within reach; providers get only what the placement needs (AC-02)."""
    mandate = mandate_of(reading, mandate_id)
    is_whole = reading.actor.role is not Role.PROVIDER
    limits = limits_on(reading)
    verdict = verdict_of(reading, mandate, limits) if is_whole else None
    table = BOOKS.deadlines
    return MandateFile(
        id=mandate.id,
        row_version=mandate.row_version,
        number=mandate.number,
        name=mandate.person.full_name,
        birth_on=mandate.person.birth_on if is_whole else None,
        state=mandate.state,
        phase=mandate.phase,
        wished_kind=mandate.wished_kind,
        eligibility=mandate.eligibility,
        eligible_kinds=eligible_kinds(reading, mandate, limits) if is_whole else (),
        social_service_id=mandate.social_service_id,
        case_worker_id=mandate.case_worker_id,
        coordinator_id=mandate.coordinator_id,
        commune=_commune(reading, mandate) if is_whole else "",
        goal=mandate.goal if is_whole else "",
        submitted_on=mandate.submitted_on,
        admitted_on=mandate.admitted_on,
        check_valid_until=mandate.check_valid_until,
        closed_on=mandate.closed_on,
        place_id=mandate.place_id,
        provider_id=mandate.provider_id,
        placed_from=mandate.placed_from,
        placed_until=mandate.placed_until,
        answers=mandate.answers if is_whole else None,
        verdict=verdict,
        exceptions=_exceptions(reading, mandate, verdict),
        plan=_plan(reading, mandate),
        report=_report(reading, mandate) if is_whole else None,
        phases=_phases(reading, mandate, whole=is_whole),
        actions=actions_of(mandate, reading.actor),
        deadlines=open_deadlines(reading.session, BOOKS, table.c.subject == mandate.id) if is_whole else (),
        history=history_of(reading.session, BOOKS, [mandate.id]) if is_whole else (),
    )


def actions_of(mandate: Mandate, actor: Actor) -> tuple[Transition, ...]:
    """Return the steps the actor may take now."""
    return MANDATE.allowed(str(mandate.state), actor.role)


def _commune(reading: Reading, mandate: Mandate) -> str:
    row = reading.session.get(Commune, mandate.commune_bfs_no)
    return row.name if row else str(mandate.commune_bfs_no)


def _exceptions(reading: Reading, mandate: Mandate, verdict: Verdict | None) -> tuple[ExceptionLine, ...]:
    if verdict is None or not verdict.exceptions:
        return ()
    given = select(GrantedException).where(GrantedException.mandate_id == mandate.id)
    by_kind = {row.exception: row for row in reading.session.scalars(given)}
    return tuple(
        _exception(needed.exception, needed.consultation, by_kind.get(needed.exception))
        for needed in verdict.exceptions
    )


def _exception(which: AdmissionException, by_consultation: bool, row: GrantedException | None) -> ExceptionLine:
    if row is None:
        return ExceptionLine(which, by_consultation, None, None, None, "")
    return ExceptionLine(which, by_consultation, row.granted, row.decided_by, row.decided_at, row.remark)


def _plan(reading: Reading, mandate: Mandate) -> PlanLine | None:
    row = reading.session.scalars(select(IntegrationPlan).where(IntegrationPlan.mandate_id == mandate.id)).first()
    if row is None:
        return None
    kinds = tuple(PlaceKind(each) for each in row.kinds)
    return PlanLine(
        row.goals, row.next_steps, kinds, row.workload_percent, row.available_from, row.field_of_work, row.written_at
    )


def _report(reading: Reading, mandate: Mandate) -> ReportLine | None:
    row = reading.session.scalars(select(FinalReport).where(FinalReport.mandate_id == mandate.id)).first()
    if row is None:
        return None
    parts = (row.course, row.conclusions, row.chances, row.potential, row.recommendation)
    return ReportLine(*parts, row.written_at, row.written_by, row.read_at)


def _phases(reading: Reading, mandate: Mandate, *, whole: bool) -> tuple[PhaseLine, ...]:
    asked = select(PhaseRecord).where(PhaseRecord.mandate_id == mandate.id).order_by(PhaseRecord.begun_on)
    rows = sorted(reading.session.scalars(asked), key=lambda row: (row.begun_on, row.ended_on is None))
    return tuple(
        PhaseLine(
            row.phase,
            row.begun_on,
            row.ended_on,
            row.reason if whole else None,
            row.potential if whole else None,
            row.success if whole else None,
            row.findings if whole else None,
        )
        for row in rows
    )
