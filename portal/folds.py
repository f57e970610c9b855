"""The long menu in folds: where a role has many lines, each group is one line that opens and still says what waits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Final

from flask import has_request_context, request

from portal.parts import MenuItem

AT_ONCE: Final = 16
"""Lines that are read at one glance; a menu with more of them is folded."""
COOKIE: Final = "folds"


@dataclass(frozen=True)
class Fold:
    """The lines under one heading of the menu; a counter can stand for all of them."""

    label: str
    """Empty for lines that belong to no group."""
    lines: Sequence[MenuItem]
    closes: bool = False
    """Whether the lines may be folded away; a menu of few lines shows them all."""
    opened: bool = False

    @property
    def key(self) -> str:
        """The name of the fold's own counter, and under which a browser remembers whether it stands open."""
        return f"fold-{self.lines[0].key}"

    @property
    def count(self) -> int:
        """How many wait behind all the lines together."""
        return sum(each.count for each in self.lines)

    @property
    def urgent(self) -> bool:
        """Whether something of it is overdue."""
        return any(each.urgent for each in self.lines)


Left = tuple[tuple[str, bool], ...]
"""Which folds somebody has opened or closed, by key, as their browser remembers it."""


def left(menu: Sequence[MenuItem]) -> Left:
    """Return how one left the folds of this menu; the page comes so, and nothing moves after it has been drawn.

    The browser keeps it in the cookie ``folds`` as ``fold-triage:1.fold-matching:0``, written by the page's script.
    """
    kept = request.cookies.get(COOKIE, "") if has_request_context() else ""
    if not kept:
        return ()
    said = dict(each.split(":", 1) for each in kept.split(".") if each.endswith((":0", ":1")))
    keys = (f"fold-{next(lines).key}" for _, lines in groupby(menu, lambda each: each.group))
    return tuple((key, said[key] == "1") for key in keys if key in said)


def folds(menu: Sequence[MenuItem], as_left: Left = ()) -> list[Fold]:
    """Return the menu by its headings; a long one stands as it was left.

    The group of this page is open whatever was left; where it is in none, and nothing was left, the first one is.
    """
    groups = [(label, tuple(lines)) for label, lines in groupby(menu, lambda each: each.group)]
    if len(menu) <= AT_ONCE:
        return [Fold(label, lines) for label, lines in groups]
    here = next((label for label, lines in groups if label and any(each.active for each in lines)), None)
    first = next((label for label, _ in groups if label), None)
    return [
        replace(fold, opened=dict(as_left).get(fold.key, fold.opened)) if fold.closes and fold.label != here else fold
        for fold in _folded(groups, here or first)
    ]


def _folded(groups: Sequence[tuple[str, Sequence[MenuItem]]], opened: str | None) -> Iterator[Fold]:
    """Yield every group; a heading over a single line would say the same thing twice, so the line stands alone."""
    for label, lines in groups:
        closes = bool(label) and len(lines) > 1
        yield Fold(label if closes else "", lines, closes=closes, opened=closes and label == opened)
