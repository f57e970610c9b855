"""How wide texts are in the type of our papers, so that a table is laid out once instead of tried out.

The press finds the width of a column and the height of a line by setting every cell up to three times. Where each
character of a table is in our type, both are known before: a third of the work of a long paper.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, Final

from portal.papers.advances import advances_of

REGULAR, BOLD = "LiberationSans-Regular.ttf", "LiberationSans-Bold.ttf"
ACROSS, UPRIGHT = 739.84, 493.22
"""The points between the margins of a page."""
PADDING: Final = 9.08
SLACK: Final = 0.6
"""Points a text may be off: a few pairs of letters stand further apart than their widths say."""
LEAST_SHARE: Final = 0.25
"""What columns that share the rest must get of a page; with less the press finds its own way."""


def fitted(
    columns: Sequence[Mapping[str, Any]], rows: Sequence[Sequence[str]], *, size: float, width: float = UPRIGHT
) -> dict[str, Any]:
    """Return the table with the width of every column, and for every line whether it is one line high.

    As it was given where a column cannot be known before.
    """
    table: dict[str, Any] = {"columns": columns, "rows": rows}
    lines = [[_points(text, REGULAR, size) for text in row] for row in rows]
    widest = [max(each) for each in zip([_points(each["label"], BOLD, size) for each in columns], *lines, strict=True)]
    own = [wide for each, wide in zip(columns, widest, strict=True) if not each["share"]]
    left, shares = width - sum(own), sum(each["share"] for each in columns)
    if not shares or left < LEAST_SHARE * width:
        return table
    wide = [left * each["share"] / shares or wide for each, wide in zip(columns, widest, strict=True)]
    low = [all(text <= room for text, room in zip(line, wide, strict=True)) for line in lines]
    given = [{**each, "width": round(room, 2)} for each, room in zip(columns, wide, strict=True)]
    return table | {"columns": given, "low": low}


@lru_cache(maxsize=4096)
def _points(text: str, face: str, size: float) -> float:
    """Return the width of a cell with this text on one line; endless with characters of another type."""
    advances = advances_of(face)
    return sum(advances.get(each, float("inf")) for each in text) * size + PADDING + SLACK
