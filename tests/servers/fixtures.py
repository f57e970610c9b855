"""The fixtures by which a test asks for a server; each costs nothing until a test takes it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

from tests.servers import chromium, postgres, rabbit
from tests.servers.missing import give_up
from tests.servers.postgres import PrivatePostgres
from tests.servers.processes import once_per_run, shared_root
from tests.servers.rabbit import Broker, PrivateRabbit

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


def private_home(name: str) -> Path:
    """A new folder under the shared one, short enough for sockets and passable for other users."""
    home = shared_root() / f"{name}-{uuid4().hex[:8]}"
    home.mkdir(mode=0o711)
    return home


@pytest.fixture(scope="session")
def postgres_url() -> str:
    """An administrator's URL: SSIP_TEST_POSTGRES, else the machine's server, else one started for this run."""
    if given := os.environ.get("SSIP_TEST_POSTGRES"):
        return given
    if not postgres.is_available():
        give_up("PostgreSQL")
    return once_per_run("postgres", lambda: postgres.local_url() or PrivatePostgres(private_home("pg")).start().url)


@pytest.fixture
def fresh_database(postgres_url: str) -> Iterator[str]:
    """The URL of an empty database only this test knows."""
    with postgres.database(postgres_url) as url:
        yield url


@pytest.fixture
def private_postgres() -> Iterator[PrivatePostgres]:
    """A running PostgreSQL this test may kill."""
    if postgres.binaries() is None:
        give_up("a PostgreSQL that may be killed")
    with PrivatePostgres(private_home("pg")) as server:
        yield server


@pytest.fixture(scope="session")
def rabbitmq() -> Iterator[Broker]:
    """A broker with its administration: SSIP_TEST_RABBITMQ, else the machine's, else one started per test process."""
    given = os.environ.get("SSIP_TEST_RABBITMQ")
    if found := rabbit.given_broker(given) if given else rabbit.local_broker():
        yield found
        found.forget_vhosts()
    elif rabbit.program("rabbitmq-server"):
        with PrivateRabbit(private_home("mq")) as server:
            yield server
    else:
        give_up("RabbitMQ")


@pytest.fixture(scope="session")
def rabbitmq_url(rabbitmq: Broker) -> str:
    """The broker's own URL; prefer `fresh_vhost`, where nobody else's queues are."""
    return rabbitmq.url


@pytest.fixture
def fresh_vhost(rabbitmq: Broker) -> str:
    """The URL of an empty virtual host only this test knows."""
    return rabbitmq.fresh_vhost()


@pytest.fixture
def rabbit_folder() -> Path:
    """A folder for the nodes of a private cluster (`tests.servers.rabbit.cluster`)."""
    if rabbit.program("rabbitmq-server") is None:
        give_up("a RabbitMQ that may be killed")
    return private_home("mq")


@pytest.fixture
def private_rabbit(rabbit_folder: Path) -> Iterator[PrivateRabbit]:
    """A running broker this test may kill or freeze."""
    with PrivateRabbit(rabbit_folder) as server:
        yield server


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One headless Chromium per test process."""
    if not chromium.is_available():
        give_up("Chromium (or libatomic.so.1, which Playwright's driver needs)")
    with chromium.launched() as running:
        yield running


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """An empty page with its own cookies, in French and in Swiss time."""
    context = browser.new_context(locale="fr-CH", timezone_id="Europe/Zurich")
    yield context.new_page()
    context.close()
