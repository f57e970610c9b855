"""What a list is: its name, its columns, how a part of it is read, what narrows it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from portal import addresses
from portal.cells import Cell, Column
from portal.doors import may
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
        return -(-self.total // self.size) if len(self.rows) < self.total else 1

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
    return lambda _: Lines(rows, len(rows), tones)
