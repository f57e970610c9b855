"""The search box on top of every page: each area looks in its own records, and only in those one may see."""

from __future__ import annotations

from itertools import islice
from typing import Final

from flask import Blueprint, Response, request

from portal.areas import areas
from portal.form_reading import clean
from portal.page import show

blueprint: Final = Blueprint("search", __name__)
SHORTEST: Final = 2
LONGEST: Final = 100
MOST: Final = 20


@blueprint.get("/search")
def index() -> Response:
    """Show what every area found, at most ``MOST`` hits each."""
    text = clean(request.args.get("q", ""), lines=False)[:LONGEST]
    found = (
        [hit for area in areas() if area.search for hit in islice(area.search(text), MOST)] if _is_enough(text) else []
    )
    return show("core/search.html", hits=found, search_text=text, is_enough=_is_enough(text))


def _is_enough(text: str) -> bool:
    return len(text) >= SHORTEST
