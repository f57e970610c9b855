"""One mandate's file: everything its page shows, read and written down as read in one transaction."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final
from uuid import UUID

from sqlalchemy import select

from messaging.work import Reading
from schemas.actor import Role
from schemas.codes import Phase, PlaceKind
from services.registration.model import (
    BOOKS,
    Commune,
    FinalReport,
    GrantedException,
    IntegrationPlan,
    Mandate,
    PhaseRecord,
)
from services.registration.queries.file_lines import ExceptionLine, MandateFile, PhaseLine, PlanLine, ReportLine
from services.registration.queries.reach import mandate_of
from services.registration.queries.settings import limits_on
from services.registration.queries.steps import Standing, actions_of, steps_of
from services.registration.queries.teams import appointments_of, outcomes_of, reorientations_of, review_count, team_of
from services.registration.queries.verdicts import decisions_on, eligible_kinds, verdict_of
from services.registration.rules.admission import Verdict
from services.registration.rules.mandate_course import ENDS
from services.registration.rules.path_shown import PathStep, path_shown
from services.registration.rules.verdict import RequiredException
from workflow.due import open_deadlines
from workflow.moves import history_of

__all__ = ["MandateFile", "mandate_file"]
_AS_STORED: Final = (
    "id",
    "row_version",
    "number",
    "state",
    "phase",
    "wished_kind",
    "eligibility",
    "social_service_id",
    "case_worker_id",
    "coordinator_id",
    "submitted_on",
    "admitted_on",
    "check_valid_until",
    "closed_on",
    "place_id",
    "provider_id",
    "placed_from",
    "placed_until",
    "referred_to",
)
"""What the file shows just as the row has it."""


def mandate_file(reading: Reading, *, mandate_id: UUID) -> MandateFile:
    """Return the file of a mandate within reach; providers get only what the placement needs (AC-02)."""
    mandate = mandate_of(reading, mandate_id)
    is_whole = reading.actor.role is not Role.PROVIDER
    limits = limits_on(reading)
    verdict = verdict_of(reading, mandate, limits) if is_whole else None
    table = BOOKS.deadlines
    report = _report(reading, mandate, whole=is_whole)
    reorientations = reorientations_of(reading.session, mandate) if is_whole else ()
    appointments = appointments_of(reading, mandate)
    decisions = decisions_on(reading.session, mandate.id) if is_whole else ()
    exceptions = _exceptions(verdict, decisions)
    phases = _phases(reading, mandate, whole=is_whole)
    return MandateFile(
        **{name: getattr(mandate, name) for name in _AS_STORED},
        name=mandate.person.full_name,
        birth_on=mandate.person.birth_on if is_whole else None,
        eligible_kinds=eligible_kinds(reading, mandate, limits, decisions) if is_whole else (),
        commune=_commune(reading, mandate) if is_whole else "",
        goal=mandate.goal if is_whole else "",
        answers=mandate.answers if is_whole else None,
        verdict=verdict,
        exceptions=exceptions,
        plan=_plan(reading, mandate),
        report=report,
        phases=phases,
        path=_path(mandate, phases),
        team=team_of(reading.session, mandate, reading.today) if is_whole else (),
        reorientations=reorientations,
        appointments=appointments,
        outcomes=outcomes_of(reading.session, mandate) if is_whole else (),
        reviews=review_count(appointments, _in_measure_since(phases), reading.today),
        actions=actions_of(mandate, reading.actor),
        steps=steps_of(Standing(mandate, reading.actor, exceptions, report, reorientations, phases)),
        deadlines=open_deadlines(reading.session, BOOKS, table.c.subject == mandate.id) if is_whole else (),
        history=history_of(reading.session, BOOKS, [mandate.id]) if is_whole else (),
    )


def _in_measure_since(phases: tuple[PhaseLine, ...]) -> date | None:
    return next((each.begun_on for each in phases if each.phase is Phase.MEASURE and each.ended_on is None), None)


def _path(mandate: Mandate, phases: tuple[PhaseLine, ...]) -> tuple[PathStep, ...]:
    done = {each.phase for each in phases if each.ended_on is not None}
    return path_shown(done, mandate.phase, is_over=mandate.state in ENDS, kind=mandate.wished_kind)


def _commune(reading: Reading, mandate: Mandate) -> str:
    row = reading.session.get(Commune, mandate.commune_bfs_no)
    return row.name if row else str(mandate.commune_bfs_no)


def _exceptions(verdict: Verdict | None, decisions: Iterable[GrantedException]) -> tuple[ExceptionLine, ...]:
    given = {row.exception: row for row in decisions}
    return tuple(_exception(each, given.get(each.exception)) for each in verdict.exceptions) if verdict else ()


def _exception(needed: RequiredException, row: GrantedException | None) -> ExceptionLine:
    which = (needed.exception, needed.approver, needed.consultation)
    if row is None:
        return ExceptionLine(*which, None, None, None, "")
    return ExceptionLine(*which, row.granted, row.decided_by, row.decided_at, row.remark)


def _plan(reading: Reading, mandate: Mandate) -> PlanLine | None:
    row = reading.session.scalars(select(IntegrationPlan).where(IntegrationPlan.mandate_id == mandate.id)).first()
    if row is None:
        return None
    kinds = tuple(PlaceKind(each) for each in row.kinds)
    return PlanLine(
        row.goals, row.next_steps, kinds, row.workload_percent, row.available_from, row.field_of_work, row.written_at
    )


def _report(reading: Reading, mandate: Mandate, *, whole: bool) -> ReportLine | None:
    row = reading.session.scalars(select(FinalReport).where(FinalReport.mandate_id == mandate.id)).first()
    if row is None:
        return None
    rest = (row.conclusions, row.chances, row.potential, row.recommendation) if whole else ("", "", "", "")
    parts = (row.course, *rest)
    return ReportLine(*parts, row.written_at, row.written_by, row.read_at, row.is_short, row.signed_at, row.signed_by)


def _phases(reading: Reading, mandate: Mandate, *, whole: bool) -> tuple[PhaseLine, ...]:
    asked = select(PhaseRecord).where(PhaseRecord.mandate_id == mandate.id).order_by(PhaseRecord.begun_on)
    rows = sorted(reading.session.scalars(asked), key=lambda row: (row.begun_on, row.ended_on is None))
    return tuple(
        PhaseLine(
            row.id,
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
