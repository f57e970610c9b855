"""The way out: a list is counted, the export is written down, and only then the file begins to flow."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from typing import Final
from urllib.parse import quote

from flask import Response, stream_with_context

from portal import addresses, formats
from portal.cells import Cell
from portal.doors import do, now, say, today
from portal.lists import csv_file, pdf_file, xlsx_file
from portal.lists.listing import Lines, Listing, Part
from portal.parts import FieldView
from portal.runs import course
from schemas.codes_exports import ExportFormat
from schemas.exports import NoteExport
from schemas.refusal import Objection, Refused

AT_ONCE: Final = 1_000
"""Lines read in one go."""
_TYPES: Final = {
    ExportFormat.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ExportFormat.CSV: "text/csv; charset=utf-8",
    ExportFormat.PDF: "application/pdf",
}
_CODE: Final = re.compile(r"[A-Za-z0-9_.-]{1,40}")


def send(listing: Listing, kind: ExportFormat) -> Response:
    """Return the whole list as a file, or have a long one made in the background.

    Refused where a paper would be too long to be read.
    """
    first = listing.read(Part(1, AT_ONCE))
    if kind is ExportFormat.PDF and first.total > pdf_file.MOST:
        raise Refused(Objection("export_too_long_for_pdf", facts={"rows": first.total, "most": pdf_file.MOST}))
    narrowed = narrowed_as_codes(listing)
    if course.is_long(first.total):
        return course.begin(listing.name, listing.title, kind, first.total, narrowed=narrowed)
    do(NoteExport(list_name=listing.name, file_format=kind, rows=first.total, narrowed=narrowed))
    rows = course.told(every_row(listing, first), first.total)
    if kind is ExportFormat.CSV:
        return _named(Response(stream_with_context(csv_file.lines(listing.columns, rows))), listing, kind)
    if kind is ExportFormat.PDF:
        paper = pdf_file.paper(listing.title, _notes(listing, first.total), listing.columns, rows, at=now())
        return _named(Response(paper), listing, kind)
    book = xlsx_file.book(listing.title, listing.columns, rows, at=now())
    return _named(Response(iter(lambda: book.read(65_536), b"")), listing, kind, book.close)


def every_row(listing: Listing, first: Lines) -> Iterator[Sequence[Cell]]:
    """Yield the lines of every page, as many as the list had when it was counted."""
    part, lines, left = Part(1, AT_ONCE), first, first.total
    while lines.rows and left > 0:
        yield from lines.rows[:left]
        left -= len(lines.rows)
        part = Part(part.page + 1, AT_ONCE)
        lines = listing.read(part) if left > 0 else Lines((), 0)


def narrowed_as_codes(listing: Listing) -> str:
    """Return the filters for the audit trail: codes as they are, of a text only that there is one."""
    found = [f"{each.name}={_code_of(each)}" for each in listing.filters if each.value]
    found += [f"{name}={sent if _CODE.fullmatch(sent) else '*'}" for name, sent in listing.kept.items()]
    return ";".join(found)


def _code_of(view: FieldView) -> str:
    sent = str(view.value)
    known = view.widget == "checkbox" or sent in {str(each[0]) for each in view.choices}
    return sent if known and _CODE.fullmatch(sent) else "*"


def _notes(listing: Listing, total: int) -> list[str]:
    narrowed = [addresses.words_of(each) for each in listing.filters if each.value]
    as_of = say("export.as_of", day=formats.day(today()), count=total, total=formats.number(total))
    return [as_of, *listing.notes, " · ".join(narrowed)]


def _named(
    answer: Response, listing: Listing, kind: ExportFormat, closing: Callable[[], object] | None = None
) -> Response:
    plain = unicodedata.normalize("NFKD", listing.title).encode("ascii", "ignore").decode()
    name = f"{re.sub(r'[^A-Za-z0-9]+', '-', plain).strip('-') or 'ssip'}-{today().isoformat()}.{kind.value}"
    answer.headers["Content-Type"] = _TYPES[kind]
    answer.headers["Content-Disposition"] = f"attachment; filename={quote(name)}"
    if closing is not None:
        answer.call_on_close(closing)
    return answer
