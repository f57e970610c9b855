"""The public holidays of the canton of Berne, out of a library that would load two hundred countries to tell them."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any, Final

from schemas.words import LANGUAGES

Known = Mapping[tuple[int, str | None], Mapping[date, str]]
"""Holidays by year and language."""
BACK: Final = 10
AHEAD: Final = 20
"""Years around this one that people and their deadlines ask for; any other is asked of the library."""
_COUNTRIES: Final = "holidays.countries"
_known: dict[tuple[int, str | None], Mapping[date, str]] = {}


def holidays_of(year: int, language: str | None = None) -> Mapping[date, str]:
    """Return the public holidays of a year by day, with their names in a language."""
    return _known.get((year, language)) or _asked(year, language)


def around(year: int) -> Known:
    """Return the holidays of the years around ``year`` for ``know``; loads the library."""
    years, languages = range(year - BACK, year + AHEAD + 1), (None, *LANGUAGES)
    return {(each, language): _asked(each, language) for each in years for language in languages}


def know(found: Known) -> None:
    """Know holidays that somebody asked of the library elsewhere, so that it need not be loaded here."""
    _known.update(found)


def _asked(year: int, language: str | None) -> Mapping[date, str]:
    return dict(sorted(_switzerland()(subdiv="BE", years=year, language=language).items()))


@cache
def _switzerland() -> Any:
    """Return the library's Switzerland: its package of countries is passed by, as it loads every one of them."""
    import holidays  # four megabytes for nine days a year

    known = sys.modules.get(_COUNTRIES)
    passage = ModuleType(_COUNTRIES)
    passage.__path__ = [str(Path(holidays.__file__).parent / "countries")]
    sys.modules[_COUNTRIES] = known or passage
    try:
        from holidays.countries.switzerland import Switzerland
    finally:
        if known is None:
            del sys.modules[_COUNTRIES]
    return Switzerland
