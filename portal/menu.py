"""The menu on the left: what this role may open, with what waits behind each line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from flask import current_app, request, url_for

from messaging.database import DatabaseDown
from portal import doors, kept_views
from portal.areas import Area, Count, MenuEntry, areas
from portal.counters import Counters, lately, remembered
from portal.parts import MenuItem
from schemas.refusal import Refusal
from schemas.words import is_known

_Offered = tuple[Sequence[Area], Sequence[tuple[MenuEntry, MenuItem]]]
"""The areas of a portal, and what one role may open of them."""


def menu() -> list[MenuItem]:
    """Return the lines of the menu for the person of this request."""
    kept: Counters = current_app.extensions["ssip.counters"]
    numbers, here = kept.of(doors.who().live.id), request.endpoint or ""
    permitted = _permitted()
    is_line = any(entry.endpoint == here for entry, _ in permitted)
    lines = [
        _now(item, _remembered_count(numbers, entry), is_here=_is_here(entry.endpoint, here, is_line=is_line))
        for entry, item in permitted
        if entry.when is None or lately(f"{entry.key} wanted", partial(_is_wanted, entry))
    ]
    return [*lines, *kept_views.in_menu()]


def _permitted() -> Sequence[tuple[MenuEntry, MenuItem]]:
    """Return the entries this role may open, in their order; the tables of permits hold as long as the portal runs."""
    known: dict[object, _Offered] = current_app.extensions.setdefault("ssip.menus", {})
    key, offered = (doors.actor().role, doors.language(), request.script_root), areas()
    if key not in known or known[key][0] is not offered:
        open_ones = (each for area in offered for each in area.menu if _may(each))
        known[key] = (offered, [(each, _item(each)) for each in sorted(open_ones, key=lambda each: each.rank)])
    return known[key][1]


def _may(entry: MenuEntry) -> bool:
    needs = entry.needs if isinstance(entry.needs, tuple) else (entry.needs,)
    return any(doors.may(each) for each in needs)


def _is_wanted(entry: MenuEntry) -> bool:
    """Whether the line concerns this organisation; a question that cannot be asked never keeps a page back."""
    try:
        return entry.when is None or entry.when()
    except (Refusal, DatabaseDown):
        return False


def _remembered_count(numbers: dict[str, Any], entry: MenuEntry) -> Count | None:
    if entry.count is None:
        return None
    found: Count | None = remembered(numbers, entry.key, partial(_count, entry))
    return found


def _now(item: MenuItem, count: Count | None, *, is_here: bool) -> MenuItem:
    """Return a line as it stands on this page."""
    if not (count and count.total) and not is_here:
        return item
    total, urgent = (count.total, count.urgent) if count else (0, False)
    return replace(item, count=total, urgent=urgent, active=is_here)


def _item(entry: MenuEntry) -> MenuItem:
    return MenuItem(
        key=entry.key,
        url=url_for(entry.endpoint),
        label=_words(f"menu.{entry.key}", entry.key),
        icon=entry.icon,
        group=_words(f"menu.group.{entry.group}", entry.group) if entry.group else "",
    )


def _count(entry: MenuEntry) -> Count | None:
    """Return what waits behind the line; a counter that cannot be asked never keeps a page from being shown."""
    try:
        return entry.count() if entry.count else None
    except (Refusal, DatabaseDown):
        return None


def _is_here(endpoint: str, here: str, *, is_line: bool) -> bool:
    """Whether this page lies behind the line: the same page, or another one of its blueprint without a line itself."""
    is_near = endpoint.endswith(".index") and here.partition(".")[0] == endpoint.partition(".")[0]
    return here == endpoint or (is_near and not is_line)


def _words(key: str, otherwise: str) -> str:
    return doors.say(key) if is_known(key, doors.language()) else otherwise


def account_menu() -> Sequence[MenuItem]:
    """Return the lines under one's own name; they are the same for everybody with one role, and with several."""
    known: dict[object, Sequence[MenuItem]] = current_app.extensions.setdefault("ssip.account_menus", {})
    key = (doors.who().live.roles > 1, doors.language(), request.script_root)
    if key not in known:
        known[key] = tuple(_account_lines(has_choice=key[0]))
    return known[key]


def _account_lines(*, has_choice: bool) -> Iterator[MenuItem]:
    if has_choice:
        yield MenuItem("roles", url_for("roles.index"), doors.say("menu.roles"), "arrow-left-right")
    yield MenuItem("runs", url_for("runs.index"), doors.say("menu.runs"), "download")
    yield MenuItem("views", url_for("views.index"), doors.say("menu.views"), "bookmark")
    yield MenuItem("settings", url_for("own.settings"), doors.say("menu.settings"), "person")
    yield MenuItem("password", url_for("own.password"), doors.say("menu.password"), "key")
    yield MenuItem("sessions", url_for("own.sessions"), doors.say("menu.sessions"), "shield-lock")
