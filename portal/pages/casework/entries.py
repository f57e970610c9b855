"""The timeline of a dossier: its own steps, those of its segment, and what the office told about its mandates."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final
from uuid import UUID

from portal.doors import language, say
from portal.parts import Entry
from schemas.words import is_known
from workflow.moves import Happening

_DECISIONS: Final = frozenset({"segment.agree", "segment.decide", "segment.change", "segment.execute"})
_TONES: Final = {
    "segment.execute": "success",
    "segment.fall_due": "warn",
    "segment.give_back": "warn",
    "segment.turn_down": "warn",
    "office.refused": "danger",
}


def entries(history: Iterable[Happening], accounts: Mapping[UUID, str]) -> list[Entry]:
    """Return a dossier's timeline, the newest line first."""
    found = sorted(history, key=lambda each: each.at)
    return [_entry(each, accounts) for each in reversed(found)]


def _entry(each: Happening, accounts: Mapping[UUID, str]) -> Entry:
    key = f"happened.{each.what}"
    title = say(key) if is_known(key, language()) else each.what
    letter = each.facts.get("after") if each.what.startswith("segment.") else None
    if letter in ("A", "B", "C"):
        title = f"{title} · {letter}"
    kind = "decision" if each.what in _DECISIONS else "system" if each.role == "system" else "event"
    who = accounts.get(each.account_id, "")
    return Entry(each.at, title, kind, who=who, text=each.remark or "", tone=_TONES.get(each.what, ""))
