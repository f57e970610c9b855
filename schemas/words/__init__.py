"""The words: every code the house says, in French and German, one TOML file per subject and language."""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from pathlib import Path
from string import Formatter
from typing import Final

LANGUAGES: Final = ("fr", "de")
FALLBACK: Final = "fr"
_TWO: Final = 2
_HOME = Path(__file__).parent


class UnknownWord(KeyError):
    """A key that stands in no catalogue; the tests make sure no page can ask for one."""


@cache
def catalogue(language: str) -> Mapping[str, str]:
    """Return every text of ``language`` by dotted key; raise ValueError where two files give the same key."""
    texts: dict[str, str] = {}
    for path in sorted((_HOME / language).glob("*.toml")):
        for key, text in _flatten(tomllib.loads(path.read_text(encoding="utf-8"))):
            if key in texts:
                raise ValueError(f"{key} stands twice in the {language} catalogue, again in {path.name}")
            texts[key] = text
    return texts


def _flatten(table: Mapping[str, object], prefix: str = "") -> Iterator[tuple[str, str]]:
    for name, value in table.items():
        if isinstance(value, Mapping):
            yield from _flatten(value, f"{prefix}{name}.")
        else:
            yield sys.intern(f"{prefix}{name}"), str(value)  # The languages have the same keys.


def is_known(key: str, language: str = FALLBACK) -> bool:
    """Whether ``key`` has a text (or a plural pair ``key.one``/``key.other``) in ``language``."""
    texts = catalogue(language)
    return key in texts or f"{key}.other" in texts


def say(key: str, language: str, **facts: object) -> str:
    """Return the text of ``key`` with ``{facts}`` filled in.

    A fact named ``count`` chooses between ``key.one`` and ``key.other`` by the language's plural rule. Raises
    UnknownWord for a key without text.
    """
    texts = catalogue(language if language in LANGUAGES else FALLBACK)
    text = texts.get(key)
    if text is None and "count" in facts:
        text = texts.get(f"{key}.{_form(language, str(facts['count']))}", texts.get(f"{key}.other"))
    if text is None:
        raise UnknownWord(key)
    return text.format_map(_Facts(facts)) if "{" in text else text


@lru_cache(maxsize=4096)
def _form(language: str, count: str) -> str:
    """Return the form a number takes; in French all below two is one."""
    value = abs(float(count))
    return "one" if value == 1 or (value < _TWO and language == "fr") else "other"


def facts_of(text: str) -> frozenset[str]:
    """Return the names of the facts a text wants."""
    return frozenset(name for _, name, _, _ in Formatter().parse(text) if name)


class _Facts(dict[str, object]):
    """Facts that leave a visible mark instead of an error where one is missing."""

    def __missing__(self, key: str) -> str:
        return "…"
