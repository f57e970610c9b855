"""One's own views of lists: where each leads, for the menu and for the lists themselves."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from urllib.parse import parse_qsl, urlencode

from flask import current_app, g, request, url_for

from messaging.database import DatabaseDown
from portal import addresses, doors
from portal.accounts.views import ViewLine, my_views
from portal.counters import Counters, remembered
from portal.parts import MenuItem, Tab

FREE: Final = frozenset({"text", "q", "name"})
"""What people type into a search box may be somebody's name; it is never kept."""


def mine() -> Sequence[ViewLine]:
    """Return one's own views whose list this portal has, asked for once a request."""
    if "kept_views" not in g:
        g.kept_views = [each for each in _asked() if each.endpoint in current_app.view_functions]
    found: Sequence[ViewLine] = g.kept_views
    return found


def _asked() -> Sequence[ViewLine]:
    if not doors.who().live.has_views:
        return ()
    try:
        kept: Counters = current_app.extensions["ssip.counters"]
        found: Sequence[ViewLine] = remembered(kept.of(doors.who().live.id), "views", lambda: doors.ask(my_views))
        return found
    except DatabaseDown:
        return ()


def url_of(view: ViewLine) -> str:
    """Return where a view leads."""
    return f"{url_for(view.endpoint)}?{view.query}" if view.query else url_for(view.endpoint)


def query_now() -> str:
    """Return the address of this list as it may be kept: filters, order and columns, nothing typed."""
    return urlencode({name: value for name, value in addresses.kept().items() if name not in FREE})


def _is_now(view: ViewLine) -> bool:
    here = sorted(parse_qsl(query_now()))
    return view.endpoint == request.endpoint and sorted(parse_qsl(view.query)) == here and bool(here)


def of_list() -> list[Tab]:
    """Return one's own views of this list."""
    return [Tab(each.name, url_of(each), _is_now(each)) for each in mine() if each.endpoint == request.endpoint]


def in_menu() -> list[MenuItem]:
    """Return one's own views as lines of the menu."""
    group = doors.say("menu.group.views")
    return [MenuItem(f"view-{each.id}", url_of(each), each.name, "bookmark", group=group) for each in mine()]
