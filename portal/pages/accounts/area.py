"""What accounts bring: the door, one's own pages, and the administrator's list."""

from __future__ import annotations

from typing import Final

from portal.accounts.queries import accounts
from portal.areas import Area, MenuEntry
from portal.pages.accounts import door, own, people, roles

AREA: Final = Area(
    blueprints=[door.blueprint, roles.blueprint, own.blueprint, people.blueprint],
    menu=[MenuEntry("accounts", "people.index", accounts, icon="people", group="admin", rank=900)],
)
