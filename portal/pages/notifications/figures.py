"""How useful mails are, and the mails that wait or failed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from flask import Blueprint, Response, abort, request, url_for
from werkzeug.wrappers import Response as Answer

from portal import formats
from portal.cells import Column
from portal.doors import ask, do, language, need, say, today
from portal.form_reading import clean
from portal.forms import Form
from portal.lists import Listing, answer, whole
from portal.page import leave, show
from portal.parts import Tab
from schemas import wire
from schemas.codes_notifications import MailPart, MailState
from schemas.notifications import RetryMail, SetMailText, WithdrawMailText
from services.notifications.queries.mail_texts import mail_samples, mail_texts
from services.notifications.queries.mails import mail_counts, mails
from services.notifications.queries.usefulness import Usefulness, usefulness

blueprint: Final = Blueprint("mails", __name__, url_prefix="/mails")
_NO_WORDS: Final[Mapping[str, str]] = {}
PERIOD: Final = timedelta(days=90)


@blueprint.get("/usefulness")
def useful() -> Response:
    """Show by kind what was sent, opened, and acted on within three days, over the last three months."""
    found = ask(usefulness, since=today() - PERIOD, until=today())
    words = ("sent", "opened", "opened_percent", "acted", "acted_percent")
    columns = [Column(say("usefulness.kind"), kind="main")]
    columns += [Column(say(f"usefulness.{each}"), numeric=True) for each in words]
    listing = Listing(
        "notifications.usefulness",
        say("menu.usefulness"),
        columns,
        whole([_row(each) for each in found]),
        empty=say("usefulness.none"),
        notes=(say("usefulness.text", since=formats.day(today() - PERIOD)),),
    )
    return answer("notifications/usefulness.html", listing, since=today() - PERIOD)


def _row(line: Usefulness) -> list[str | int]:
    return [
        say(f"alert.title.{line.kind.value}"),
        line.sent,
        line.opened,
        formats.percent(line.opened_percent),
        line.acted,
        formats.percent(line.acted_percent),
    ]


@blueprint.get("")
def index() -> Response:
    """Show the mails of one state, those that failed first."""
    sent = request.args.get("state", "")
    state = MailState(sent) if sent in set(MailState) else MailState.FAILED
    return show(
        "notifications/mails.html",
        state=state,
        tabs=_tabs(state),
        lines=ask(mails, state=state),
    )


def _tabs(state: MailState) -> list[Tab]:
    counts = ask(mail_counts)
    return [
        Tab(formats.code(each, language()), url_for("mails.index", state=each.value), each is state, counts[each])
        for each in MailState
    ]


@blueprint.post("/<uuid:mail_id>/retry")
def retry(mail_id: UUID) -> Answer:
    """Let a failed mail be tried again."""
    do(RetryMail(mail_id=mail_id))
    return leave("mails.index", text=say("mails.retried"))


@blueprint.get("/texts")
def texts() -> Response:
    """Show the sentences of mails the office may word itself, and how mails read with them."""
    return show("notifications/mail_texts.html", lines=ask(mail_texts), samples=_samples())


def _samples(part: MailPart | None = None, words: Mapping[str, str] = _NO_WORDS) -> list[tuple[str, tuple[Any, ...]]]:
    return [(each, ask(mail_samples, language=each, part=part, words=words.get(each, ""))) for each in ("fr", "de")]


@blueprint.route("/texts/<part>", methods=["GET", "POST"])
def text(part: str) -> Answer:
    """Word one sentence anew: shown in whole mails first, then kept from its day on."""
    need(SetMailText)
    if part not in set(MailPart):
        abort(404)
    line = next(each for each in ask(mail_texts) if each.part == part)
    start = {"valid_from": today(), "fr": line.now["fr"], "de": line.now["de"]}
    form = Form(SetMailText, start=start, fixed={"part": line.part})
    command = form.read() if form.is_sent and not form.is_review else None
    if command and request.form.get("action") == "save" and form.carry_out():
        return leave("mails.texts", text=say("mail_texts.saved"))
    words = {each: str(form.values.get(each, "")) for each in ("fr", "de")}
    samples = _samples(line.part, words) if command else []
    return show("notifications/mail_text.html", form=form, line=line, samples=samples)


@blueprint.post("/texts/<part>/withdraw")
def withdraw_text(part: str) -> Answer:
    """Take back a wording that does not hold yet."""
    need(WithdrawMailText)
    sent = {"part": part, "valid_from": clean(request.form.get("valid_from", ""), lines=False)[:10]}
    do(wire.read(WithdrawMailText, sent))
    return leave("mails.texts", text=say("mail_texts.withdrawn"))
