"""An organisation's webhook: address, kinds, secret, and the log of its calls with "send again"."""

from __future__ import annotations

import secrets
from base64 import b64encode
from typing import Final
from uuid import UUID

from flask import Blueprint, Response, request, url_for
from werkzeug.wrappers import Response as Answer

from portal import formats
from portal.cells import Cell, Column, badge
from portal.doors import ask, do, language, may, need, say
from portal.form_reading import clean
from portal.lists import Listing, answer, whole
from portal.objection_words import words_of
from portal.page import leave, show
from schemas.codes_notifications import AlertKind, MailState
from schemas.notifications import SetNotificationsValue
from schemas.refusal import Refused
from schemas.webhooks import RenewWebhookSecret, RetryWebhookCall, SaveWebhook, SwitchWebhook, TryWebhook
from schemas.words import is_known
from services.notifications.queries.webhooks import MyWebhook, WebhookCallLine, my_webhook, webhook_calls

blueprint: Final = Blueprint("webhook", __name__, url_prefix="/webhook")
LONGEST: Final = 500
ALLOWED: Final = "webhooks_allowed"
"""The setting by which the office lets organisations have webhooks."""
_TONES: Final = {
    MailState.QUEUED: "planned",
    MailState.SENDING: "planned",
    MailState.SENT: "done",
    MailState.FAILED: "danger",
}


@blueprint.route("", methods=["GET", "POST"])
def index() -> Answer:
    """Show the webhook of one's organisation; saving the first time shows its secret, once."""
    need(SaveWebhook if request.method == "POST" else my_webhook)
    mine = ask(my_webhook)
    if request.method == "GET":
        return _shown(mine, mine.url, mine.kinds)
    url, kinds, secret = _typed(), _ticked(), _new_secret()
    try:
        do(SaveWebhook(url=url, kinds=kinds, secret=secret))
    except Refused as refused:
        errors = [(each.field or "", words_of(each, language())) for each in refused.objections]
        return _shown(mine, url, frozenset(kinds), errors)
    return leave("webhook.index", text=say("webhook.saved")) if mine.url else _secret_once(secret)


def _typed() -> str:
    return clean(request.form.get("url", ""), lines=False)[:LONGEST]


def _ticked() -> tuple[AlertKind, ...]:
    known = set(AlertKind)
    return tuple(AlertKind(each) for each in dict.fromkeys(request.form.getlist("kinds")) if each in known)


def _new_secret() -> str:
    return "whsec_" + b64encode(secrets.token_bytes(32)).decode()


def _secret_once(secret: str) -> Response:
    return show("notifications/webhook_secret.html", secret=secret)


def _shown(
    mine: MyWebhook, url: str, kinds: frozenset[AlertKind], errors: list[tuple[str, str]] | None = None
) -> Response:
    lines = ask(webhook_calls)
    page = answer(
        "notifications/webhook.html",
        _listing(lines),
        mine=mine,
        url=url,
        kinds=kinds,
        errors=errors or [],
        allow_url=url_for("admin.setting", desk="notifications", name=ALLOWED) if may(SetNotificationsValue) else "",
        given_up=[(each, _what(each), _answer(each.last_answer)) for each in lines if each.state is MailState.FAILED],
    )
    page.status_code = 422 if errors else page.status_code
    return page


def _listing(lines: tuple[WebhookCallLine, ...]) -> Listing:
    labels = ("what", "state", "queued", "next", "attempts", "answer")
    columns = [Column(say(f"webhook.{each}"), numeric=each == "attempts") for each in labels]
    rows = whole([_row(each) for each in lines])
    return Listing("notifications.webhook_calls", say("webhook.calls"), columns, rows, empty=say("webhook.no_calls"))


def _row(line: WebhookCallLine) -> list[Cell]:
    ended = line.sent_at if line.state is MailState.SENT else None
    following = line.due_at if line.state is MailState.QUEUED else ended
    return [
        _what(line),
        badge(_TONES[line.state], formats.code(line.state, language())),
        formats.moment(line.queued_at),
        formats.moment(following),
        line.attempts,
        _answer(line.last_answer),
    ]


def _answer(code: str) -> str:
    """Return the status of an answer as it is, and why there was none in words."""
    return say(f"webhook.answers.{code}") if is_known(f"webhook.answers.{code}", language()) else code


def _what(line: WebhookCallLine) -> str:
    return say(f"alert.title.{line.kind.value}") if line.kind else say("webhook.trial")


@blueprint.post("/secret")
def renew() -> Answer:
    """Make another secret and show it, once."""
    secret = _new_secret()
    do(RenewWebhookSecret(secret=secret))
    return _secret_once(secret)


@blueprint.post("/switch")
def switch() -> Answer:
    """Stop the calls, or let them begin again."""
    on = request.form.get("on") == "yes"
    do(SwitchWebhook(on=on))
    return leave("webhook.index", text=say("webhook.switched_on" if on else "webhook.switched_off"))


@blueprint.post("/try")
def try_out() -> Answer:
    """Send a call that only tries the way."""
    do(TryWebhook())
    return leave("webhook.index", text=say("webhook.tried"))


@blueprint.post("/calls/<uuid:call_id>/retry")
def retry(call_id: UUID) -> Answer:
    """Let a call that was given up be tried again."""
    do(RetryWebhookCall(call_id=call_id))
    return leave("webhook.index", text=say("webhook.retried"))
