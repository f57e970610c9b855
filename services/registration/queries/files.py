"""One mandate's file: everything its page shows, read and written down as read in one transaction."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select

from messaging.work import Reading
from schemas.actor import Actor, Role
from schemas.codes import AdmissionException, PlaceKind
from schemas.registration import GrantException, ReadFinalReport, RecordConsultation
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
from services.registration.queries.verdicts import eligible_kinds, verdict_of
from services.registration.rules.admission import Verdict
from services.registration.rules.mandate_course import BEFORE_PLACE, ENDS, MANDATE
from services.registration.rules.path_shown import PathStep, path_shown
from workflow.deadlines import open_deadlines
from workflow.moves import history_of
from workflow.table import Transition


def mandate_file(reading: Reading, *, mandate_id: UUID) -> MandateFile:
    """Return the file of a mandate within reach; providers get only what the placement needs (AC-02)."""
    mandate = mandate_of(reading, mandate_id)
    is_whole = reading.actor.role is not Role.PROVIDER
    limits = limits_on(reading)
    verdict = verdict_of(reading, mandate, limits) if is_whole else None
    table = BOOKS.deadlines
    report = _report(reading, mandate) if is_whole else None
    exceptions = _exceptions(reading, mandate, verdict)
    phases = _phases(reading, mandate, whole=is_whole)
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
        exceptions=exceptions,
        plan=_plan(reading, mandate),
        report=report,
        phases=phases,
        path=_path(mandate, phases),
        actions=actions_of(mandate, reading.actor),
        steps=steps_of(mandate, reading.actor, exceptions, report),
        deadlines=open_deadlines(reading.session, BOOKS, table.c.subject == mandate.id) if is_whole else (),
        history=history_of(reading.session, BOOKS, [mandate.id]) if is_whole else (),
    )


def actions_of(mandate: Mandate, actor: Actor) -> tuple[Transition, ...]:
    """Return the steps the actor may take now."""
    return MANDATE.allowed(str(mandate.state), actor.role)


def steps_of(
    mandate: Mandate, actor: Actor, exceptions: tuple[ExceptionLine, ...], report: ReportLine | None
) -> tuple[str, ...]:
    """Return the wire names of what the actor's role may do now."""
    found = [each.command for each in actions_of(mandate, actor) if each.command]
    waiting = [each for each in exceptions if each.granted is None and mandate.state in BEFORE_PLACE]
    if any(not each.by_consultation for each in waiting):
        found.append(GrantException.said)
    if any(each.by_consultation for each in waiting):
        found.append(RecordConsultation.said)
    if report is not None and report.read_at is None:
        found.append(ReadFinalReport.said)
    return tuple(found)


def _path(mandate: Mandate, phases: tuple[PhaseLine, ...]) -> tuple[PathStep, ...]:
    done = {each.phase for each in phases if each.ended_on is not None}
    return path_shown(done, mandate.phase, is_over=mandate.state in ENDS, kind=mandate.wished_kind)


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
