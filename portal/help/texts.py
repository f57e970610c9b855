"""Reads the help texts: which page explains which screen, its HTML without anybody's markup, and a small search."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from markupsafe import Markup

if TYPE_CHECKING:
    from markdown_it.token import Token

HOME: Final = Path(__file__).parent
ORDER: Final = (
    "today", "wizard", "triage", "mandates", "workbench", "quotas", "waiting", "places", "proposals", "presence",
    "reports", "scorecards", "casework", "meetings", "billing", "costs", "account", "files", "keyboard", "admin",
    "mail_texts", "operations",
)  # fmt: skip
"""The pages in the order of the table of contents."""
SCREEN: Final = "screen:"
"""Begins a link to one of the portal's own pages: ``[Places](screen:places.index)``."""
_AROUND: Final = 90


@dataclass(frozen=True)
class HelpText:
    """One page of help in one language."""

    name: str
    title: str
    screens: tuple[str, ...]
    source: str

    @property
    def links(self) -> tuple[str, ...]:
        """The screens it links to."""
        return tuple(re.findall(r"\(screen:([a-z0-9_.]+)\)", self.source))

    @property
    def words(self) -> str:
        """The text without marks, for searching."""
        plain = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", self.source)
        return " ".join(re.sub(r"[#*`|]|-{3,}", " ", plain).split())


@dataclass(frozen=True)
class Found:
    """One page a search found, with the words around the place."""

    name: str
    title: str
    excerpt: str


@cache
def texts(language: str) -> Mapping[str, HelpText]:
    """Return every page of help in ``language`` by name, in the order of the table of contents."""
    found = {path.stem: _read(path) for path in (HOME / language).glob("*.md")}
    return {name: found[name] for name in sorted(found, key=lambda name: (name not in ORDER, _rank(name), name))}


def _rank(name: str) -> int:
    return ORDER.index(name) if name in ORDER else len(ORDER)


def _read(path: Path) -> HelpText:
    head, _, body = path.read_text(encoding="utf-8").partition("\n")
    source = body.strip()
    title = source.partition("\n")[0].removeprefix("#").strip()
    return HelpText(path.stem, title, tuple(head.removeprefix("screens:").split()), source)


def page_for(endpoint: str, folder: str, language: str) -> str:
    """Return the page that explains a screen: named by itself, by its blueprint or by its folder; empty for none."""
    for wanted in (endpoint, endpoint.partition(".")[0], folder):
        for name, text in texts(language).items():
            if wanted and wanted in text.screens:
                return name
    return ""


def as_html(text: HelpText, address_of: Callable[[str], str]) -> Markup:
    """Return a page as HTML; ``address_of`` returns where a screen is, empty where this portal does not have it."""
    from markdown_it import MarkdownIt  # only who opens a page of help needs it

    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = reader.parse(text.source.partition("\n")[2])
    for token in _links(tokens):
        target = str(token.attrGet("href") or "")
        if target.startswith(SCREEN):
            token.attrSet("href", address_of(target.removeprefix(SCREEN)) or "#main")
    return Markup(reader.renderer.render(tokens, reader.options, {}))  # noqa: S704 - our own text, markup switched off


def _links(tokens: list[Token]) -> Iterator[Token]:
    for token in tokens:
        yield from (each for each in token.children or () if each.type == "link_open")


def search(language: str, wanted: str) -> list[Found]:
    """Return the pages that contain every word of ``wanted``, those with it in the title first."""
    words = plain(wanted).split()
    hits = [
        (not all(word in plain(text.title) for word in words), Found(text.name, text.title, _excerpt(text, words)))
        for text in texts(language).values()
        if words and all(word in plain(f"{text.title} {text.words}") for word in words)
    ]
    return [found for _, found in sorted(hits, key=lambda hit: hit[0])]


def _excerpt(text: HelpText, words: list[str]) -> str:
    folded = plain(text.words)
    place = max(0, folded.find(words[0]) - _AROUND // 2)
    start = folded.find(" ", place) + 1 if place else 0
    return f"{'… ' if place else ''}{text.words[start : start + 2 * _AROUND]} …"


def plain(text: str) -> str:
    """Return text as searching compares it: small letters, no accents; of the same length as before."""
    return "".join(unicodedata.normalize("NFD", each)[0] for each in unicodedata.normalize("NFC", text)).lower()
