"""One description per list: the page shows part of it, an export takes all of it, so the two can never differ.

How to write a list page
------------------------
Say once what the list is, and answer with it; filters, pages and the three exports are then there by themselves::

    @blueprint.get("")
    def index() -> Answer:
        views = [FieldView("text", say("invoices.find"), "search", addresses.text("text")), ...]

        def read(part: Part) -> Lines:
            found = ask(queries.invoices, text=addresses.text("text"), offset=part.offset, limit=part.size)
            return Lines([_row(each) for each in found.lines], found.total)

        listing = Listing("invoices", say("menu.invoices"), _columns(), read, filters=views)
        return answer("billing/invoices.html", listing, may_issue=may(IssueInvoice))

and in the template ``{{ ui.listing(listing) }}``. A list that is never cut into pages is ``whole(rows)`` instead of a
``read`` function. Several lists on one page are handed in one after the other: ``answer(template, first, second)``;
each has its own export buttons, but only the first can have pages.

``Listing.name`` is a code: it stands in the audit trail and under ``list.<name>`` nowhere else. What is exported: every
column except those marked ``Column(screen_only=True)`` (buttons, tick boxes), every line of every page, in the order
of the screen, narrowed by the filters of the address. Cells are those of the screen; badges and links become their
words. Every export is a right (``NoteExport``) and leaves a row in the audit trail before the first byte goes out.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from flask import Response, request

from portal import addresses
from portal.cells import Cell, Column
from portal.doors import may
from portal.page import show
from portal.parts import FieldView, FilterChip
from schemas.codes_exports import ExportFormat
from schemas.exports import NoteExport

SIZE: Final = 50


@dataclass(frozen=True)
class Part:
    """Which part of a list is read: the first page is 1."""

    page: int = 1
    size: int = SIZE

    @property
    def offset(self) -> int:
        """How many lines come before."""
        return (self.page - 1) * self.size


@dataclass(frozen=True)
class Lines:
    """The cells of one part, how many lines the whole list has, and an edge colour per line."""

    rows: Sequence[Sequence[Cell]]
    total: int
    tones: Sequence[str] = ()


@dataclass
class Listing:
    """A list: what it is called, its columns, how a part is read, what it may be narrowed by.

    ``keep`` names further values of the address that choose the list (a tab, an order); ``notes`` are lines that a
    printed list needs to be understood (a period).
    """

    name: str
    title: str
    columns: Sequence[Column]
    read: Callable[[Part], Lines]
    filters: Sequence[FieldView] = ()
    keep: Sequence[str] = ("sort",)
    size: int = SIZE
    empty: str = ""
    empty_hint: str = ""
    notes: Sequence[str] = ()
    _lines: Lines | None = field(default=None, repr=False)

    @property
    def page(self) -> int:
        """The page the address asks for."""
        return addresses.number("page")

    @property
    def lines(self) -> Lines:
        """The lines of this page, read once."""
        if self._lines is None:
            self._lines = self.read(Part(self.page, self.size))
        return self._lines

    @property
    def rows(self) -> Sequence[Sequence[Cell]]:
        """The cells of this page."""
        return self.lines.rows

    @property
    def total(self) -> int:
        """How many lines the whole list has."""
        return self.lines.total

    @property
    def pages(self) -> int:
        """How many pages there are, at least one; a list that is not cut has one."""
        cut = len(self.rows) < self.total or self.page > 1
        return max(1, -(-self.total // self.size)) if cut else 1

    @property
    def chips(self) -> list[FilterChip]:
        """The filters that are on, each with the address without it."""
        return addresses.chips("", self.filters)

    @property
    def kept(self) -> dict[str, str]:
        """What the filter form carries along unseen."""
        return {name: addresses.text(name) for name in self.keep if addresses.text(name)}

    def url(self, page: int) -> str:
        """Return the address of another page with the same filters."""
        return addresses.here(page=page)

    @property
    def clear_url(self) -> str:
        """The address with every filter off."""
        off: dict[str, Any] = {each.name: None for each in self.filters}
        return addresses.here(**off)

    @property
    def exports(self) -> dict[str, str]:
        """The address of each export by format, for those who may."""
        if not may(NoteExport):
            return {}
        return {each.value: addresses.here(export=each.value, list=self.name) for each in ExportFormat}


def whole(rows: Sequence[Sequence[Cell]], tones: Sequence[str] = ()) -> Callable[[Part], Lines]:
    """Return the ``read`` of a list that is always shown as a whole."""
    return lambda part: Lines(rows, len(rows), tones) if part.page == 1 else Lines((), len(rows))


def answer(template: str, *listings: Listing, **context: Any) -> Response:
    """Show the page, or send the export its address asks for; the template knows the first list as ``listing``."""
    asked = request.args.get("export", "")
    if asked in set(ExportFormat):
        from portal.exports.door import send

        named = request.args.get("list", "")
        wanted = next((each for each in listings if each.name == named), listings[0])
        return send(wanted, ExportFormat(asked))
    lists = {each.name.rpartition(".")[2]: each for each in listings}
    return show(template, listing=listings[0], lists=lists, **context)
