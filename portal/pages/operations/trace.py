"""One request through the house: who said what, when, heard by whom, with what effect."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Final

from flask import Blueprint, Response, request, url_for

from messaging import operating
from messaging.bookkeeping import CLAIMED, DONE
from messaging.chain import Chain, Link
from portal import formats
from portal.cells import Cell, Column, badge, link
from portal.doors import actor, desks, language, need, say
from portal.page import show
from portal.pages.operations.common import failure_words, service_name, tabs
from schemas.words import is_known

blueprint: Final = Blueprint("trace", __name__, url_prefix="/operations/trace")
_ID: Final = re.compile(r"(?:00-)?([0-9a-f]{32})(?:-[0-9a-f]{16}-[0-9a-f]{2})?")
TONES: Final = {"did": "active", "told": "info", "heard": "done", "parked": "danger", "kept": "waiting"}


@blueprint.get("")
def index() -> Response:
    """Show the chain of the trace asked for, or how to find one."""
    need(operating.follow)
    asked = request.args.get("id", "").strip().lower()[:60]
    matched = _ID.fullmatch(asked)
    found = operating.follow(desks(), actor(), matched[1]) if matched else Chain(())
    columns = [
        Column(say("operations.column.at")),
        Column(say("operations.column.service")),
        Column(say("operations.column.what")),
        Column(say("operations.column.name"), kind="main"),
        Column(say("operations.column.outcome"), kind="wide"),
    ]
    return show(
        "operations/trace.html",
        tabs=tabs("trace"),
        asked=asked,
        is_wrong=bool(asked) and matched is None,
        columns=columns,
        rows=list(_rows(found)),
        silent=[service_name(each) for each in found.silent],
        summary=_summary(found),
    )


def _rows(found: Chain) -> Iterator[list[Cell]]:
    for each in found.links:
        yield [
            _clock(each.at),
            service_name(each.service),
            badge(TONES[each.act], say(f"operations.act.{each.act}")),
            link(_parked_url(each), each.name) if each.parked else each.name.removeprefix(operating.BY_HAND),
            _outcome(each),
        ]


def _clock(at: datetime) -> str:
    local = formats.local(at)
    return f"{local:%d.%m.%Y %H:%M:%S}.{local.microsecond // 1000:03}"


def _parked_url(each: Link) -> str:
    return url_for("parked.letter", service=each.service, parked_id=each.parked)


def _outcome(each: Link) -> str:
    """Return how a step ended, in words."""
    if each.act == "did":
        how = "by_hand" if each.name.startswith(operating.BY_HAND) else "by"
        return say(f"operations.outcome.{how}", role=say(f"code.role.{each.role}"))
    if each.act == "told":
        return say("operations.outcome.unsent", attempts=each.attempts) if each.outcome else ""
    if each.act == "parked":
        decided = f"operations.settled.{each.role}"
        words = failure_words(each.outcome)
        return f"{words} · {say(decided)}" if is_known(decided, language()) else words
    if each.act == "kept":
        return say("operations.outcome.kept", attempts=each.attempts)
    if each.outcome.startswith(CLAIMED):
        return say("operations.outcome.claimed")
    return say("operations.outcome.done") if each.outcome == DONE else each.outcome


def _summary(found: Chain) -> str:
    """Return how many letters the request caused, who heard them, and how long it took until the last effect."""
    told = {each.letter for each in found.links if each.act == "told"}
    heard = [each for each in found.links if each.act == "heard"]
    if not told:
        return say("operations.trace_silent") if found.links else ""
    took = max((each.at for each in heard), default=found.links[0].at) - found.links[0].at
    return say(
        "operations.trace_summary", told=len(told), heard=len(heard), milliseconds=round(took.total_seconds() * 1000)
    )
