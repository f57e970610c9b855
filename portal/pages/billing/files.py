"""A paper as a file: PDF in the reader's language, and its lines with the same total as Excel or CSV."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, time
from typing import Any, Final
from uuid import UUID

from flask import Blueprint, Response, abort, stream_with_context

from portal import formats
from portal.cells import Cell, Column
from portal.doors import ask, do, language, now, say
from portal.lists import csv_file, xlsx_file
from portal.papers.invoices import invoice_paper, title_of
from schemas.codes_exports import ExportFormat
from schemas.exports import NoteExport
from schemas.money import francs
from services.billing.queries.exports import ExportRows, paper_rows
from services.billing.queries.papers import PaperCard, PaperCut, paper_card, paper_lines
from services.billing.queries.quantities import quantity_text

blueprint: Final = Blueprint("paper_files", __name__, url_prefix="/papers")
_TYPES: Final = {
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}
_NAMES: Final = ("number", "group", "item", "category", "account", "evidence", "day", "quantity", "unit", "price")


@blueprint.get("/<uuid:paper_id>/paper.<kind>")
def send(paper_id: UUID, kind: str) -> Response:
    """Send the paper as PDF, or its lines and their total as Excel or CSV; written down before it leaves."""
    if kind not in _TYPES:
        abort(404)
    card = ask(paper_card, paper_id=paper_id)
    do(NoteExport(list_name="billing.paper", file_format=ExportFormat(kind), rows=card.line_count))
    sent = {"pdf": _pdf, "xlsx": _xlsx, "csv": _csv}[kind](card)
    sent.headers["Content-Type"] = _TYPES[kind]
    name = card.number or f"draft-{card.period_until.isoformat()}"
    sent.headers["Content-Disposition"] = f"attachment; filename={name}.{kind}"
    return sent


def _pdf(card: PaperCard) -> Response:
    lines = ask(paper_lines, paper_id=card.id, cut=PaperCut(0, 500))
    return Response(invoice_paper(card, lines, language()))


def _xlsx(card: PaperCard) -> Response:
    found = ask(paper_rows, paper_id=card.id)
    made_at = now() if card.issued_on is None else datetime.combine(card.issued_on, time(12), UTC)
    title = title_of(card, language())
    book = xlsx_file.book(title, columns(language()), table(found, language()), at=made_at)
    answer = Response(iter(lambda: book.read(65_536), b""))
    answer.call_on_close(book.close)
    return answer


def _csv(card: PaperCard) -> Response:
    found = ask(paper_rows, paper_id=card.id)
    lines = csv_file.lines(columns(language()), table(found, language()))
    return Response(stream_with_context(lines))


def columns(spoken: str) -> list[Column]:
    """Return the heads of a paper's table."""
    numbers = ("number", "price", "amount")
    names = (*_NAMES, "amount")
    return [Column(say(f"paper.column.{name}"), numeric=name in numbers) for name in names] if spoken else []


def table(found: ExportRows, spoken: str) -> Iterator[Sequence[Cell]]:
    """Yield every line in words, and the total of the paper as the last one; amounts are plain numbers."""
    words: dict[Any, str] = {}

    def word(member: Any) -> str:
        if member not in words:
            words[member] = formats.code(member, spoken)
        return words[member]

    for row in found.rows:
        number, group, item, category, account, evidence, _, day = row[:8]
        unit, count, per, price, amount = row[11:16]
        yield (
            number, word(group), word(item), word(category), account or "", word(evidence), f"{day:%d.%m.%Y}",
            quantity_text(count, per), word(unit), plain(price), plain(amount),
        )  # fmt: skip
    yield ("", say("paper.total"), "", "", "", "", "", "", "", "", plain(found.total_centimes))


def plain(centimes: int) -> str:
    """Return centimes as a table file writes them: ``-48250.50``."""
    return francs(centimes).replace("'", "")
