"""How the house is: databases, broker, outboxes and queues, one line per service, and every trouble in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from flask import Blueprint, Response, url_for

from messaging import operating
from messaging.health import OLD, BrokerLook, Health, Queue
from portal.areas import Count
from portal.backstage import backstage
from portal.cells import Cell, Column, badge, link
from portal.doors import actor, desks, say
from portal.page import show
from portal.pages.operations.common import asked_all, english, service_name, span, tabs

blueprint: Final = Blueprint("operations", __name__, url_prefix="/operations")


@blueprint.get("")
def index() -> Response:
    """Show every service's letters, the broker, and what is wrong in words."""
    found = [operating.standing(each, actor()) for each in desks().values()]
    broker = backstage().broker()
    queues = {each.service: each for each in broker.queues} if broker else {}
    troubles = [*_broker_trouble(broker), *(line for each in found for line in _words(each))]
    return show(
        "operations/overview.html",
        tabs=tabs("overview"),
        broker=broker,
        troubles=troubles,
        columns=list(_columns(broker is not None)),
        rows=[_row(each, queues, broker is not None) for each in found],
        totals=_totals(found),
    )


def _totals(found: list[Health]) -> Mapping[str, int | str]:
    oldest = max((each.oldest_seconds for each in found), default=0.0)
    return {
        "unsent": sum(each.unsent for each in found),
        "postponed": sum(each.postponed for each in found),
        "parked": sum(each.parked for each in found),
        "oldest": span(oldest) if any(each.unsent for each in found) else "",
    }


def _columns(has_broker: bool) -> Iterator[Column]:
    yield Column(say("operations.column.service"), kind="main")
    yield Column(say("operations.column.state"))
    yield Column(say("operations.column.unsent"), numeric=True)
    yield Column(say("operations.column.oldest"), numeric=True)
    yield Column(say("operations.column.attempts"), numeric=True)
    yield Column(say("operations.column.last_error"), kind="wide")
    yield Column(say("operations.column.kept"), numeric=True)
    yield Column(say("operations.column.parked"), numeric=True)
    if has_broker:
        yield Column(say("operations.column.queue"), numeric=True)
        yield Column(say("operations.column.hearers"), numeric=True)


def _row(health: Health, queues: Mapping[str, Queue], has_broker: bool) -> list[Cell]:
    parked = link(url_for("parked.index", service=health.service), health.parked) if health.parked else 0
    cells: list[Cell] = [
        service_name(health.service),
        _state(health),
        health.unsent,
        span(health.oldest_seconds) if health.unsent else "",
        health.attempts if health.unsent else "",
        english(health.last_error),
        health.postponed,
        parked,
    ]
    if has_broker:
        queue = queues.get(health.service)
        cells += [queue.letters if queue else None, queue.hearers if queue else None]
    return cells


def _state(health: Health) -> Cell:
    if not health.database_up:
        return badge("danger", say("operations.state.down"))
    if health.is_urgent:
        return badge("danger", say("operations.state.urgent"))
    if health.is_degraded:
        return badge("warn", say("operations.state.look"))
    return badge("success", say("operations.state.well"))


def _broker_trouble(broker: BrokerLook | None) -> Iterator[tuple[str, str]]:
    if broker and broker.trouble:
        yield say("operations.words.broker"), broker.trouble


def _words(health: Health) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with one service: a sentence, and the technical reason where there is one."""
    name = service_name(health.service)
    if not health.database_up:
        yield say("operations.words.database", service=name), ""
        return
    for each in health.blocked:
        text = say("operations.words.blocked", count=each.count, service=name, name=each.name, attempts=each.attempts)
        yield text, each.reason
    if health.oldest_seconds > OLD and not health.blocked:
        oldest = span(health.oldest_seconds)
        yield say("operations.words.unsent", count=health.unsent, service=name, oldest=oldest), health.last_error
    if health.parked:
        yield say("operations.words.parked", count=health.parked, service=name), ""
    if backstage().waits_for_migration(desks()[health.service]):
        yield say("operations.words.migration", service=name), ""


def count() -> Count:
    """Return how many letters wait for somebody's decision, for the menu."""
    total = sum(each or 0 for _, each in asked_all(lambda desk: operating.waiting_count(desk, actor())))
    return Count(total, urgent=total > 0)
