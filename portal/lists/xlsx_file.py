"""A list as an Excel file, written line by line so that its size costs no memory."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from functools import lru_cache
from tempfile import TemporaryFile
from typing import IO, Any, Final

from portal.cells import Cell, Column
from portal.lists.values import exported, value

_WIDE: Final = {"tight": 13, "main": 34, "lead": 18, "wide": 40}
_OTHERWISE: Final = 22
LONGEST: Final = 32_767
"""Characters of a cell."""
_FIRST: Final = date(1899, 12, 30)
_CONTROL: Final = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]")
_LITERAL: Final = re.compile("(_x[0-9A-Fa-f]{4}_)")
_SPECIAL: Final = re.compile("[&<>\x00-\x1f\ufffe\uffff]|_x[0-9A-Fa-f]{4}_")
_FORBIDDEN: Final = str.maketrans(dict.fromkeys("[]:*?/\\", " "))


Sheet = tuple[str, Sequence[Column], Iterable[Sequence[Cell]]]
"""Title, columns and lines of one sheet."""


def book(title: str, columns: Sequence[Column], rows: Iterable[Sequence[Cell]], *, at: datetime) -> IO[bytes]:
    """Return the file, rewound; texts are never formulas or links, days and numbers are real ones."""
    return books(title, [(title, columns, rows)], at=at)


def books(title: str, sheets: Iterable[Sheet], *, at: datetime) -> IO[bytes]:
    """Return a file of several sheets, one after the other; each is named by its title, which no other may have."""
    import xlsxwriter

    made = TemporaryFile()  # noqa: SIM115  # whoever sends it closes it
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_date_format": "dd.mm.yyyy",
    }
    workbook = xlsxwriter.Workbook(made, options)
    workbook.set_properties({"title": title, "created": at.replace(tzinfo=None, microsecond=0)})
    for each in sheets:
        _fill(workbook, *each)
    workbook.close()
    made.seek(0)
    return made


def _fill(workbook: Any, title: str, columns: Sequence[Column], rows: Iterable[Sequence[Cell]]) -> None:
    from xlsxwriter.utility import xl_col_to_name

    sheet = workbook.add_worksheet(title.translate(_FORBIDDEN).strip("' ")[:31] or None)
    bold = workbook.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    places = exported(columns)
    for column, place in enumerate(places):
        sheet.set_column(column, column, _width(columns[place]))
        sheet.write_string(0, column, columns[place].label, bold)
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    day = workbook.add_format({"num_format": "dd.mm.yyyy"})._get_xf_index()
    kept = [(place, columns[place].numeric, xl_col_to_name(column)) for column, place in enumerate(places)]
    last = _write(sheet, kept, rows, day)
    if last:
        sheet.autofilter(0, 0, last, max(len(places) - 1, 0))


def _write(sheet: Any, kept: Sequence[tuple[int, bool, str]], rows: Iterable[Sequence[Cell]], day: int) -> int:
    """Write the lines behind the heading and return how many there are; ``day`` is the format of a day.

    Cell by cell the library takes four times as long, so its file of lines is written here, in its own words.
    """
    sheet._write_single_row(1)  # the heading
    into, line = sheet.row_data_fh, 0
    for line, row in enumerate(rows, 1):
        number = line + 1
        into.write(f'<row r="{number}">')
        for place, numeric, letter in kept:
            if body := _body(row[place], numeric, day):
                into.write(f'<c r="{letter}{number}"{body}')
        into.write("</row>")
    sheet.dim_rowmax = line
    return line


@lru_cache(maxsize=8192, typed=True)
def _body(cell: Cell, numeric: bool, day: int) -> str:
    """Return a cell behind its place; a text is a text, whatever it begins with."""
    found = value(cell, numeric=numeric)
    if found is None or found == "":
        return ""
    if isinstance(found, str):
        space = ' xml:space="preserve"' if found != found.strip() else ""
        return f' t="inlineStr"><is><t{space}>{_escaped(found[:LONGEST])}</t></is></c>'
    if isinstance(found, date):
        return f' s="{day}"><v>{(found - _FIRST).days}</v></c>'
    return f"><v>{found:.16G}</v></c>"


def _escaped(text: str) -> str:
    """Return a text as it may stand in XML; control characters as Excel writes them."""
    if not _SPECIAL.search(text):
        return text
    plain = _CONTROL.sub(lambda found: f"_x{ord(found[0]):04X}_", _LITERAL.sub(r"_x005F\1", text))
    return plain.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _width(column: Column) -> int:
    if column.numeric:
        return max(11, min(len(column.label) + 2, 20))
    return next((wide for name, wide in _WIDE.items() if name in column.kind.split()), _OTHERWISE)
