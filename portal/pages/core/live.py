"""What an open page asks again by itself: the numbers of its menu, so that it can tell whether to refresh its lists."""

from __future__ import annotations

from hashlib import sha256
from typing import Final

from flask import Blueprint, request
from werkzeug.wrappers import Response as Answer

from portal import menu
from portal.folds import folds
from portal.marks import unattended
from portal.page import show

blueprint: Final = Blueprint("live", __name__)


@blueprint.get("/live")
@unattended
def counters() -> Answer:
    """Return the counters of the menu as a piece of a page, or 304 where they are what the browser has.

    Asking costs what the menu of any page costs, and does not keep a session alive.
    """
    lines = menu.menu()
    answer = show(
        "core/live.html",
        counted=[each for each in lines if each.count],
        folds=[each for each in folds(lines) if each.closes and each.count],
    )
    answer.set_etag(sha256(answer.get_data()).hexdigest()[:20])
    return answer.make_conditional(request)
