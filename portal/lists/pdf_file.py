"""A list as an accessible paper, for reading and filing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final

from portal.cells import Cell, Column
from portal.doors import language, say
from portal.lists.values import exported, words
from portal.papers.fitting import ACROSS, UPRIGHT, fitted
from portal.papers.press import printed

MOST: Final = 1_000
"""Lines of a paper; whoever needs more reads them in a table."""
_UPRIGHT: Final = 5


def paper(
    title: str, notes: Sequence[str], columns: Sequence[Column], rows: Iterable[Sequence[Cell]], *, at: datetime
) -> bytes:
    """Return the list as PDF, upright for few columns and across for many."""
    places = exported(columns)
    is_wide = len(places) > _UPRIGHT
    heads = [_column(columns[place]) for place in places]
    lines = [[words(row[place]) for place in places] for row in rows]
    given = {
        "title": title,
        "language": language(),
        "landscape": is_wide,
        "notes": [each for each in notes if each],
        **fitted(heads, lines, size=8.5, width=ACROSS if is_wide else UPRIGHT),
        "empty": say("table.empty"),
        "page_word": say("table.page"),
    }
    return printed("list.typ", given, at=at)


def _column(column: Column) -> dict[str, object]:
    narrow = column.numeric or "tight" in column.kind.split()
    return {"label": column.label, "numeric": column.numeric, "share": 0 if narrow else 1}
