"""What makes a password good enough: long, not on the list of known ones, not made of words everybody here knows."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Final

from schemas.refusal import Objection

SHORTEST: Final = 12
LONGEST: Final = 256
FEWEST_DIFFERENT: Final = 5
LEAST_OWN: Final = 6
"""Letters that must remain when all well-known words are taken out of a password, unless it has digits enough."""
_SWAPS: Final = str.maketrans("013457@$!", "oieastasi")
_HOME: Final = Path(__file__).with_name("known_words.txt")


@cache
def known_words() -> tuple[str, ...]:
    """Return the words of the offline list, longest first."""
    lines = _HOME.read_text(encoding="utf-8").splitlines()
    words = {line.strip() for line in lines if line.strip() and not line.startswith("#")}
    return tuple(sorted(words, key=lambda word: (-len(word), word)))


def password_objections(password: str, own_words: Iterable[str] = (), field: str = "password") -> list[Objection]:
    """Return why ``password`` is not good enough; ``own_words`` are names its owner must not use."""
    if len(password) < SHORTEST:
        return [Objection("password_too_short", field, {"min": SHORTEST}, "ASVS 5.0, 6.2.1")]
    if len(password) > LONGEST:
        return [Objection("password_too_long", field, {"max": LONGEST})]
    if len(set(password.casefold())) < FEWEST_DIFFERENT:
        return [Objection("password_too_simple", field)]
    if _own_share(password, own_words) < LEAST_OWN:
        return [Objection("password_well_known", field, source="ASVS 5.0, 6.2.4 and 6.2.11")]
    return []


def _own_share(password: str, own_words: Iterable[str]) -> int:
    """Count the characters that are neither digits at the ends nor part of a well-known word."""
    plain = _plain(password)
    return min(len(_without(plain, own_words)), len(_without(plain.translate(_SWAPS), own_words)))


def _without(text: str, own_words: Iterable[str]) -> str:
    own = sorted((_plain(word) for word in own_words), key=len, reverse=True)
    for word in (*own, *known_words()):
        if len(word) >= 3:
            text = text.replace(word, " ")
    return re.sub(r"[\W_]", "", re.sub(r"^[\d\W_]+|[\d\W_]+$", "", text))


def _plain(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(each for each in apart if not unicodedata.combining(each))
