"""The public holidays of the canton of Berne, out of a library that would load two hundred countries to tell them."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any, Final

import holidays

_COUNTRIES: Final = "holidays.countries"


def holidays_of(year: int, language: str | None = None) -> Mapping[date, str]:
    """Return the public holidays of a year by day, with their names in a language."""
    return dict(sorted(_switzerland()(subdiv="BE", years=year, language=language).items()))


@cache
def _switzerland() -> Any:
    """Return the library's Switzerland: its package of countries is passed by, as it loads every one of them."""
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
