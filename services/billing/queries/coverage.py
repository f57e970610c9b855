"""The full-cost check of a year: what each category cost against what was invoiced for it (F-09)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from messaging.work import Reading
from schemas.codes_billing import CostCategory, InvoiceState, PaperKind
from services.billing.model import Paper, PaperLine, YearlyCost
from services.billing.rules.coverage import COMMUNAL_BUDGET, full_cost_coverage


@dataclass(frozen=True)
class CostLine:
    """One category: cost (None where nobody has written it down), invoiced, and what is not covered."""

    category: CostCategory
    cost_centimes: int | None
    invoiced_centimes: int
    gap_centimes: int | None
    is_communal: bool
    """Whether the commune bears it itself, so that the credit never covers it (F-05)."""


def full_costs(reading: Reading, *, year: int) -> tuple[CostLine, ...]:
    """Return every category of a year, credit notes taken off what was invoiced."""
    rows = reading.session.scalars(select(YearlyCost).where(YearlyCost.year == year))
    costs = {row.category: row.cost_centimes for row in rows}
    invoiced = _invoiced(reading, year)
    covered = {each.category: each for each in full_cost_coverage(costs, invoiced)}
    return tuple(
        CostLine(
            each,
            costs.get(each),
            invoiced.get(each, 0),
            covered[each].gap_centimes if each in covered and each in costs else None,
            each in COMMUNAL_BUDGET,
        )
        for each in CostCategory
    )


def _invoiced(reading: Reading, year: int) -> dict[CostCategory, int]:
    invoice = aliased(Paper)
    of_invoice = select(invoice.id).where(invoice.kind == PaperKind.INVOICE)
    asked = (
        select(PaperLine.cost_category, func.sum(PaperLine.amount_centimes))
        .join(Paper, Paper.id == PaperLine.paper_id)
        .where(
            Paper.state.in_((InvoiceState.ISSUED, InvoiceState.CREDITED)),
            (Paper.kind == PaperKind.INVOICE) | Paper.credits_id.in_(of_invoice),
            Paper.period_until.between(date(year, 1, 1), date(year, 12, 31)),
            PaperLine.cost_category.is_not(None),
        )
        .group_by(PaperLine.cost_category)
    )
    found: dict[CostCategory, int] = {row[0]: int(row[1]) for row in reading.session.execute(asked) if row[0]}
    return found
