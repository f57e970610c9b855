"""A list as CSV: UTF-8 with a mark and semicolons, as Swiss Excel opens it; no cell is ever a formula."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from itertools import islice
from typing import Final

from portal.cells import Cell, Column
from portal.lists.values import RISKY, exported, harmless, words

MARK: Final = "\ufeff"
_AT_ONCE: Final = 500


def lines(columns: Sequence[Column], rows: Iterable[Sequence[Cell]]) -> Iterator[bytes]:
    """Yield the file piece by piece."""
    places = exported(columns)
    chosen = None if len(places) == len(columns) else places
    kept = StringIO(newline="")
    writer = csv.writer(kept, delimiter=";", lineterminator="\r\n")
    kept.write(MARK)
    writer.writerow([harmless(columns[place].label) for place in places])
    following = iter(rows)
    while some := list(islice(following, _AT_ONCE)):
        writer.writerows([_cells(row if chosen is None else [row[place] for place in chosen]) for row in some])
        yield _taken(kept)
    yield _taken(kept)


def _cells(row: Sequence[Cell]) -> list[str | int]:
    """Return a row as it is written; most cells are plain words, which are looked at here and not in a call each."""
    return [cell if type(cell) is int or (type(cell) is str and cell[:1] not in RISKY) else _cell(cell) for cell in row]


def _cell(cell: Cell) -> str | int:
    if isinstance(cell, int):
        return cell
    return harmless(words(cell))


def _taken(kept: StringIO) -> bytes:
    text = kept.getvalue()
    kept.seek(0)
    kept.truncate()
    return text.encode()
