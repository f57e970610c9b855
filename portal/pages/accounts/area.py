"""What accounts bring: the door, one's own pages, and the administrator's list."""

from __future__ import annotations

from typing import Final

from portal.accounts.queries import accounts
from portal.accounts.reviews import access_reviews
from portal.areas import Area, MenuEntry
from portal.pages.accounts import door, own, people, reviews, roles

AREA: Final = Area(
    blueprints=[door.blueprint, roles.blueprint, own.blueprint, people.blueprint, reviews.blueprint],
    menu=[
        MenuEntry("accounts", "people.index", accounts, icon="people", group="admin", rank=900),
        MenuEntry(
            "access_reviews", "access_reviews.index", access_reviews, icon="person-check", group="admin", rank=905
        ),
    ],
)
