"""What accounts bring: the door, one's own pages, and the administrator's list."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from flask import url_for

from portal.accounts.queries import accounts
from portal.accounts.reviews import access_reviews
from portal.areas import Area, Hit, MenuEntry
from portal.doors import ask, may
from portal.pages.accounts import door, own, people, reviews, roles

MOST: Final = 10


def _search(text: str) -> Iterator[Hit]:
    if may(accounts):
        for each in ask(accounts, text=text, limit=MOST):
            address = url_for("people.detail", account_id=each.id)
            yield Hit(each.display_name, address, "account", note=each.sign_in_name)


AREA: Final = Area(
    blueprints=[door.blueprint, roles.blueprint, own.blueprint, people.blueprint, reviews.blueprint],
    menu=[
        MenuEntry("accounts", "people.index", accounts, icon="people", group="admin", rank=900),
        MenuEntry(
            "access_reviews", "access_reviews.index", access_reviews, icon="person-check", group="admin", rank=905
        ),
    ],
    search=_search,
)
