"""The processes of the house: all in one, or web, workers and ticker each for itself."""

from __future__ import annotations

import gc
import signal
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from threading import Event as Flag
from typing import Any, Final
from urllib.parse import urlsplit
from wsgiref.types import WSGIApplication

from deploy import apart, house, memory
from deploy.backstage import backstage_of
from deploy.demo.unfinished import ADVICE, is_half_told, telling
from deploy.in_turn import InTurn
from deploy.posts import broker_of
from deploy.settings import Settings
from deploy.ticks import plan
from messaging.crew import Crew, Part
from messaging.service import Service
from messaging.worker import Embedded, serve
from portal.app import create_app
from portal.runs.maker import Maker
from portal.settings import PortalSettings
from scheduler.ticker import Ticker
from services.notifications.courier import Courier
from services.notifications.mailer import Mailer, MailSettings, ServerNote
from services.notifications.outgoing import Way
from services.notifications.smtp import PATIENCE, server_of
from workflow import bernese

Say = Callable[[str], None]
TURN: Final = 0.0005
"""Seconds a thread that computes may keep others waiting who come back from the disk or the network."""
GARBAGE: Final = (20_000, 20, 50)
"""Objects made before somebody looks for garbage; what a request makes is gone with it without any looking."""


def settle() -> None:
    """Settle down to serve: what was loaded stays, so nobody looks through it for garbage in the middle of an answer.

    Threads that deliver letters take shorter turns than Python's own, so that whoever waits at a desk comes first.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(*GARBAGE)
    sys.setswitchinterval(TURN)


@contextmanager
def everything(settings: Settings, *, demo: bool, say: Say) -> Iterator[WSGIApplication]:
    """Yield the portal with all services, workers and the clock running in this process."""
    memory.share_one_heap()
    bernese.know(apart.do(lambda: _prepare_alone(settings, demo=demo, say=say)))
    services = house.build(settings)
    inside = Embedded(services.values())
    ticker = Ticker(plan(), inside.transport, house.wall_clock)
    app = application_of(services, settings)
    with inside, mailing(services, settings), making(app):
        ticker.start()
        settle()
        try:
            yield app.wsgi_app
        finally:
            ticker.stop()
    house.close(services)


def _prepare_alone(settings: Settings, *, demo: bool, say: Say) -> bernese.Known:
    """Prepare everything; return the holidays, so that whoever serves need not load the library that knows them."""
    services = house.build(settings)
    prepare(services, settings, demo=demo, say=say)
    house.close(services)
    return bernese.around(house.wall_clock().year)


def prepare(services: Mapping[str, Service], settings: Settings, *, demo: bool, say: Say) -> None:
    """Bring tables and reference data up to date, and fill an empty installation with the demonstration story.

    A story that was cut short is not gone on with: it says so. What this loads is not needed afterwards.
    """
    from deploy.migrations import migrate
    from deploy.reference.loading import load_reference

    for each in services.values():
        if migrate(each).found is None:
            say(f"Tables of {each.name} made.")
    loaded = load_reference(services)
    if loaded.entered:
        say(f"Reference data: {loaded.entered} records entered, {loaded.unchanged} already there.")
    if is_half_told(settings):
        say(ADVICE)
    elif demo:
        _tell(services, settings, say)


def _tell(services: Mapping[str, Service], settings: Settings, say: Say) -> None:
    from deploy.demo import story  # a quarter of a start, which no worker ever needs

    if not story.is_told(services):
        with telling(settings):
            story.tell_story(services, house.wall_clock(), say)


def portal_of(services: Mapping[str, Service], settings: Settings) -> WSGIApplication:
    """Return the portal on these services, as web servers want it."""
    served: WSGIApplication = application_of(services, settings).wsgi_app
    return served


def application_of(services: Mapping[str, Service], settings: Settings) -> Any:
    """Return the Flask application on these services."""
    address = urlsplit(settings.address)
    hosts = {address.hostname or "localhost", settings.host, "localhost", "127.0.0.1"}
    portal = PortalSettings(
        secret_key=settings.secret(),
        https=address.scheme == "https",
        hosts=tuple(sorted(hosts)),
        proxies=settings.proxies,
        clamd=settings.clamd_url,
        sender=settings.mail_from,
    )
    return create_app(services, portal, backstage_of(settings))


def serve_web(app: WSGIApplication, settings: Settings) -> None:
    """Serve the portal with waitress until interrupted."""
    from waitress.server import create_server

    server = create_server(InTurn(app), host=settings.host, port=settings.port, threads=4, ident=None)
    before = signal.signal(signal.SIGTERM, lambda *_: server.close())
    try:
        server.run()
    except (KeyboardInterrupt, OSError):
        pass  # Ctrl+C and a closed socket are how people stop it.
    finally:
        signal.signal(signal.SIGTERM, before)


def serve_gunicorn(settings: Settings, *, workers: int, threads: int) -> None:
    """Serve the portal with gunicorn; each process makes its own pools after the fork."""
    from gunicorn.app.base import BaseApplication

    from deploy.web_worker import Worker, connections

    class Portal(BaseApplication):
        """gunicorn with its settings given from here."""

        def load_config(self) -> None:
            options = {"bind": f"{settings.host}:{settings.port}", "workers": workers, "threads": threads}
            options |= {"worker_class": Worker, "worker_connections": connections(), "backlog": 4096}
            for name, value in options.items():
                self.cfg.set(name, value)

        def load(self) -> Any:
            app = application_of(house.build(settings), settings)
            maker_of(app).start()
            settle()
            return app.wsgi_app

    memory.share_one_heap()
    bernese.know(apart.do(lambda: bernese.around(house.wall_clock().year)))
    application_of(house.build(settings), settings)
    settle()  # What is loaded here, all processes share; what is made of it, each makes for itself.
    Portal().run()


def serve_workers(settings: Settings, names: Sequence[str]) -> None:
    """Run the letters of the named services until SIGTERM."""
    from deploy.runtime_worker import rabbit_workers

    services = house.build(settings, only=names)
    workers = rabbit_workers(services.values(), broker_of(settings))
    settle()
    with mailing(services, settings):
        serve(workers)
    house.close(services)


def maker_of(app: Any) -> Crew:
    """Return the loops that live beside the portal's views: one makes files with them, one notes who used them."""
    return Crew([Part("runs", Maker(app).run), Part("last_use", app.extensions["ssip.last_use"].run)])


