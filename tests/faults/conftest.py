"""What the fault tests share: two databases as in production, and a broker's virtual host with everything declared."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from deploy.broker import setup
from messaging.transports.rabbitmq import Address, address_of
from tests.messaging.toy import COUNTER, EAR, EARLY, Toys, on_sqlite
from tests.servers.postgres import database
from tests.servers.rabbit import Broker, PrivateRabbit


@pytest.fixture
def two_databases(postgres_url: str) -> Iterator[dict[str, str]]:
    """A PostgreSQL database for each toy service."""
    with database(postgres_url) as first, database(postgres_url) as second:
        yield {"toycounter": first, "toyear": second}


@pytest.fixture
def toys(tmp_path: Path) -> Iterator[Toys]:
    """Both toys on SQLite, for faults of the broker."""
    made = on_sqlite(tmp_path, lambda: datetime.now(UTC))
    yield made
    EARLY.clear()
    made.close()


@pytest.fixture
def postgres_toys(two_databases: dict[str, str]) -> Iterator[Toys]:
    """Both toys on PostgreSQL."""
    made = Toys(two_databases.__getitem__, lambda: datetime.now(UTC))
    yield made
    EARLY.clear()
    made.close()


@pytest.fixture(scope="module")
def shared_vhost(rabbitmq: Broker) -> str:
    """The URL of a virtual host with the toys' topology, for the tests of one module that leave it empty."""
    url = rabbitmq.fresh_vhost()
    ready(url)
    return url


@pytest.fixture
def vhost(fresh_vhost: str) -> Address:
    """A virtual host of the shared broker with the toys' topology."""
    return ready(fresh_vhost)


@pytest.fixture
def own_broker(private_rabbit: PrivateRabbit) -> Address:
    """A private broker with the toys' topology; a test may do anything to it."""
    return ready(private_rabbit.url)


def ready(url: str) -> Address:
    """Declare the toys' topology and return the address."""
    address = address_of(url)
    setup(address, [COUNTER, EAR])
    return address
