"""The public holidays of the canton of Berne besides Sundays (BSG 555.1, art. 2), by code."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final

_ON: Final = {
    "new_year": (1, 1),
    "berchtold": (1, 2),
    "national_day": (8, 1),
    "christmas": (12, 25),
    "saint_stephen": (12, 26),
}
_AFTER_EASTER: Final = {"good_friday": -2, "easter_monday": 1, "ascension": 39, "whit_monday": 50}
"""Days after Easter Sunday."""


def holidays_of(year: int) -> Mapping[date, str]:
    """Return the code of each public holiday of a year by day."""
    sunday = easter(year)
    found = {date(year, *day): code for code, day in _ON.items()}
    found |= {sunday + timedelta(days=days): code for code, days in _AFTER_EASTER.items()}
    return dict(sorted(found.items()))


def easter(year: int) -> date:
    """Return Easter Sunday: the first one after the full moon of spring, as Gauss reckoned it."""
    golden, century = year % 19, year // 100
    moon = (19 * golden + century - century // 4 - (8 * century + 13) // 25 + 15) % 30
    moon -= moon == 29 or (moon == 28 and golden > 10)
    full = date(year, 3, 21) + timedelta(days=moon)
    return full + timedelta(days=7 - full.isoweekday() % 7)
