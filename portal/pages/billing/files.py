"""A paper as a file: PDF in the reader's language, and its lines with the same total as Excel or CSV."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, time
from typing import Final
from uuid import UUID

from flask import Blueprint, Response, abort, stream_with_context

from portal.cells import Cell
from portal.doors import ask, do, language, now
from portal.lists import csv_file, xlsx_file
from portal.pages.billing.tables import columns, table
from portal.papers.invoices import invoice_paper, title_of
from portal.runs import course
from schemas.codes_exports import ExportFormat
from schemas.exports import NoteExport
from services.billing.queries.exports import ExportRows, paper_rows
from services.billing.queries.papers import PaperCard, PaperCut, paper_card, paper_lines

blueprint: Final = Blueprint("paper_files", __name__, url_prefix="/papers")
_TYPES: Final = {
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}


@blueprint.get("/<uuid:paper_id>/paper.<kind>")
def send(paper_id: UUID, kind: str) -> Response:
    """Send the paper as PDF, or its lines and their total as Excel or CSV; written down before it leaves."""
    if kind not in _TYPES:
        abort(404)
    card = ask(paper_card, paper_id=paper_id)
    if kind != "pdf" and course.is_long(card.line_count):
        return course.begin("billing.paper", title_of(card, language()), ExportFormat(kind), card.line_count)
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
    book = xlsx_file.book(title, columns(language()), _told(found), at=made_at)
    answer = Response(iter(lambda: book.read(65_536), b""))
    answer.call_on_close(book.close)
    return answer


def _told(found: ExportRows) -> Iterator[Sequence[Cell]]:
    return course.told(table(found, language()), len(found.rows) + 1)


def _csv(card: PaperCard) -> Response:
    found = ask(paper_rows, paper_id=card.id)
    lines = csv_file.lines(columns(language()), _told(found))
    return Response(stream_with_context(lines))
