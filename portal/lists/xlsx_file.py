"""A list as an Excel file, written line by line so that its size costs no memory."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from tempfile import TemporaryFile
from typing import IO, Any, Final

from portal.cells import Cell, Column
from portal.lists.values import exported, value

_WIDE: Final = {"tight": 13, "main": 34, "lead": 18, "wide": 40}
_OTHERWISE: Final = 22
_FORBIDDEN: Final = str.maketrans(dict.fromkeys("[]:*?/\\", " "))


def book(title: str, columns: Sequence[Column], rows: Iterable[Sequence[Cell]], *, at: datetime) -> IO[bytes]:
    """Return the file, rewound; texts are never formulas or links, days and numbers are real ones."""
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
    _fill(workbook, title, columns, rows)
    workbook.close()
    made.seek(0)
    return made


def _fill(workbook: Any, title: str, columns: Sequence[Column], rows: Iterable[Sequence[Cell]]) -> None:
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
    last = _write(sheet, columns, places, rows)
    if last:
        sheet.autofilter(0, 0, last, max(len(places) - 1, 0))


def _write(sheet: Any, columns: Sequence[Column], places: Sequence[int], rows: Iterable[Sequence[Cell]]) -> int:
    line = 0
    for line, row in enumerate(rows, 1):
        for column, place in enumerate(places):
            found = value(row[place], numeric=columns[place].numeric)
            if isinstance(found, str):
                if found:
                    sheet.write_string(line, column, found[:32767])
            elif isinstance(found, date):
                sheet.write_datetime(line, column, found)
            elif found is not None:
                sheet.write_number(line, column, found)
    return line


def _width(column: Column) -> int:
    if column.numeric:
        return max(11, min(len(column.label) + 2, 20))
    return next((wide for name, wide in _WIDE.items() if name in column.kind.split()), _OTHERWISE)
