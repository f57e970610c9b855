"""French or German, for this browser; one's lasting choice stands in the account's details."""

from __future__ import annotations

from typing import Final

from flask import Blueprint, abort, redirect, request, session
from werkzeug.wrappers import Response as Answer

from portal.marks import public
from portal.page import local
from schemas.words import LANGUAGES

blueprint: Final = Blueprint("language", __name__)


@blueprint.get("/language/<code>")
@public
def choose(code: str) -> Answer:
    """Remember the language in the cookie and go back to the page one came from."""
    if code not in LANGUAGES:
        abort(404)
    session["language"] = code
    return redirect(local(request.args.get("next")), 303)
