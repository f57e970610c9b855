"""What billing proves about itself every night."""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import Select, func, select

from messaging.work import Reading
from schemas.consistency import BillingChecked
from services.billing.model import BOOKS, LEDGER, Paper, PaperLine
from workflow.consistency import Check, common


def _sums_differ(_: Reading) -> Select[Any]:
    """Papers whose total is not the sum of their lines."""
    lines = (
        select(PaperLine.paper_id, func.sum(PaperLine.amount_centimes).label("sum"))
        .group_by(PaperLine.paper_id)
        .subquery()
    )
    joined = select(Paper.id).outerjoin(lines, lines.c.paper_id == Paper.id)
    return joined.where(Paper.total_centimes != func.coalesce(lines.c.sum, 0))


CHECK: Final = Check(
    invariants={**common(BOOKS, LEDGER), "invoice_sum_differs": _sums_differ},
    tallies={},
    told=BillingChecked,
)
