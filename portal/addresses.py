"""Filters, sorting and pages of a list, all of them in the address, so that a list can be kept and sent on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final
from urllib.parse import urlencode
from uuid import UUID

from flask import current_app, request, url_for

from portal.cells import Column
from portal.doors import say, today
from portal.form_reading import clean, read_day
from portal.parts import FieldView, FilterChip

LONGEST: Final = 100
MOST: Final = 4096
"""Addresses of lists that are not narrowed, kept in a process."""
_PLAIN: Final = "!$'()*,/:;?@"
"""Signs that stand in an address as they are."""
PASSING: Final = {"page": None, "export": None, "list": None}
"""What an address says about one look at a list, and not about the list."""


def text(name: str) -> str:
    """Return one value of the address, cleaned and short."""
    given = request.args
    return clean(sent, lines=False)[:LONGEST] if given and (sent := given.get(name)) else ""


def is_on(name: str) -> bool:
    """Whether a tick box of the address is on."""
    return text(name) == "yes"


def number(name: str, otherwise: int = 1) -> int:
    """Return a positive number of the address; anything else is ``otherwise``."""
    sent = text(name)
    return max(1, int(sent)) if sent.isdecimal() and len(sent) < 7 else otherwise


def unread(name: str, widget: str) -> tuple[str, ...]:
    """Return what is said beside a box whose day or percentage cannot be read; such a filter narrows nothing."""
    sent = text(name)
    if not sent:
        return ()
    if widget == "date":
        return () if read_day(sent, today()) else (say("objection.field_not_a_day"),)
    whole = sent.removesuffix("%").strip()
    is_strange = widget == "percent" and not (whole.isdecimal() and 0 < int(whole) <= 100)
    return (say("objection.field_outside", min=1, max=100),) if is_strange else ()


def identity(name: str) -> UUID | None:
    """Return an id of the address, None for none or a strange one."""
    try:
        return UUID(text(name))
    except ValueError:
        return None


def kept(**changes: Any) -> dict[str, str]:
    """Return what the address says about a list, with some of it changed."""
    values: dict[str, Any] = request.args.to_dict() | PASSING | changes
    return {name: str(value) for name, value in values.items() if value not in ("", None)}


def here(endpoint: str = "", **changes: Any) -> str:
    """Return this list with some of its address changed; an empty value takes a filter off."""
    where = endpoint or request.endpoint or ""
    if request.args or request.view_args:
        return _made(where, changes)
    known: dict[object, str] = current_app.extensions.setdefault("ssip.addresses", {})
    key = (where, request.script_root, *changes.items())
    if key not in known:
        if len(known) >= MOST:
            known.clear()
        known[key] = _made(where, changes)
    return known[key]


def _made(endpoint: str, changes: Mapping[str, Any]) -> str:
    path, asked = url_for(endpoint, **(request.view_args or {})), kept(**changes)
    return f"{path}?{urlencode(asked, safe=_PLAIN)}" if asked else path


def sortable(endpoint: str, column: Column, up: str, down: str) -> Column:
    """Return a column whose heading sorts the list, up first, then down."""
    now = text("sort")
    order = {up: "ascending", down: "descending"}.get(now, "")
    return replace(column, sort_url=here(endpoint, sort=down if now == up else up), order=order)


def chips(endpoint: str, views: Sequence[FieldView]) -> list[FilterChip]:
    """Return the filters that are on and may be off, each with the address without it."""
    found = (view for view in views if view.value and not view.required and not view.errors)
    return [FilterChip(words_of(view), here(endpoint, **{view.name: None})) for view in found]


def words_of(view: FieldView) -> str:
    """Return one filter that is on in words: « État : publié »."""
    words: Mapping[str, str] = {str(each[0]): str(each[1]) for each in view.choices}
    if view.widget == "checkbox":
        return view.label
    return f"{view.label}{say('export.colon')} {words.get(str(view.value), str(view.value))}"
