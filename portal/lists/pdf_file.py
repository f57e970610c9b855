"""A list as an accessible paper, for reading and filing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final

from portal.cells import Cell, Column
from portal.doors import language, say
from portal.lists.values import exported, words
from portal.papers.press import printed

MOST: Final = 1_000
"""Lines of a paper; whoever needs more reads them in a table."""
_UPRIGHT: Final = 5


def paper(
    title: str, notes: Sequence[str], columns: Sequence[Column], rows: Iterable[Sequence[Cell]], *, at: datetime
) -> bytes:
    """Return the list as PDF, upright for few columns and across for many."""
    places = exported(columns)
    given = {
        "title": title,
        "language": language(),
        "landscape": len(places) > _UPRIGHT,
        "notes": [each for each in notes if each],
        "columns": [_column(columns[place]) for place in places],
        "rows": [[words(row[place]) for place in places] for row in rows],
        "empty": say("table.empty"),
        "page_word": say("table.page"),
    }
    return printed("list.typ", given, at=at)


def _column(column: Column) -> dict[str, object]:
    narrow = column.numeric or "tight" in column.kind.split()
    return {"label": column.label, "numeric": column.numeric, "share": 0 if narrow else 1}
