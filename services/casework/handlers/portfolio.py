"""The periodic look of a head of sector at one case worker's portfolio (S-18)."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select

from messaging.work import Work
from schemas.casework import PortfolioChecked, RecordPortfolioCheck
from schemas.refusal import NotFound
from services.casework.model import Dossier, PortfolioCheckRow
from services.casework.queries.reach import reachable
from services.casework.queries.settings import limits_on
from services.casework.rules.dossier_course import DossierState
from services.casework.rules.portfolio import PortfolioCheck, count_segments, portfolio_check


def record_portfolio_check(asked: RecordPortfolioCheck, work: Work) -> UUID:
    """Write down the portfolio as it stands today, with what the head of sector has to say about it."""
    seen = _portfolio(asked.case_worker_id, work)
    row = PortfolioCheckRow(
        id=asked.check_id,
        social_service_id=work.actor.organisation_id,
        case_worker_id=asked.case_worker_id,
        checked_on=work.today,
        checked_by=work.actor.account_id,
        a=seen.counts.a,
        b=seen.counts.b,
        c=seen.counts.c,
        outcome=seen.outcome,
        remark=asked.check_remark,
    )
    work.session.add(row)
    told = {"social_service_id": row.social_service_id, "case_worker_id": row.case_worker_id}
    work.tell(PortfolioChecked(**told, outcome=seen.outcome, checked_on=work.today))
    return row.id


def _portfolio(case_worker_id: UUID, work: Work) -> PortfolioCheck:
    theirs = select(Dossier.segment).where(
        reachable(work.actor), Dossier.case_worker_id == case_worker_id, Dossier.state != DossierState.CLOSED
    )
    segments = list(work.session.scalars(theirs))
    if not segments:
        raise NotFound("portfolio")
    return portfolio_check(count_segments(segments), limits_on(work))
