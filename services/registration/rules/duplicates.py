"""Which person records may be one and the same person: cheap blocking keys first, then a score with reasons."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher

from schemas.codes import MatchReason
from schemas.codes_registration import LikenessState

HINT_SCORE = 75
"""From this score two records are shown side by side; a choice of practice, no source."""
_BIRTH_POINTS = 50
_NAME_POINTS = 50
_SIMILAR_NAME = 0.8
_TWO_OF_THREE = 2
_OTHER_PERSON = 30
"""Two different AVS numbers are two persons, however alike the rest; the hint then stays below every limit."""
_UMLAUTS = {"ae": "a", "oe": "o", "ue": "u"}


@dataclass(frozen=True)
class Identity:
    """What tells persons apart; ``avs_number`` may be written with or without dots."""

    family_name: str
    given_name: str
    birth_on: date | None = None
    avs_number: str | None = None


@dataclass(frozen=True)
class Likeness:
    """How much two records look like one person: 0 to 100, with the reasons."""

    score: int
    reasons: tuple[MatchReason, ...]

    @property
    def is_hint(self) -> bool:
        """Whether somebody should compare the two records."""
        return self.score >= HINT_SCORE


def normalised_name(identity: Identity) -> str:
    """Return all names as sorted plain words: no accents, case, hyphens or order; Müller equals Mueller."""
    text = unicodedata.normalize("NFKD", f"{identity.family_name} {identity.given_name}".casefold())
    letters = "".join(each if each.isalpha() else " " for each in text if not unicodedata.combining(each))
    for written, plain in _UMLAUTS.items():
        letters = letters.replace(written, plain)
    return " ".join(sorted(letters.split()))


def blocking_keys(identity: Identity) -> frozenset[str]:
    """Return the keys to look under for the same person; records without a common key are never compared."""
    keys = {f"name:{normalised_name(identity)}"}
    if identity.birth_on is not None:
        keys.add(f"birth:{identity.birth_on.isoformat()}")
    if avs := _digits(identity.avs_number):
        keys.add(f"avs:{avs}")
    return frozenset(keys)


def likeness(one: Identity, other: Identity, names: tuple[str, str] | None = None) -> Likeness:
    """Return how much two records look like one person; symmetric. ``names`` are theirs, where already normalised."""
    avs, other_avs = _digits(one.avs_number), _digits(other.avs_number)
    if avs and avs == other_avs:
        return Likeness(100, (MatchReason.SAME_AVS,))
    name_points, name_reasons = _name_part(*(names or (normalised_name(one), normalised_name(other))))
    birth_points, birth_reasons = _birth_part(one.birth_on, other.birth_on)
    score, reasons = name_points + birth_points, name_reasons + birth_reasons
    if avs and other_avs:
        return Likeness(min(score, _OTHER_PERSON), (*reasons, MatchReason.DIFFERENT_AVS))
    return Likeness(score, reasons)


def likeness_state(*, is_apart: bool, is_merged: bool) -> LikenessState:
    """Return what became of two records: known to be two persons, one of them merged into another, or neither."""
    if is_apart:
        return LikenessState.DISMISSED
    return LikenessState.MERGED if is_merged else LikenessState.OPEN


def _name_part(one: str, other: str) -> tuple[int, tuple[MatchReason, ...]]:
    if one == other:
        return _NAME_POINTS, (MatchReason.SAME_NAME,)
    # The matcher depends on the order of its two texts; sorting them keeps the score symmetric.
    first, second = sorted((one, other))
    ratio = SequenceMatcher(None, first, second, autojunk=False).ratio()
    reasons = (MatchReason.SIMILAR_NAME,) if ratio >= _SIMILAR_NAME else ()
    return round(_NAME_POINTS * ratio), reasons


def _birth_part(one: date | None, other: date | None) -> tuple[int, tuple[MatchReason, ...]]:
    if one is None or other is None:
        return 0, ()
    if one == other:
        return _BIRTH_POINTS, (MatchReason.SAME_BIRTH,)
    same = sum(a == b for a, b in zip(one.timetuple()[:3], other.timetuple()[:3], strict=True))
    is_swapped = (one.year, one.month, one.day) == (other.year, other.day, other.month)
    if is_swapped or same == _TWO_OF_THREE:
        return _BIRTH_POINTS // 2, (MatchReason.SIMILAR_BIRTH,)
    return 0, ()


def _digits(avs_number: str | None) -> str:
    return "".join(each for each in avs_number or "" if each.isdigit())
