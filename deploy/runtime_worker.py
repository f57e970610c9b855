"""A worker process on RabbitMQ: for each service its relay, its consumer and its housekeeping."""

from __future__ import annotations

from collections.abc import Iterable

from messaging.letterbox import LetterBox
from messaging.service import Service
from messaging.transports.rabbitmq import Address
from messaging.transports.rabbitmq_consuming import RabbitConsuming
from messaging.transports.rabbitmq_posting import RabbitPosting
from messaging.worker import Worker


def rabbit_worker(service: Service, address: Address) -> Worker:
    """Return one service's worker on the broker at ``address`` (its own account, where the house is signed)."""
    box = LetterBox(service)
    return Worker(box, RabbitPosting(address, service.name), RabbitConsuming(address, box))


def rabbit_workers(services: Iterable[Service], address: Address) -> list[Worker]:
    """Return the workers of several services that share one process and one account."""
    return [rabbit_worker(each, address) for each in services]
