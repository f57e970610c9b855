"""The pages of help, in the person's language."""

from __future__ import annotations

from typing import Final

from flask import Blueprint, Response, current_app, request, url_for

from portal.doors import language
from portal.form_reading import clean
from portal.help import texts
from portal.page import show
from schemas.refusal import NotFound

blueprint: Final = Blueprint("help", __name__, url_prefix="/help")
LONGEST: Final = 100


@blueprint.get("")
def index() -> Response:
    """Show every page of help, or those that contain what is asked for."""
    wanted = clean(request.args.get("text", ""), lines=False)[:LONGEST]
    return show(
        "help/index.html",
        texts=texts.texts(language()).values(),
        wanted=wanted,
        found=texts.search(language(), wanted) if wanted else [],
    )


@blueprint.get("/<name>")
def page(name: str) -> Response:
    """Show one page of help."""
    every = texts.texts(language())
    if name not in every:
        raise NotFound("help")
    return show("help/page.html", text=every[name], body=texts.as_html(every[name], _address), texts=every.values())


def _address(endpoint: str) -> str:
    """Return where a screen is; this portal may be put together without it."""
    return url_for(endpoint) if endpoint in current_app.view_functions else ""
