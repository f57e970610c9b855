"""What the core brings: Today, search, language, live counters, health."""

from __future__ import annotations

from typing import Final

from portal.accounts.queries import my_account
from portal.areas import Area, MenuEntry
from portal.pages.core import health, language, live, search, today

AREA: Final = Area(
    blueprints=[today.blueprint, search.blueprint, language.blueprint, live.blueprint, health.blueprint],
    menu=[MenuEntry("today", "today.index", my_account, icon="house", rank=0)],
)
