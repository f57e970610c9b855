"""How useful mails are, and the mails that wait or failed."""

from __future__ import annotations

from datetime import timedelta
from typing import Final
from uuid import UUID

from flask import Blueprint, Response, request, url_for
from werkzeug.wrappers import Response as Answer

from portal import formats
from portal.cells import Column
from portal.doors import ask, do, language, say, today
from portal.lists import Listing, answer, whole
from portal.page import leave, show
from portal.parts import Tab
from schemas.codes_notifications import MailState
from schemas.notifications import RetryMail
from services.notifications.queries.mails import mail_counts, mails
from services.notifications.queries.usefulness import Usefulness, usefulness

blueprint: Final = Blueprint("mails", __name__, url_prefix="/mails")
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