@contextmanager
def making(app: Any) -> Iterator[None]:
    """Make files in the background meanwhile; one under way is given back at the end."""
    crew = maker_of(app)
    crew.start()
    try:
        yield
    finally:
        crew.stop(PATIENCE)


@contextmanager
def mailing(services: Mapping[str, Service], settings: Settings) -> Iterator[None]:
    """Make the calls of webhooks meanwhile where notifications runs here, and send mails where a server is set."""
    desk = services.get("notifications")
    if desk is None:
        yield
        return
    note = ServerNote(desk, is_there=bool(settings.smtp_url))
    parts = [Part("webhooks", Courier(desk, settings.address, Way()).run), Part("mail_server", note.run)]
    if settings.smtp_url:
        mail = MailSettings(server_of(settings.smtp_url), settings.mail_from, settings.address)
        parts.append(Part("mails", Mailer(desk, mail).run))
    crew = Crew(parts)
    crew.start()
    try:
        yield
    finally:
        crew.stop(PATIENCE)


def serve_ticker(settings: Settings) -> None:
    """Say the ticks until SIGTERM."""
    from messaging.transports.rabbitmq_posting import RabbitPosting

    stop = Flag()
    for each in (signal.SIGTERM, signal.SIGINT):
        signal.signal(each, lambda *_: stop.set())
    transport = RabbitPosting(broker_of(settings), "scheduler")
    ticker = Ticker(plan(), transport, house.wall_clock)
    ticker.start()
    stop.wait()
    ticker.stop()
    transport.close()
