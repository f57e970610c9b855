"""Objections in words: the catalogue's text with its facts written as people here write days and codes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from portal import formats
from schemas.refusal import Fact, Objection
from schemas.words import is_known, say

_ISO: Final = re.compile(r"\d{4}-\d{2}-\d{2}(T.*)?")


def words_of(objection: Objection, language: str) -> str:
    """Return one objection in words; a code nobody has worded yet still says that something was refused."""
    key = f"objection.{objection.code}"
    if not is_known(key, language):
        return say("objection.unworded", language, code=objection.code)
    return say(key, language, **_facts(objection.facts, language))


def _facts(facts: Mapping[str, Fact], language: str) -> dict[str, object]:
    return {name: _fact(name, value, language) for name, value in facts.items()}


def _fact(name: str, value: Fact, language: str) -> object:
    if isinstance(value, bool):
        return say("form.yes" if value else "form.no", language)
    if not isinstance(value, str):
        return "" if value is None else value
    if _ISO.fullmatch(value):
        return formats.day(value)
    for key in (f"code.{name}.{value}", f"{name}.{value}"):
        if is_known(key, language):
            return say(key, language)
    return value
