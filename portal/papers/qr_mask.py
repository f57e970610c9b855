"""Which of eight masks a code wears (ISO/IEC 18004, 7.8.3): segno's own choice, weighed on whole rows at once.

segno looks at module after module, which is most of its time; an issued paper keeps its bytes, and a test compares.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any, Final

_FINDER: Final = "1011101"


def best_masked(made: Any) -> list[list[int]]:
    """Return the modules of ``made``, a code made with mask 0 at level M, under the mask with the fewest points."""
    rows = [_number(row) for row in made.matrix]
    changes, said = _changes(made.version, len(rows))
    every = [[row ^ change for row, change in zip(rows, each, strict=True)] for each in changes]
    points = [_points([row & ~unweighed for row, unweighed in zip(each, said, strict=True)]) for each in every]
    return [list(map(int, f"{row:0{len(rows)}b}")) for row in every[points.index(min(points))]]


@cache
def _changes(version: int, size: int) -> tuple[list[list[int]], list[int]]:
    """Return what each mask turns around against mask 0, and the modules that say it, which are not weighed."""
    import segno

    codes = [segno.make_qr("0", version=version, error="m", mask=each, boost_error=False) for each in range(8)]
    rows = [[_number(row) for row in code.matrix] for code in codes]
    said = [_number(_says(version, size, down, across) for across in range(size)) for down in range(size)]
    return [[row ^ plain for row, plain in zip(each, rows[0], strict=True)] for each in rows], said


def _says(version: int, size: int, *place: int) -> bool:
    """Whether a module says level and mask, or the version, which codes do from the seventh on."""
    for one, other in (place, place[::-1]):
        of_mask = one == 8 and other != 6 and not 8 < other < size - 8
        if of_mask or (version > 6 and one < 6 and size - 11 <= other < size - 8):
            return True
    return False


def _number(row: Iterable[int]) -> int:
    return int("".join("1" if each else "0" for each in row), 2)


def _points(rows: Sequence[int]) -> int:
    across = [f"{row:0{len(rows)}b}" for row in rows]
    down = ["".join(column) for column in zip(*across, strict=True)]
    alike = [~(row ^ row >> 1) & ((1 << len(rows) - 1) - 1) for row in (*rows, *(int(each, 2) for each in down))]
    dark = sum(row.bit_count() for row in rows) / len(rows) ** 2
    lines = sum(map(_of_runs, alike)) + sum(map(_of_finders, (*across, *down)))
    return lines + _of_blocks(rows, alike) + 10 * int(abs(dark * 100 - 50) / 5)


def _of_runs(alike: int) -> int:
    """Three points for five modules of one colour in a row, and one for each more."""
    long = alike & alike >> 1 & alike >> 2 & alike >> 3
    return long.bit_count() + 2 * (long & ~(long << 1)).bit_count() if long else 0


def _of_blocks(rows: Sequence[int], alike: Sequence[int]) -> int:
    """Three points for every two by two modules of one colour."""
    pairs = zip(rows, rows[1:], alike, alike[1:], strict=False)
    return 3 * sum((one & other & ~(above ^ below)).bit_count() for above, below, one, other in pairs)


def _of_finders(line: str) -> int:
    """Forty points for what looks like a finder pattern with a light side; counted as segno counts."""
    points, place = 0, line.find(_FINDER)
    while place != -1:
        after = place + len(_FINDER)
        is_light = "1" not in line[max(place - 4, 0) : place] or "1" not in line[after : after + 4]
        points += 40 if is_light else 0
        place = line.find(_FINDER, after if is_light else place + 4)
    return points
