"""Addresses inside the portal: one with nothing but ids in it is looked up once and afterwards only filled in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final
from uuid import UUID

from flask import Flask, has_request_context, url_for
from flask.globals import request_ctx

_STANDING_IN: Final = tuple(UUID(int=0xA11_0000_0000 + each) for each in range(4))
"""Ids that nothing has; where they come to stand in an address, others will."""

Way = tuple[str, tuple[str, ...]]
"""An address with a gap for each value, and the names of the values in the order of their gaps."""


def way_to(endpoint: str, name: str) -> Callable[[UUID], str]:
    """Return what makes the address of one record out of its id, for lists that need it line by line."""
    stand_in: dict[str, Any] = {name: _STANDING_IN[0]}
    before, _, after = url_for(endpoint, **stand_in).partition(str(_STANDING_IN[0]))
    return lambda each: f"{before}{each}{after}"


class Portal(Flask):
    """A Flask application that fills ids into addresses instead of searching its routes each time.

    A list of fifty lines and its menu ask for more than a hundred addresses, nearly all of them alike.
    """

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self._ways: dict[tuple[str, ...], Way | None] = {}

    def url_for(self, endpoint: str, /, **values: Any) -> str:  # type: ignore[override]  # the same, by name
        """Return the address of a page as Flask does."""
        given = {name: value for name, value in values.items() if value is not None}
        if endpoint[0] == "." or len(given) > len(_STANDING_IN) or not has_request_context():
            return super().url_for(endpoint, **values)
        for each in given.values():
            if type(each) is not UUID:
                return super().url_for(endpoint, **values)
        adapter: Any = request_ctx.url_adapter
        key = (adapter.script_name, adapter.default_method, endpoint, *given)
        if key not in self._ways:
            self._ways[key] = self._way(endpoint, tuple(given))
        way = self._ways[key]
        return super().url_for(endpoint, **values) if way is None else way[0] % tuple(given[name] for name in way[1])

    def _way(self, endpoint: str, names: tuple[str, ...]) -> Way | None:
        """Return the way to an endpoint; None where an id does not stand in its address exactly once."""
        standing = dict(zip(names, map(str, _STANDING_IN), strict=False))
        ids: dict[str, Any] = dict(zip(names, _STANDING_IN, strict=False))
        address = super().url_for(endpoint, **ids)
        if any(address.count(each) != 1 for each in standing.values()):
            return None
        order = sorted(names, key=lambda name: address.index(standing[name]))
        pattern = address.replace("%", "%%")
        for each in standing.values():
            pattern = pattern.replace(each, "%s")
        return pattern, tuple(order)
