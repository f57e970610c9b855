"""Small pictures put straight into the page, so that they take the colour of the text and need no request."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Final

from markupsafe import Markup

HOME: Final = Path(__file__).parent / "static" / "vendor" / "bootstrap-icons"
_INNER: Final = re.compile(r"<svg[^>]*>(.*)</svg>", re.DOTALL)

SHAPES: Final = {
    "neutral": '<circle cx="5" cy="5" r="3.6" fill="none" stroke="currentColor" stroke-width="1.8"/>',
    "info": '<circle cx="5" cy="5" r="4" fill="none" stroke="currentColor" stroke-width="1.6"/>'
    '<circle cx="5" cy="5" r="1.6"/>',
    "active": '<circle cx="5" cy="5" r="4.4"/>',
    "waiting": '<circle cx="5" cy="5" r="4" fill="none" stroke="currentColor" stroke-width="1.6"/>'
    '<path d="M5 1a4 4 0 0 1 0 8z"/>',
    "warn": '<path d="M5 .6 9.8 9.2H.2z"/>',
    "danger": '<path d="M5 0l5 5-5 5-5-5z"/>',
    "success": '<path d="M1 5.4 3.9 8.2 9 2.2" fill="none" stroke="currentColor" stroke-width="2.2"/>',
    "done": '<rect x="1" y="1" width="8" height="8" rx="1"/>',
    "stopped": '<path d="M1.5 1.5l7 7m0-7l-7 7" fill="none" stroke="currentColor" stroke-width="2.2"/>',
}
"""One outline per tone: a status is a shape and a word before it is a colour."""


class UnknownIcon(LookupError):
    """A page asks for a picture that is not among the vendored ones."""


@cache
def icon(name: str, label: str = "") -> Markup:
    """Return the picture ``name``; hidden from readers unless ``label`` says what it means."""
    path = HOME / f"{name}.svg"
    found = _INNER.search(path.read_text(encoding="utf-8")) if path.is_file() else None
    if found is None:
        raise UnknownIcon(name)
    inner = Markup(re.sub(r"\s*\n\s*", "", found[1]))  # noqa: S704 - vendored file, not input
    return _svg("icon", "0 0 16 16", inner, label)


@cache
def shape(tone: str) -> Markup:
    """Return the outline that goes with ``tone``; it is drawn once per page, by :func:`shapes`."""
    known = tone if tone in SHAPES else "neutral"
    return Markup('<svg class="shape" viewBox="0 0 10 10" aria-hidden="true"><use href="#s-{}"/></svg>').format(known)


@cache
def shapes() -> Markup:
    """Return the drawings of every outline, hidden; a layout holds them once and the lines of a list refer to them."""
    drawn = "".join(f'<symbol id="s-{tone}" viewBox="0 0 10 10">{inner}</symbol>' for tone, inner in SHAPES.items())
    return Markup(f'<svg class="visually-hidden" aria-hidden="true">{drawn}</svg>')  # noqa: S704 - constants above


def _svg(kind: str, box: str, inner: Markup, label: str) -> Markup:
    role = Markup('role="img" aria-label="{}"').format(label) if label else Markup('aria-hidden="true"')
    return Markup('<svg class="{}" viewBox="{}" {}>{}</svg>').format(kind, box, role, inner)
