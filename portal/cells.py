"""Badges, chips and whole table bodies made in Python, because a list of 600 cells cannot afford 600 macro calls."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from typing import Any, Final

from markupsafe import Markup, escape

from portal import formats
from portal.icons import shape
from portal.tones import tone_of
from schemas.codes import PlaceKind

Cell = str | int | Markup | None
EMPTY: Final = Markup('<span class="none">–</span>')
_KEPT: Final = 4096
_NUMBER: Final = re.compile(r"\b(?:[0-9]{4}-)?[A-Z]{1,4}(?:-[0-9]+)+(?![^<]*>)")
"""The number of a record, M-2026-0412 or 2026-P-7, that a narrow column would break at its hyphens; outside of tags."""
_IN_ONE_PIECE: Final = r'<span class="whole">\g<0></span>'


@dataclass(frozen=True)
class Column:
    """One column of a list: its heading, how it sorts and how its cells stand."""

    label: str
    key: str = ""
    numeric: bool = False
    sort_url: str = ""
    order: str = ""
    """``ascending`` or ``descending`` where the list is sorted by this column."""
    kind: str = ""
    """Further class names for heading and cells: ``lead``, ``tight``, ``wide``, ``muted``, ``minor``."""
    hidden_label: bool = False
    screen_only: bool = False
    """Buttons and tick boxes: not part of an export."""

    @property
    def css(self) -> str:
        """The class names of the cells."""
        return " ".join(name for name in ("num" if self.numeric else "", self.kind) if name)


@lru_cache(maxsize=_KEPT)
def badge(tone: str, label: str, title: str = "") -> Markup:
    """Return a status as shape, word and colour; ``tone`` is a key of ``portal.icons.SHAPES``."""
    hint = Markup(' title="{}"').format(title) if title else Markup("")
    return Markup('<span class="badge tone-{}"{}>{}<span>{}</span></span>').format(tone, hint, shape(tone), label)


@lru_cache(maxsize=_KEPT, typed=True)  # equal words of two lists are two things
def state_badge(state: Enum, language: str) -> Markup:
    """Return a member of a code list as a badge in words."""
    return badge(tone_of(state), formats.code(state, language))


@lru_cache(maxsize=256)
def kind_chip(kind: PlaceKind | str, language: str) -> Markup:
    """Return a place kind as a small frame before the name of the place: its short name, and the long one on demand."""
    member = PlaceKind(kind)
    long, short = formats.code(member, language), formats.place_kind(member, language)
    return Markup('<span class="kind kind-{}" title="{}">{}</span>').format(member.value.lower(), long, short)


@lru_cache(maxsize=64)
def segment_badge(letter: str, word: str = "Segment") -> Markup:
    """Return the segment letter; readers hear the word before it."""
    return Markup('<span class="segment segment-{}"><span class="visually-hidden">{} </span>{}</span>').format(
        letter.lower(), word, letter
    )


def in_one_piece(text: Any) -> Any:
    """Return a text or a piece of a page with the numbers of records in it kept from breaking; others as they are."""
    if not isinstance(text, str) or "-" not in text or not _NUMBER.search(text):
        return text
    return Markup(_NUMBER.sub(_IN_ONE_PIECE, str(escape(text))))  # noqa: S704 - escaped just here


@lru_cache(maxsize=_KEPT)
def _escaped(text: str) -> str:
    """Return a text made safe, a record's number in one piece; names of services stand on every list, often."""
    return str(in_one_piece(escape(text)))


def link(url: str, label: object, kind: str = "") -> Markup:
    """Return a link for a cell; written by hand, because ``Markup.format`` takes ten times as long."""
    drawn = _escaped(label) if type(label) is str else in_one_piece(escape(label))
    css = f' class="{escape(kind)}"' if kind else ""
    return Markup(f'<a href="{escape(url)}"{css}>{drawn}</a>')  # noqa: S704 - every piece is escaped


def links(url: str, numbers: Iterable[int]) -> list[Markup]:
    """Return numbers for as many cells, each a link to the one address where they are explained."""
    opened = f'<a href="{escape(url)}">'
    return [Markup(f"{opened}{each}</a>") for each in numbers]  # noqa: S704 - the address is escaped


def pages_near(current: int, last: int) -> list[int]:
    """Return the pages a list of many pages names: the first, the last and those around the one that is shown."""
    return sorted({1, last, *range(max(1, current - 2), min(last, current + 2) + 1)})


@lru_cache(maxsize=_KEPT)
def _opening(column_css: str, label: str) -> str:
    css = f' class="{escape(column_css)}"' if column_css else ""
    return f'<td{css} data-label="{escape(label)}">'


def _plain(cell: Cell) -> str:
    return "" if cell is None else str(escape(cell))


def table_body(
    columns: Sequence[Column], rows: Iterable[Sequence[Cell]], tones: Sequence[str] = (), picks: Sequence[Markup] = ()
) -> Markup:
    """Return all rows as one text; ``tones`` names an edge colour per row, ``picks`` a tick box, text is escaped.

    The heading stands in ``data-label`` too, so that rows can become cards on a narrow screen.
    """
    opened = [_opening(column.css, column.label) for column in columns]
    written: list[str] = []
    for position, row in enumerate(rows):
        tone = tones[position] if position < len(tones) else ""
        written.append(f'<tr class="edge-{escape(tone)}">' if tone else "<tr>")
        if picks:
            written.append(f'<td class="pick">{picks[position]}</td>')
        for start, cell in zip(opened, row, strict=True):
            drawn = cell if type(cell) is Markup else _escaped(cell) if type(cell) is str else _plain(cell)
            written.append(f"{start}{drawn or EMPTY}</td>")
        written.append("</tr>\n")
    return Markup("".join(written))  # noqa: S704 - every piece above is escaped
