"""The rows of a paper as they are exported: plain tuples, a hundred thousand in a moment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select

from messaging.work import Reading
from services.billing.model import PaperLine
from services.billing.queries.reach import NAMELESS, found_paper

COLUMNS: Final = (
    "number", "line_group", "item", "cost_category", "account", "evidence", "evidence_id", "on_day", "mandate_id",
    "provider_id", "social_service_id", "unit", "count", "per", "unit_centimes", "amount_centimes",
)  # fmt: skip


@dataclass(frozen=True)
class ExportRows:
    """A paper's number, its total and its rows in the order of ``COLUMNS``."""

    number: str
    total_centimes: int
    rows: tuple[tuple[Any, ...], ...]


def paper_rows(reading: Reading, *, paper_id: UUID) -> ExportRows:
    """Return every line of one paper; without the mandate for those who may know no person."""
    paper = found_paper(reading, paper_id)
    columns = [getattr(PaperLine, name) for name in COLUMNS]
    asked = select(*columns).where(PaperLine.paper_id == paper_id).order_by(PaperLine.number)
    rows = [tuple(row) for row in reading.session.execute(asked)]
    if reading.actor.role in NAMELESS:
        place = COLUMNS.index("mandate_id")
        rows = [(*row[:place], None, *row[place + 1 :]) for row in rows]
    return ExportRows(paper.number or "", paper.total_centimes, tuple(rows))
