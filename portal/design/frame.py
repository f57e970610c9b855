"""What the app gives to every page, invented: who is here, the menu, where to go."""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import partial
from typing import Any, Final

from portal.parts import MenuItem
from schemas.actor import HOUSE_ID, Actor, Role
from schemas.words import say

NOW: Final = datetime(2026, 11, 22, 9, 41, tzinfo=UTC)
TODAY: Final = date(2026, 11, 22)

_MENU: Final = (
    ("today", "house", 7, True),
    ("list", "collection", 2, False),
    ("record", "kanban", 0, False),
    ("chart", "grid-3x3-gap", 0, False),
    ("form", "shuffle", 4, False),
    ("waiting", "list", 0, False),
    ("placements", "person-check", 0, False),
    ("reports", "file-earmark-text", 3, True),
)
_STEERING: Final = (
    ("meetings", "calendar3", 0, False),
    ("providers", "building", 0, False),
    ("billing", "receipt", 1, False),
    ("measures", "signpost-split", 0, False),
    ("figures", "bar-chart", 0, False),
)


class Word:
    """Says a text of the design pages in one language."""

    def __init__(self, language: str) -> None:
        self.language = language

    def __call__(self, key: str) -> str:
        return say(f"design.{key}", self.language)


def frame(language: str, place: str) -> dict[str, Any]:
    """Return the context of a page shown at ``place`` of the menu."""
    word = Word(language)
    return {
        "actor": Actor(HOUSE_ID, Role.SSIP_COORDINATOR, HOUSE_ID, language),
        "role_name": word("coordination"),
        "person_name": "Sabine Rossel",
        "organisation_name": word("office_bienne"),
        "menu": [*_menu(word, place, _MENU), *_menu(word, place, _STEERING, word("steering"))],
        "account_menu": [
            MenuItem("account", "#", word("account"), "person"),
            MenuItem("mails", "#", word("mails"), "envelope"),
        ],
        "foot_links": [MenuItem("access", "#", word("accessibility"))],
        "help_url": "#help",
        "home_url": f"/design/today?lang={language}",
        "search_url": f"/design/list?lang={language}",
        "other_language_url": partial("?lang={}".format),
        "now": NOW,
        "today": TODAY,
        **_for_errors(word),
    }


def _menu(word: Word, place: str, lines: tuple[tuple[str, str, int, bool], ...], group: str = "") -> list[MenuItem]:
    return [
        MenuItem(
            key,
            f"/design/{key}?lang={word.language}",
            word(f"menu.{key}"),
            icon,
            count,
            active=key == place,
            group=group,
            urgent=urgent,
        )
        for key, icon, count, urgent in lines
    ]


def _for_errors(word: Word) -> dict[str, Any]:
    return {
        "reference": "7F3A-91C2",
        "minutes": 5,
        "kept": True,
        "objections": [word("contract_ended")],
        "retry_url": "/design/errors/409",
        "resend": {"version": 4},
        "leave_url": "#",
        "versions": [
            (word("workload"), "60 %", "80 %"),
            (word("free_from"), "01.12.2026", "01.12.2026"),
            (word("town"), "Lyss", "Biel/Bienne"),
        ],
    }
