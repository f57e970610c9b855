"""What a cell of the screen is in a file: its words, or the number or day those words stand for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from html import unescape
from typing import Final

from markupsafe import Markup

from portal.cells import Cell, Column

Value = str | int | float | date | None
_TAG: Final = re.compile(r"<[^>]*>")
_HIDDEN: Final = re.compile(r'<span class="visually-hidden">[^<]*</span>')
_BREAK: Final = re.compile(r"</(?:span|a|li|p|div)>\s*(?=<)|<br\s*/?>")
_LINK: Final = re.compile(r'<a href="[^"<>]*"(?: class="[^"<>]*")?>([^<]*)</a>')
"""A plain link, as most lines of most lists begin with one."""
_SPACES: Final = re.compile(r"[ \t\r\n]+")
_DAY: Final = re.compile(r"([0-3]\d)\.([01]\d)\.(\d{4})")
_DAY_LENGTH: Final = 10
_NUMBER: Final = re.compile(r"-?\d{1,3}('\d{3})*(\.\d+)?|-?\d+(\.\d+)?")
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
RISKY: Final = frozenset(_FORMULA)
"""First characters that make a spreadsheet take a text for a formula."""
_NOTHING: Final = "–"


def words(cell: Cell) -> str:
    """Return the words of a cell as somebody reads them; a badge its label, a link what it is called."""
    if cell is None:
        return ""
    if not isinstance(cell, Markup):
        return str(cell)
    return _words(str(cell))


@lru_cache(maxsize=4096)
def _words(cell: str) -> str:
    """Return the words of a piece of a page; badges come by the thousand."""
    if "<" not in cell:
        return unescape(cell)
    found = _LINK.fullmatch(cell)
    plain = found[1] if found else _TAG.sub("", _BREAK.sub(" ", _HIDDEN.sub("", cell)))
    text = _SPACES.sub(" ", unescape(plain)).strip()
    return "" if text == _NOTHING else text


def value(cell: Cell, *, numeric: bool = False) -> Value:
    """Return a number for a number, a day for a day as people here write it, and words for all else."""
    if cell is None or (isinstance(cell, int) and not isinstance(cell, bool)):
        return cell
    text = words(cell)
    if len(text) == _DAY_LENGTH and (found := _DAY.fullmatch(text)):
        return _day(text, *map(int, found.groups()))
    return _number(text) if numeric else text


def _day(text: str, day: int, month: int, year: int) -> Value:
    try:
        return date(year, month, day)
    except ValueError:
        return text


def _number(text: str) -> Value:
    plain = text.replace("\N{MINUS SIGN}", "-")
    if not _NUMBER.fullmatch(plain):
        return text
    exact = plain.replace("'", "")
    return float(exact) if "." in exact else int(exact)


def harmless(text: str) -> str:
    """Return a text no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def exported(columns: Sequence[Column]) -> list[int]:
    """Return the places of the columns that leave the screen."""
    return [place for place, column in enumerate(columns) if not column.screen_only]
