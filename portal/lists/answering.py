"""The answer of a list page: the page itself, or the export its address asks for."""

from __future__ import annotations

from typing import Any

from flask import Response, make_response, redirect, request

from portal import addresses
from portal.lists.door import send
from portal.lists.listing import Listing
from portal.page import show
from schemas.codes_exports import OF_LISTS, ExportFormat


def answer(template: str, *listings: Listing, **context: Any) -> Response:
    """Show the page, or send the export its address asks for; the template knows the first list as ``listing``."""
    if len(ticked := request.args.getlist("columns")) > 1:
        return make_response(redirect(addresses.here(columns=".".join(ticked)), 303))
    listings[0].choose_columns()
    asked = request.args.get("export", "")
    if asked in OF_LISTS:
        named = request.args.get("list", "")
        wanted = next((each for each in listings if each.name == named), listings[0])
        return send(wanted, ExportFormat(asked))
    lists = {each.name.rpartition(".")[2]: each for each in listings}
    return show(template, listing=listings[0], lists=lists, **context)
