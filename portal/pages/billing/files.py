"""A paper as a file: PDF in the reader's language, and its lines with the same total as Excel or CSV."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields
from datetime import UTC, date, datetime, time
from typing import Final
from uuid import UUID

from flask import Blueprint, Response, abort, make_response, stream_with_context

from portal.cells import Cell
from portal.doors import ask, do, language, now, say, today
from portal.lists import csv_file, xlsx_file, zip_file
from portal.page import leave
from portal.pages.billing.papers import wanted as papers_wanted
from portal.pages.billing.tables import columns, table
from portal.papers.invoices import invoice_paper, title_of
from portal.runs import course
from schemas.codes_exports import ExportFormat
from schemas.exports import NoteExport
from services.billing.queries.exports import ExportRows, paper_rows
from services.billing.queries.papers import PaperCard, PaperCut, PaperFilter, paper_card, paper_lines, papers

blueprint: Final = Blueprint("paper_files", __name__, url_prefix="/papers")
MOST_IN_ONE: Final = 5_000
"""Papers of one file."""
AT_ONCE: Final = 12
"""Papers that are made while somebody waits; each takes the time of a page or two."""
_BUNDLE: Final = "billing.papers_bundle"
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


@blueprint.get("/papers.zip")
def bundle() -> Response:
    """Send the papers of the list, as its address narrows it, as PDF in one file; many of them in the background."""
    wanted = papers_wanted()
    found = ask(papers, wanted=wanted, cut=PaperCut(0, MOST_IN_ONE))
    if not found.lines:
        return make_response(leave("papers.index", text=say("billing.no_papers"), tone="warn"))
    if found.total > MOST_IN_ONE:
        text = say("billing.too_many_in_one", count=found.total, most=MOST_IN_ONE)
        return make_response(leave("papers.index", text=text, tone="warn"))
    narrowed = ";".join(f"{name}={value}" for name, value in _codes(wanted).items())
    if len(found.lines) > AT_ONCE and not course.is_running():
        return course.begin(_BUNDLE, say("billing.as_zip"), ExportFormat.ZIP, len(found.lines), narrowed=narrowed)
    do(NoteExport(list_name=_BUNDLE, file_format=ExportFormat.ZIP, rows=len(found.lines), narrowed=narrowed))
    made = (_printed(each.id) for each in course.told(found.lines, len(found.lines), every=1))
    sent = Response(stream_with_context(zip_file.pieces(made)), content_type="application/zip")
    sent.headers["Content-Disposition"] = f"attachment; filename=papers-{today().isoformat()}.zip"
    return sent


def _codes(wanted: PaperFilter) -> dict[str, object]:
    """Return the filters for the audit trail; of a text only that there is one."""
    held = {each.name: getattr(wanted, each.name) for each in fields(wanted)}
    return {name: "*" if name == "text" else value for name, value in held.items() if value}


def _printed(paper_id: UUID) -> tuple[str, date, bytes]:
    card = ask(paper_card, paper_id=paper_id)
    lines = ask(paper_lines, paper_id=paper_id, cut=PaperCut(0, 500))
    day = card.issued_on or card.prepared_at.date()
    return f"{_name(card)}.pdf", day, invoice_paper(card, lines, language())


def _name(card: PaperCard) -> str:
    return card.number or f"draft-{card.period_until.isoformat()}-{card.id.hex[:8]}"


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
