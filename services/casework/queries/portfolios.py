"""Portfolios: how each case worker's dossiers spread over the segments, and how they meet the contact norms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, select

from messaging.work import Reading
from schemas.actor import Role
from schemas.codes_casework import NormOutcome, PortfolioOutcome, Segment
from services.casework.model import Dossier, PortfolioCheckRow
from services.casework.queries.kept_norms import kept_outcomes
from services.casework.queries.norms import Outcomes
from services.casework.queries.reach import reachable
from services.casework.queries.settings import limits_on, portfolio_check_months
from services.casework.rules.dossier_course import DossierState
from services.casework.rules.limits import SteeringLimits
from services.casework.rules.portfolio import PortfolioCheck, SegmentCounts, portfolio_check
from services.casework.rules.workload import Workload, workload
from workflow.calendar import add_months

NOBODY: Final = Outcomes()


@dataclass(frozen=True)
class PortfolioLine:
    """One case worker's portfolio; the outcomes count dossiers in a segment."""

    case_worker_id: UUID
    check: PortfolioCheck
    without_segment: int
    frequency: Mapping[NormOutcome, int]
    in_person: Mapping[NormOutcome, int]
    reviews_overdue: int
    workload: Workload
    checked_on: date | None
    check_due_on: date | None


@dataclass(frozen=True)
class CheckLine:
    """One look a head of sector had at a portfolio."""

    checked_on: date
    checked_by: UUID
    outcome: PortfolioOutcome
    a: int
    b: int
    c: int
    remark: str


def portfolios(reading: Reading) -> tuple[PortfolioLine, ...]:
    """Return the portfolios of the service, a case worker's own only."""
    where = portfolio_scope(reading)
    limits = limits_on(reading)
    norms = kept_outcomes(reading)
    checked = _last_checks(reading)
    months = portfolio_check_months(reading)
    lines = (
        _line(row, norms.get(row.case_worker_id, NOBODY), checked.get(row.case_worker_id), limits)
        for row in reading.session.execute(_counting(reading.today, where))
    )
    return tuple(sorted((_due(line, months) for line in lines), key=lambda line: -len(line.check.interventions)))


def _counting(today: date, where: Sequence[ColumnElement[bool]]) -> Select[Any]:
    """Count each case worker's dossiers, those of each segment, and the reviews that are overdue."""
    of = [func.count().filter(Dossier.segment == each).label(each.value) for each in Segment]
    overdue = func.count().filter(Dossier.review_due_on < today).label("overdue")
    columns: tuple[Any, ...] = (Dossier.case_worker_id, func.count().label("every"), *of, overdue)
    return select(*columns).where(*where).group_by(Dossier.case_worker_id).order_by(Dossier.case_worker_id)


def portfolio_scope(of: Reading) -> list[ColumnElement[bool]]:
    """Return the conditions for the open dossiers whose portfolio the actor may see."""
    where = [reachable(of.actor), Dossier.state != DossierState.CLOSED]
    if of.actor.role is Role.CASE_WORKER:
        where.append(Dossier.case_worker_id == of.actor.account_id)
    return where


def _last_checks(reading: Reading) -> Mapping[UUID, date]:
    table = PortfolioCheckRow
    asked = (
        select(table.case_worker_id, func.max(table.checked_on).label("last_on"))
        .where(table.social_service_id == reading.actor.organisation_id)
        .group_by(table.case_worker_id)
    )
    return {row.case_worker_id: row.last_on for row in reading.session.execute(asked)}


def _line(row: Any, norms: Outcomes, checked_on: date | None, limits: SteeringLimits) -> PortfolioLine:
    counts = SegmentCounts(row.A, row.B, row.C)
    return PortfolioLine(
        case_worker_id=row.case_worker_id,
        check=portfolio_check(counts, limits),
        without_segment=row.every - counts.total,
        frequency=norms.frequency,
        in_person=norms.in_person,
        reviews_overdue=row.overdue,
        workload=workload(counts, limits),
        checked_on=checked_on,
        check_due_on=None,
    )


def _due(line: PortfolioLine, months: int) -> PortfolioLine:
    return replace(line, check_due_on=add_months(line.checked_on, months) if line.checked_on else None)


def portfolio_checks(reading: Reading, *, case_worker_id: UUID) -> tuple[CheckLine, ...]:
    """Return the looks at one case worker's portfolio, the newest first."""
    if reading.actor.role is Role.CASE_WORKER and case_worker_id != reading.actor.account_id:
        return ()
    table = PortfolioCheckRow
    asked = select(table).where(
        table.social_service_id == reading.actor.organisation_id, table.case_worker_id == case_worker_id
    )
    rows = reading.session.scalars(asked.order_by(table.checked_on.desc()).limit(40))
    return tuple(
        CheckLine(row.checked_on, row.checked_by, row.outcome, row.a, row.b, row.c, row.remark) for row in rows
    )
