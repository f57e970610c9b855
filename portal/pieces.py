"""Pieces of a page that come out alike again and again, drawn once: menus, shortcuts, feet."""

from __future__ import annotations

from collections.abc import Hashable
from functools import lru_cache
from typing import Any, Final

from flask import Flask
from markupsafe import Markup

KEPT: Final = 512
"""Pieces kept in a process; a menu with its numbers is one of them, about ten kilobytes."""


def install(app: Flask) -> None:
    """Give templates ``piece(template, language, name=value, ...)``; all it shows has to be handed in.

    The words and signs of ``portal.rendering`` are known inside; the language is handed in, because it is part of what
    is kept. Values are compared: words, numbers, and lists of frozen records.
    """

    @lru_cache(maxsize=KEPT)
    def drawn(template: str, language: str, facts: tuple[tuple[str, Hashable], ...]) -> Markup:
        text = app.jinja_env.get_template(template).render(language=language, **dict(facts))
        return Markup(text)  # noqa: S704 - our own template, which escapes what it is given

    def piece(template: str, language: str, **facts: Any) -> Markup:
        shown = tuple((name, tuple(each) if isinstance(each, list) else each) for name, each in facts.items())
        return (drawn.__wrapped__ if app.jinja_env.auto_reload else drawn)(template, language, shown)

    app.jinja_env.globals["piece"] = piece
