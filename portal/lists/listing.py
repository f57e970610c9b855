"""What a list is: its name, its columns, how a part of it is read, what narrows it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final
from uuid import uuid4

from flask import request
from markupsafe import Markup

from portal import addresses, kept_views
from portal.cells import Cell, Column
from portal.doors import may
from portal.parts import FieldView, FilterChip, Tab
from schemas.codes_exports import OF_LISTS
from schemas.exports import NoteExport

SIZE: Final = 50
_GAP: Final = "$GAP$"
"""Stands in an address where the number of a page or the kind of a file will."""
BULK_FORM: Final = "bulk"
"""The id of the form tick boxes belong to; one list a page can have them."""


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
    """The cells of one part, how many lines the whole list has, and per line an edge colour and a tick box."""

    rows: Sequence[Sequence[Cell]]
    total: int
    tones: Sequence[str] = ()
    picks: Sequence[Markup] = ()


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
    page_name: str = "page"
    """What the address calls this list's page; a second list of pages beside the first has its own."""
    empty: str = ""
    empty_hint: str = ""
    notes: Sequence[str] = ()
    can_be_kept: bool = False
    """Whether the address may choose columns, and the list be kept as a view; the first list of a page."""
    offered: Sequence[tuple[str, str, bool]] = ()
    """Every column by its place, with its heading, and whether it is shown."""
    bulk: Sequence[tuple[str, str]] = ()
    """What can be done with ticked lines: short name and label; sent to ``bulk_url``."""
    bulk_url: str = ""
    _lines: Lines | None = field(default=None, repr=False)
    _page: int = 0

    def choose_columns(self) -> None:
        """Show the columns the address names, all of them where it names none; the first one always stays."""
        self.can_be_kept = True
        named = {int(each) for each in addresses.text("columns").split(".") if each.isdecimal()}
        chosen = [place for place in range(len(self.columns)) if not named or place in named or place == 0]
        self.offered = [
            (str(place), each.label, place in chosen) for place, each in enumerate(self.columns) if each.label
        ]
        if len(chosen) < len(self.columns):
            self.columns, self.read = [self.columns[place] for place in chosen], _only(self.read, chosen)

    @property
    def bulk_id(self) -> str:
        """The id of the form the tick boxes belong to."""
        return BULK_FORM

    @property
    def page(self) -> int:
        """The page the address asks for, the last one where there are fewer."""
        return self._page or addresses.number(self.page_name)

    @property
    def lines(self) -> Lines:
        """The lines of this page, read once; once more where the list has become shorter than the address says."""
        if self._lines is None:
            self._lines = self.read(Part(self.page, self.size))
            if not self._lines.rows and self._lines.total and self.page > 1:
                self._page = -(-self._lines.total // self.size)
                self._lines = self.read(Part(self._page, self.size))
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
        return -(-self.total // self.size) if len(self.rows) < self.total else 1

    @property
    def chips(self) -> list[FilterChip]:
        """The filters that are on, each with the address without it."""
        return addresses.chips("", self.filters)

    @property
    def kept(self) -> dict[str, str]:
        """What the filter form carries along unseen."""
        return {name: addresses.text(name) for name in (*self.keep, "columns") if addresses.text(name)}

    @property
    def address(self) -> dict[str, str]:
        """What the address says of this list without its columns, for the form that chooses them."""
        return addresses.kept(columns=None)

    @property
    def views(self) -> list[Tab]:
        """One's own views of this list."""
        return kept_views.of_list()

    @property
    def view_fields(self) -> dict[str, str]:
        """What the form that keeps this list carries along; empty where the address names a record."""
        if request.view_args:
            return {}
        return {"endpoint": request.endpoint or "", "query": kept_views.query_now(), "view_id": str(uuid4())}

    def url(self, page: int) -> str:
        """Return the address of another page with the same filters; a second list leaves the first where it is."""
        before, after = self.around_page
        return f"{before}{page}{after}"

    @cached_property
    def around_page(self) -> tuple[str, str]:
        """What stands before and after the number of a page in the address of this list."""
        first = {"page": addresses.text("page")} if self.page_name != "page" else {}
        changes: dict[str, Any] = {**first, self.page_name: _GAP}
        before, _, after = addresses.here(**changes).partition(_GAP)
        return before, after

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
        before, _, after = addresses.here(export=_GAP, list=self.name).partition(_GAP)
        return {each.value: f"{before}{each.value}{after}" for each in OF_LISTS}


def _only(read: Callable[[Part], Lines], chosen: Sequence[int]) -> Callable[[Part], Lines]:
    """Return ``read`` with some of its columns."""

    def narrowed(part: Part) -> Lines:
        lines = read(part)
        rows = [[row[place] for place in chosen] for row in lines.rows]
        return Lines(rows, lines.total, lines.tones, lines.picks)

    return narrowed


def whole(rows: Sequence[Sequence[Cell]], tones: Sequence[str] = ()) -> Callable[[Part], Lines]:
    """Return the ``read`` of a list that is always shown as a whole."""
    return lambda _: Lines(rows, len(rows), tones)
