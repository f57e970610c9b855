"""Coming in by a signed link: one page that does one thing for one organisation, without an account."""

from __future__ import annotations

from typing import Final

from flask import Blueprint, Response, g, url_for
from werkzeug.wrappers import Response as Answer

from portal.doors import desks, language
from portal.marks import public
from portal.objection_words import words_of
from portal.page import show
from portal.pages.notifications.purposes import PAGES
from portal.pages.notifications.visit import Visit, hashed
from schemas.actor import HOUSE
from schemas.codes_notifications import LinkState
from schemas.notifications import AskForLink
from schemas.refusal import Objection, Refused
from services.notifications.queries.links import LinkView, link_behind

blueprint: Final = Blueprint("visits", __name__, url_prefix="/l")


@blueprint.route("/<token>", methods=["GET", "POST"])
@public
def index(token: str) -> Answer:
    """Show what the link is for and do it; a link that no longer opens says why."""
    link = _link(token)
    if link.state is not LinkState.OPEN:
        return _shut(token, link.state)
    return PAGES[link.purpose](Visit(token, link))


def _link(token: str) -> LinkView:
    return desks()["notifications"].ask(link_behind, HOUSE, token_hash=hashed(token))


def _shut(token: str, state: LinkState, told: str = "") -> Response:
    text = told or words_of(Objection(f"link_{state.value}"), language())
    again = url_for("visits.again", token=token) if state is LinkState.EXPIRED and not told else ""
    return show("notifications/shut.html", state=state, text=text, again=again, status=200 if told else 410)


@blueprint.post("/<token>/again")
@public
def again(token: str) -> Answer:
    """Send a new link to the address that is known."""
    link = _link(token)
    try:
        desks()["notifications"].do(AskForLink(token_hash=hashed(token)), HOUSE, traceparent=g.trace)
    except Refused as refused:
        return _shut(token, link.state, words_of(refused.objections[0], language()))
    return show("notifications/done.html", what="sent")


@blueprint.get("/done")
@public
def done() -> Response:
    """Thank somebody who has done what a link was for."""
    return show("notifications/done.html", what="done")
