"""Portfolios: how each case worker's dossiers spread over the segments, and how they meet the contact norms."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, func, select

from messaging.work import Reading
from schemas.actor import Role
from schemas.codes_casework import NormOutcome, PortfolioOutcome
from services.casework.model import Dossier, PortfolioCheckRow
from services.casework.queries.norms import NormLine, norms_of_all
from services.casework.queries.reach import reachable
from services.casework.queries.settings import limits_on, portfolio_check_months
from services.casework.rules.dossier_course import DossierState
from services.casework.rules.limits import SteeringLimits
from services.casework.rules.portfolio import PortfolioCheck, count_segments, portfolio_check
from services.casework.rules.workload import Workload, workload
from workflow.calendar import add_months

_COLUMNS: Final = (
    Dossier.id,
    Dossier.case_worker_id,
    Dossier.sector,
    Dossier.sector_entered_on,
    Dossier.segment,
    Dossier.segment_started_on,
    Dossier.review_due_on,
)


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
    rows = reading.session.execute(select(*_COLUMNS).where(*where)).all()
    limits = limits_on(reading)
    norms = norms_of_all(reading, rows, limits, *where)
    checked = _last_checks(reading)
    months = portfolio_check_months(reading)
    by_worker: defaultdict[UUID, list[Any]] = defaultdict(list)
    for row in rows:
        by_worker[row.case_worker_id].append(row)
    lines = (_line(found, norms, checked.get(worker), reading.today, limits) for worker, found in by_worker.items())
    return tuple(sorted((_due(line, months) for line in lines), key=lambda line: -len(line.check.interventions)))


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


def _line(
    rows: Sequence[Any], norms: Mapping[UUID, NormLine], checked_on: date | None, today: date, limits: SteeringLimits
) -> PortfolioLine:
    counts = count_segments(row.segment for row in rows)
    judged = [norms[row.id] for row in rows if row.segment is not None]
    return PortfolioLine(
        case_worker_id=rows[0].case_worker_id,
        check=portfolio_check(counts, limits),
        without_segment=len(rows) - counts.total,
        frequency=Counter(each.frequency for each in judged),
        in_person=Counter(each.in_person_outcome for each in judged),
        reviews_overdue=sum(1 for row in rows if row.review_due_on and row.review_due_on < today),
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
