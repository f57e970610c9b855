"""A list as CSV: UTF-8 with a mark and semicolons, as Swiss Excel opens it; no cell is ever a formula."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from typing import Final

from portal.cells import Cell, Column
from portal.lists.values import exported, harmless, words

MARK: Final = "\ufeff"
_AT_ONCE: Final = 500


def lines(columns: Sequence[Column], rows: Iterable[Sequence[Cell]]) -> Iterator[bytes]:
    """Yield the file piece by piece."""
    places = exported(columns)
    kept = StringIO(newline="")
    writer = csv.writer(kept, delimiter=";", lineterminator="\r\n")
    kept.write(MARK)
    writer.writerow([harmless(columns[place].label) for place in places])
    for count, row in enumerate(rows, 1):
        writer.writerow([_cell(row[place]) for place in places])
        if count % _AT_ONCE == 0:
            yield _taken(kept)
    yield _taken(kept)


def _cell(cell: Cell) -> str | int:
    if isinstance(cell, int):
        return cell
    return harmless(words(cell))


def _taken(kept: StringIO) -> bytes:
    text = kept.getvalue()
    kept.seek(0)
    kept.truncate()
    return text.encode()
