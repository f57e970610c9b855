"""Finding every ``ActionPages`` of an app, to hold its table against the expectations."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Flask

from portal.actions import ActionPages


def action_pages(app: Flask) -> Mapping[str, ActionPages]:
    """Return the action pages of ``app`` by the name of their blueprint."""
    found = {}
    for endpoint, view in app.view_functions.items():
        owner = getattr(view, "__self__", None)
        if isinstance(owner, ActionPages) and endpoint.endswith(".act"):
            found[endpoint.removesuffix(".act")] = owner
    return found
