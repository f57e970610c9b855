"""Portfolios: how each case worker's dossiers spread over the segments, and how they meet the contact norms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Final, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, select

from messaging.work import Reading
from schemas.actor import Role
from schemas.codes_casework import PortfolioOutcome, Segment
from services.casework.model import Dossier, PortfolioCheckRow
from services.casework.queries.kept_norms import kept_outcomes
from services.casework.queries.norms import Outcomes
from services.casework.queries.reach import reachable
from services.casework.queries.settings import limits_on, portfolio_check_months
from services.casework.rules.dossier_course import DossierState
from services.casework.rules.portfolio import PortfolioCheck, SegmentCounts, portfolio_check
from services.casework.rules.workload import Workload, workload
from workflow.calendar import add_months

NOBODY: Final = Outcomes()


class PortfolioLine(NamedTuple):
    """One case worker's portfolio; the outcomes count dossiers in a segment. A country has thousands."""

    case_worker_id: UUID
    check: PortfolioCheck
    without_segment: int
    norms: Outcomes
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
    """Return the portfolios of the service, a case worker's own only; those that spread alike are judged once."""
    limits = limits_on(reading)
    norms = kept_outcomes(reading)
    checked = _last_checks(reading)
    months = portfolio_check_months(reading)

    @cache
    def judged(*counts: int) -> tuple[PortfolioCheck, Workload]:
        spread = SegmentCounts(*counts)
        return portfolio_check(spread, limits), workload(spread, limits)

    def line(row: Any) -> PortfolioLine:
        worker, every, *counts, overdue = row
        check, talks = judged(*counts)
        last = checked.get(worker)
        due = add_months(last, months) if last else None
        return PortfolioLine(worker, check, every - sum(counts), norms.get(worker, NOBODY), overdue, talks, last, due)

    rows = reading.session.connection().execute(_counting(reading.today, portfolio_scope(reading))).all()
    return tuple(sorted(map(line, rows), key=lambda each: -len(each.check.interventions)))


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
