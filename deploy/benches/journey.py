"""The journey measured in both modes: what people wait for, and how long news take to have their effect."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import structlog

from deploy import house
from deploy.benches.figures import milliseconds, timed
from deploy.benches.furniture import furnish
from deploy.benches.play import Play
from deploy.benches.servers import ServerMode, server_mode
from deploy.demo.people import PASSWORD
from deploy.processes import application_of, settle
from deploy.settings import Settings, from_environment
from messaging.service import Service
from messaging.worker import Embedded

Say = Callable[[str], None]
PAGES: Final = 40
BOOTING: Final = 120.0
"""Seconds until freshly started workers have heard their first letter, on a busy machine."""


def run(*, quick: bool, say: Say) -> dict[str, Any]:
    """Measure and return the report; the server mode is left out, in words, where no servers answer."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    journeys = 8 if quick else 40
    report: dict[str, Any] = {"journeys": journeys}
    with TemporaryDirectory() as folder:
        settings = from_environment({}, data_dir=Path(folder))
        say("embedded: SQLite, one process")
        with furnished(settings) as services:
            report |= _alone(services, 3 if quick else 10)
        with embedded(settings) as services:
            report |= {f"embedded_{name}": value for name, value in _measure(services, settings, journeys).items()}
    with server_mode(say, together=quick) as servers:
        if servers is None:
            report["server"] = "not measured: no PostgreSQL and RabbitMQ answer on their usual ports"
            return report
        report |= _servers(servers, journeys, say)
    return report


def _servers(servers: ServerMode, journeys: int, say: Say) -> dict[str, Any]:
    say("server: PostgreSQL, RabbitMQ, workers in processes of their own")
    services = house.build(servers.settings)
    try:
        return {f"server_{name}": value for name, value in _measure(services, servers.settings, journeys).items()}
    finally:
        house.close(services)


@contextmanager
def furnished(settings: Settings) -> Iterator[Mapping[str, Service]]:
    """Yield services with the scenery of the demonstration, and nobody who delivers their letters."""
    services = house.build(settings)
    furnish(services)
    yield services
    house.close(services)


@contextmanager
def embedded(settings: Settings) -> Iterator[Mapping[str, Service]]:
    """Yield the services of a furnished place with everything running inside this process."""
    services = house.build(settings)
    settle()
    with Embedded(services.values()):
        yield services
    house.close(services)


def _alone(services: Mapping[str, Service], journeys: int) -> dict[str, Any]:
    """Measure commands while nothing else runs; the same commands under journeys then show who is in the way."""
    inside = Embedded(services.values())
    Play(services, deliver=inside.drain).whole()
    play = Play(services, deliver=inside.drain)
    for _ in range(journeys):
        play.whole()
    return milliseconds(play.commands, "embedded_command_alone")


def _measure(services: Mapping[str, Service], settings: Settings, journeys: int) -> dict[str, Any]:
    Play(services, patience=BOOTING).whole()
    play = Play(services)
    started = time.perf_counter()
    for _ in range(journeys):
        play.whole()
    spent = time.perf_counter() - started
    report: dict[str, Any] = milliseconds(play.commands, "command") | milliseconds(play.news, "event")
    report["journeys_per_second"] = round(journeys / spent, 2)
    return report | milliseconds(_pages(services, settings), "page")


def _pages(services: Mapping[str, Service], settings: Settings) -> list[float]:
    """Return the seconds of list pages, signed in, template and all."""
    app = application_of(services, settings)
    visitor = app.test_client()
    form = visitor.get("/sign-in")
    token = form.text.partition('name="csrf_token"')[2].partition('value="')[2].partition('"')[0]
    asked = {"sign_in_name": "coordination", "password": PASSWORD, "csrf_token": token}
    visitor.post("/sign-in", data=asked, follow_redirects=True)
    spent: list[float] = []
    for _ in range(PAGES):
        with timed(spent):
            answer = visitor.get("/mandates")
        if answer.status_code != 200:  # HTTP's own number
            raise RuntimeError(f"the list of mandates answered {answer.status_code}")
    return spent
