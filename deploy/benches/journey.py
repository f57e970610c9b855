"""The journey measured in both modes: what people wait for, and how long news take to have their effect."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import structlog

from deploy import house
from deploy.benches.figures import milliseconds, timed
from deploy.benches.furniture import furnish
from deploy.benches.phases import phase, repeats
from deploy.benches.play import Play
from deploy.benches.servers import server_mode
from deploy.demo.people import PASSWORD
from deploy.processes import application_of, settle
from deploy.settings import Settings, from_environment
from messaging.service import Service
from messaging.worker import Embedded

Say = Callable[[str], None]
JOURNEYS, QUICK_JOURNEYS = 40, 5
PAGES, QUICK_PAGES = 40, 12
QUICK_SECONDS: Final = 5.0
"""Seconds after which a quick run begins no further journey; the report counts those it played."""
BOOTING, QUICK_BOOTING = 120.0, 40.0
"""Seconds until freshly started workers have heard their first letter, on a busy machine."""


@dataclass(frozen=True)
class Size:
    """How much is measured: journeys with nobody else about, journeys and pages in each mode, and patience."""

    alone: int
    journeys: int
    pages: int
    seconds: float
    booting: float


def run(*, quick: bool, say: Say) -> dict[str, Any]:
    """Measure and return the report; the server mode is left out, in words, where no servers answer."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    size = Size(10, JOURNEYS, PAGES, 3600.0, BOOTING)
    if quick:
        size = Size(2, QUICK_JOURNEYS, QUICK_PAGES, QUICK_SECONDS, QUICK_BOOTING)
    report: dict[str, Any] = {}
    phase(report, "embedded", lambda: _embedded(size, say))
    phase(report, "server", lambda: _server(size, quick, say))
    return report


def _embedded(size: Size, say: Say) -> dict[str, Any]:
    say("embedded: SQLite, one process")
    with TemporaryDirectory() as folder:
        settings = from_environment({}, data_dir=Path(folder))
        with furnished(settings) as services:
            report = _alone(services, size.alone)
        with embedded(settings) as services:
            return report | _named("embedded", _measure(services, settings, size))


def _server(size: Size, quick: bool, say: Say) -> dict[str, Any]:
    with server_mode(say, together=quick) as servers:
        if servers is None:
            return {"server": "not measured: no PostgreSQL and RabbitMQ answer on their usual ports"}
        say("server: PostgreSQL, RabbitMQ, workers in processes of their own")
        services = house.build(servers.settings)
        try:
            return _named("server", _measure(services, servers.settings, size))
        finally:
            house.close(services)


def _named(mode: str, figures: Mapping[str, Any]) -> dict[str, Any]:
    return {f"{mode}_{name}": value for name, value in figures.items()}


@contextmanager
def furnished(settings: Settings) -> Iterator[Mapping[str, Service]]:
    """Yield services with the scenery of the demonstration, and nobody who delivers their letters."""
    services = house.build(settings)
    try:
        furnish(services)
        yield services
    finally:
        house.close(services)


@contextmanager
def embedded(settings: Settings) -> Iterator[Mapping[str, Service]]:
    """Yield the services of a furnished place with everything running inside this process."""
    services = house.build(settings)
    settle()
    try:
        with Embedded(services.values()):
            yield services
    finally:
        house.close(services)


def _alone(services: Mapping[str, Service], journeys: int) -> dict[str, Any]:
    """Measure commands while nothing else runs; the same commands under journeys then show who is in the way."""
    inside = Embedded(services.values())
    Play(services, deliver=inside.drain).whole()
    play = Play(services, deliver=inside.drain)
    for _ in range(journeys):
        play.whole()
    return {"embedded_journeys_alone": journeys} | milliseconds(play.commands, "embedded_command_alone")


def _measure(services: Mapping[str, Service], settings: Settings, size: Size) -> dict[str, Any]:
    Play(services, patience=size.booting).whole()
    play, played = Play(services), 0
    started = time.perf_counter()
    for number in repeats(size.journeys, size.seconds):
        play.whole()
        played = number
    spent = time.perf_counter() - started
    report: dict[str, Any] = {"journeys": played}
    report |= milliseconds(play.commands, "command") | milliseconds(play.news, "event")
    report["journeys_per_second"] = round(played / spent, 2)
    return report | milliseconds(_pages(services, settings, size.pages), "page")


def _pages(services: Mapping[str, Service], settings: Settings, times: int) -> list[float]:
    """Return the seconds of list pages, signed in, template and all."""
    app = application_of(services, settings)
    visitor = app.test_client()
    form = visitor.get("/sign-in")
    token = form.text.partition('name="csrf_token"')[2].partition('value="')[2].partition('"')[0]
    asked = {"sign_in_name": "coordination", "password": PASSWORD, "csrf_token": token}
    visitor.post("/sign-in", data=asked, follow_redirects=True)
    spent: list[float] = []
    for _ in range(times):
        with timed(spent):
            answer = visitor.get("/mandates")
        if answer.status_code != 200:  # HTTP's own number
            raise RuntimeError(f"the list of mandates answered {answer.status_code}")
    return spent
