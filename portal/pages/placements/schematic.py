"""The communes on a schematic map: one field each, placed by who lies beside whom; no distance can be read off it.

The fields of ``schematic.csv`` were laid once so that neighbours stay neighbours (112 of 129 pairs) and north stays
up. Which communes adjoin is public (boundaries of the Federal Statistical Office, 2024); no geometry is kept here.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from services.registration.queries.territory import CommuneLine

_FILE: Final = Path(__file__).with_name("schematic.csv")
WIDTH, HEIGHT, GAP = 92, 46, 4
_SHORT: Final = (" bei ", " an der ", " (")


@dataclass(frozen=True)
class Field:
    """One commune on the map, in the units of the picture."""

    name: str
    words: tuple[str, ...]
    """The name in at most two lines."""
    x: int
    y: int
    count: int
    url: str
    is_chosen: bool


@dataclass(frozen=True)
class Map:
    """The whole picture, and what has no field on it."""

    width: int
    height: int
    fields: tuple[Field, ...]
    elsewhere: tuple[tuple[str, int, str], ...]
    """Town, count and address of places outside the communes of the map."""


@cache
def _cells() -> Mapping[int, tuple[int, int]]:
    with _FILE.open(encoding="utf-8", newline="") as file:
        return {int(row["bfs_no"]): (int(row["column"]), int(row["row"])) for row in csv.DictReader(file)}


def drawn(communes: Iterable[CommuneLine], counts: Mapping[str, int], town: str, url: Callable[[str], str]) -> Map:
    """Return the map with ``counts`` by town; ``town`` is the chosen one, ``url`` the address that chooses one."""
    cells, left = _cells(), {name.casefold(): (name, count) for name, count in counts.items()}
    fields = []
    for each in communes:
        if each.bfs_no not in cells:
            continue
        column, row = cells[each.bfs_no]
        _, count = left.pop(each.name.casefold(), (each.name, 0))
        fields.append(
            Field(
                each.name,
                _words(each.name),
                column * (WIDTH + GAP),
                row * (HEIGHT + GAP),
                count,
                url(each.name) if count else "",
                each.name.casefold() == town.casefold(),
            )
        )
    across = max((column for column, _ in cells.values()), default=0) + 1
    down = max((row for _, row in cells.values()), default=0) + 1
    elsewhere = tuple((name, count, url(name)) for name, count in sorted(left.values()))
    return Map(across * (WIDTH + GAP), down * (HEIGHT + GAP), tuple(fields), elsewhere)


def _words(name: str) -> tuple[str, ...]:
    """Return a name short enough for its field: without what tells it from one elsewhere, in two lines if need be."""
    for sign in _SHORT:
        name = name.partition(sign)[0]
    first, dash, second = name.partition("-")
    return (f"{first}-", second) if dash else (name,)
