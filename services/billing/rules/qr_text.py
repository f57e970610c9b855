"""Text for a QR-bill: only the characters the standard allows since 21 November 2025, nothing cut off silently."""

from __future__ import annotations

import unicodedata
from typing import Final

from schemas.refusal import Objection

SOURCE: Final = "Swiss QR-bill v2.3"
LONGEST_NAME: Final = 70

_EXTRA: Final = frozenset("ȘșȚț€")
_TWINS: Final = str.maketrans(
    {
        "’": "'", "‘": "'", "‚": "'", "ʼ": "'", "“": '"', "”": '"', "„": '"', "–": "-", "—": "-", "−": "-",
        "‐": "-", "‑": "-", "…": "...", "•": "-", "\u202f": " ", "\u00a0": " ", "\u2009": " ", "\u00ad": None,
        "\u200b": None, "ẞ": "SS", "ﬁ": "fi", "ﬂ": "fl", "№": "No", "™": "TM",
    }
)  # fmt: skip
"""Characters people's programs insert, and what they stand for."""


def is_qr_character(character: str) -> bool:
    """Whether one character may stand in a QR-bill: Basic Latin, Latin-1, Latin Extended-A, S and T comma, euro."""
    return " " <= character <= "~" or "\u00a0" <= character <= "\u017f" or character in _EXTRA


def qr_text(text: str) -> str:
    """Return ``text`` in allowed characters: twins replaced, foreign accents dropped, white space made one blank.

    What has no Latin twin stays, so that ``qr_text_objections`` can name it.
    """
    composed = unicodedata.normalize("NFC", text.translate(_TWINS))
    return " ".join("".join(map(_allowed, composed)).split())


def _allowed(character: str) -> str:
    if is_qr_character(character) or character.isspace():
        return character
    plain = "".join(c for c in unicodedata.normalize("NFKD", character) if not unicodedata.combining(c))
    return plain if plain and all(map(is_qr_character, plain)) else character


def qr_text_objections(text: str, field: str, longest: int = LONGEST_NAME) -> tuple[Objection, ...]:
    """Object to a text that cannot be written with the allowed characters, or that is longer than the bill allows."""
    normalised = qr_text(text)
    wrong = sorted({each for each in normalised if not is_qr_character(each)})
    found = []
    if wrong:
        found.append(Objection("qr_characters_not_allowed", field, {"characters": " ".join(wrong)}, SOURCE))
    if len(normalised) > longest:
        facts = {"length": len(normalised), "longest": longest}
        found.append(Objection("qr_text_too_long", field, facts, SOURCE))
    return tuple(found)
