"""The menu on the left: what this role may open, with what waits behind each line."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from flask import current_app, request, url_for

from messaging.database import DatabaseDown
from portal import doors, kept_views
from portal.areas import Count, MenuEntry, areas
from portal.counters import Counters, remembered
from portal.parts import MenuItem
from schemas.refusal import Refusal
from schemas.words import is_known


def menu() -> list[MenuItem]:
    """Return the lines of the menu for the person of this request."""
    kept: Counters = current_app.extensions["ssip.counters"]
    numbers = kept.of(doors.who().live.id)
    offered = (each for area in areas() for each in area.menu if _is_open(each, numbers))
    entries = sorted(offered, key=lambda each: each.rank)
    lines = [_item(each, remembered(numbers, each.key, partial(_count, each))) for each in entries]
    return [*lines, *kept_views.in_menu()]


def _is_open(entry: MenuEntry, numbers: dict[str, Any]) -> bool:
    needs = entry.needs if isinstance(entry.needs, tuple) else (entry.needs,)
    if not any(doors.may(each) for each in needs):
        return False
    return entry.when is None or bool(remembered(numbers, f"{entry.key} wanted", partial(_is_wanted, entry)))


def _is_wanted(entry: MenuEntry) -> bool:
    """Whether the line concerns this organisation; a question that cannot be asked never keeps a page back."""
    try:
        return entry.when is None or entry.when()
    except (Refusal, DatabaseDown):
        return False


def _item(entry: MenuEntry, count: Count | None) -> MenuItem:
    return MenuItem(
        key=entry.key,
        url=url_for(entry.endpoint),
        label=_words(f"menu.{entry.key}", entry.key),
        icon=entry.icon,
        count=count.total if count else 0,
        urgent=bool(count and count.urgent),
        active=_is_here(entry.endpoint),
        group=_words(f"menu.group.{entry.group}", entry.group) if entry.group else "",
    )


def _count(entry: MenuEntry) -> Count | None:
    """Return what waits behind the line; a counter that cannot be asked never keeps a page from being shown."""
    try:
        return entry.count() if entry.count else None
    except (Refusal, DatabaseDown):
        return None


def _is_here(endpoint: str) -> bool:
    """Whether this page lies behind the line: the same page, or another one of the same blueprint."""
    here = request.endpoint or ""
    return here == endpoint or (endpoint.endswith(".index") and here.partition(".")[0] == endpoint.partition(".")[0])


def _words(key: str, otherwise: str) -> str:
    return doors.say(key) if is_known(key, doors.language()) else otherwise


def account_menu() -> Iterator[MenuItem]:
    """Yield the lines under one's own name."""
    if doors.who().live.roles > 1:
        yield MenuItem("roles", url_for("roles.index"), doors.say("menu.roles"), "arrow-left-right")
    yield MenuItem("runs", url_for("runs.index"), doors.say("menu.runs"), "download")
    yield MenuItem("views", url_for("views.index"), doors.say("menu.views"), "bookmark")
    yield MenuItem("settings", url_for("own.settings"), doors.say("menu.settings"), "person")
    yield MenuItem("password", url_for("own.password"), doors.say("menu.password"), "key")
    yield MenuItem("sessions", url_for("own.sessions"), doors.say("menu.sessions"), "shield-lock")
