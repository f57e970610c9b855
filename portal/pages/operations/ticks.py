"""The clock's ticks: how often each is said, when it ran last and runs next, and a button to run it now."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from flask import Blueprint, Response, g, url_for
from werkzeug.wrappers import Response as Answer

from messaging import operating
from messaging.operating import LastRun
from messaging.trace import trace_id
from portal import formats
from portal.backstage import PlannedTick, backstage
from portal.doors import actor, desks, language, may, need, now, say
from portal.page import leave, show
from portal.pages.operations.common import asked_all, desk_of, service_name, tabs
from schemas.message import owner_of
from schemas.refusal import NotFound
from schemas.words import is_known

blueprint: Final = Blueprint("ticks", __name__, url_prefix="/operations/ticks")


@blueprint.get("")
def index() -> Response:
    """Show every tick of the house."""
    need(operating.last_runs)
    planned = [each for each in backstage().ticks if owner_of(each.command.said) in desks()]
    runs = _runs(planned)
    return show(
        "operations/ticks.html",
        tabs=tabs("ticks"),
        lines=[_line(each, runs.get(each.command.said)) for each in planned],
        may_run=may(operating.run_tick),
    )


def _runs(planned: list[PlannedTick]) -> Mapping[str, LastRun]:
    found: dict[str, LastRun] = {}
    names = {name: [each.command.said for each in planned if owner_of(each.command.said) == name] for name in desks()}
    for _, runs in asked_all(lambda desk: operating.last_runs(desk, actor(), names[desk.name])):
        found |= runs or {}
    return found


def _line(tick: PlannedTick, run: LastRun | None) -> Mapping[str, str]:
    said, instant = tick.command.said, now()
    daily = say("operations.tick.daily", at=tick.daily_at)
    heard = run.heard_at if run else None
    by_hand = run.by_hand_at if run else None
    return {
        "said": said,
        "title": _title(said),
        "service": service_name(owner_of(said)),
        "often": say("operations.tick.minutes", count=tick.minutes) if tick.minutes else daily,
        "last": formats.moment(heard) if heard else say("operations.tick.never"),
        "last_ago": formats.ago(heard, instant, language()) if heard else "",
        "by_hand": formats.moment(by_hand),
        "next": formats.moment(tick.next_at(instant)),
        "late": say("operations.tick.late") if heard and tick.is_late(heard, instant) else "",
        "run_url": url_for("ticks.run", said=said),
    }


def _title(said: str) -> str:
    verb = said.partition(".")[2]
    key = f"operations.tick.name.{verb}"
    return say(key) if is_known(key, language()) else said


@blueprint.post("/<said>/run")
def run(said: str) -> Answer:
    """Run a tick now, and show what followed from it."""
    need(operating.run_tick)
    tick = next((each for each in backstage().ticks if each.command.said == said), None)
    if tick is None:
        raise NotFound(said)
    operating.run_tick(desk_of(owner_of(said)), actor(), tick.command, g.trace)
    return leave("trace.index", text=say("operations.tick.ran", tick=_title(said)), id=trace_id(g.trace))
