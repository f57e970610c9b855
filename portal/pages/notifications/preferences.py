"""What reaches somebody in which way, and the address of their calendar."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from hashlib import sha256
from typing import Final

from flask import Blueprint, Response, request, url_for
from werkzeug.wrappers import Response as Answer

from portal.cells import Column
from portal.doors import ask, do, language, may, say
from portal.objection_words import words_of
from portal.page import leave, show
from schemas.codes_notifications import AlertKind, Channel
from schemas.notifications import CloseCalendarFeed, OpenCalendarFeed, SavePreferences
from schemas.refusal import Objection, Refused
from services.notifications.queries.preferences import MyPreferences, my_preferences
from services.notifications.queries.webhooks import my_webhook

blueprint: Final = Blueprint("preferences", __name__, url_prefix="/preferences")
CHANNELS: Final = (Channel.DIGEST, Channel.MAIL, Channel.CALENDAR)


@blueprint.route("", methods=["GET", "POST"])
def index() -> Answer:
    """Show what goes which way, and keep what somebody ticks."""
    mine = ask(my_preferences)
    if request.method == "GET":
        return _shown(mine)
    sent = {each: _ticked(each) for each in CHANNELS}
    try:
        do(SavePreferences(digest=sent[Channel.DIGEST], mail=sent[Channel.MAIL], calendar=sent[Channel.CALENDAR]))
    except Refused as refused:
        return _shown(mine, sent, refused.objections)
    return leave("preferences.index")


def _ticked(channel: Channel) -> tuple[AlertKind, ...]:
    known = set(AlertKind)
    return tuple(AlertKind(each) for each in dict.fromkeys(request.form.getlist(channel.value)) if each in known)


def _shown(
    mine: MyPreferences,
    sent: dict[Channel, tuple[AlertKind, ...]] | None = None,
    objections: Sequence[Objection] = (),
) -> Response:
    ways = CHANNELS if mine.announced is None else (*CHANNELS, Channel.WEBHOOK)
    errors = [("", words_of(_named(each), language())) for each in objections]
    return show(
        "notifications/preferences.html",
        mine=mine,
        columns=[
            Column(say("usefulness.kind"), kind="main"),
            *(Column(say(f"code.channel.{each}")) for each in ways),
        ],
        channels=CHANNELS,
        sent=sent,
        errors=errors,
        may_hook=may(my_webhook),
        status=422 if errors else 200,
    )


def _named(objection: Objection) -> Objection:
    """Return the objection with the kind in words instead of its code."""
    kind = say(f"alert.title.{objection.facts['kind']}")
    return Objection(objection.code, None, {"kind": kind})


@blueprint.post("/calendar")
def open_feed() -> Response:
    """Make a calendar address and show it this one time; an older one stops working."""
    token = secrets.token_urlsafe(32)
    do(OpenCalendarFeed(token_hash=sha256(token.encode()).hexdigest()))
    address = url_for("feed.send", token=token, _external=True)
    return show("notifications/calendar.html", address=address)


@blueprint.post("/calendar/close")
def close_feed() -> Answer:
    """Stop one's calendar address."""
    do(CloseCalendarFeed())
    return leave("preferences.index", text=say("preferences.closed"))
