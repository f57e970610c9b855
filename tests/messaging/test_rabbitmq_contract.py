"""The RabbitMQ transport keeps what every transport promises, on PostgreSQL as in production."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from deploy.broker import setup
from deploy.runtime_worker import rabbit_workers
from messaging.crew import Crew
from messaging.transports.rabbitmq import Address, address_of
from messaging.transports.rabbitmq_topology import declare, topology_of
from tests.messaging.toy import COUNTER, EAR, EARLY, Toys
from tests.messaging.transport_contract import TransportContract
from tests.servers.postgres import database
from tests.servers.rabbit import Broker


@pytest.fixture(scope="module")
def address(rabbitmq: Broker) -> Address:
    made = address_of(rabbitmq.fresh_vhost())
    setup(made, [COUNTER, EAR])
    return made


@pytest.fixture
def toys(postgres_url: str, address: Address) -> Iterator[Toys]:
    with database(postgres_url) as first, database(postgres_url) as second:
        made = Toys({"toycounter": first, "toyear": second}.__getitem__, lambda: datetime.now(UTC))
        workers = rabbit_workers([made.counter, made.ear], address)
        made.box = workers[1].box
        made.bind = lambda name: declare(address, topology_of({"toyear": frozenset({name})}, ()))
        crew = Crew(part for each in workers for part in each.parts())
        crew.start()
        yield made
        crew.stop(10)
        EARLY.clear()
        for each in workers:
            each.close()
        made.close()


class TestRabbitMQ(TransportContract):
    """The counter's relay, the broker, and the ear's consumer."""
