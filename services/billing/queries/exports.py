"""The rows of a paper as they are exported: plain tuples, a hundred thousand in a moment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Enum, String, select, type_coerce

from messaging.work import Reading
from services.billing.model import PaperLine
from services.billing.queries.reach import found_paper

COLUMNS: Final = (
    "number", "line_group", "item", "cost_category", "account", "evidence", "on_day", "unit", "count", "per",
    "unit_centimes", "amount_centimes",
)  # fmt: skip
"""What a table file says of a line; nothing that leads to a person is among it."""
_LINES: Final[Any] = PaperLine.__table__


@dataclass(frozen=True)
class ExportRows:
    """A paper's number, its total and its rows in the order of ``COLUMNS``, with the codes as the database has them."""

    number: str
    total_centimes: int
    rows: Sequence[Sequence[Any]]


def paper_rows(reading: Reading, *, paper_id: UUID) -> ExportRows:
    """Return every line of one paper."""
    paper = found_paper(reading, paper_id)
    asked = select(*map(_plain, COLUMNS)).where(_LINES.c.paper_id == paper_id).order_by(_LINES.c.number)
    return ExportRows(paper.number or "", paper.total_centimes, reading.session.execute(asked).all())


def _plain(name: str) -> Any:
    """Return a column as it is kept: half a million codes would take longer to become members than to be read."""
    column = _LINES.c[name]
    return type_coerce(column, String).label(name) if isinstance(column.type, Enum) else column
