"""One toy process to be killed: says steps, relays, hears, as its configuration tells it.

It prints one line per accepted step, "refused" for one that was refused, and "ready" when its loops run.
"""

from __future__ import annotations

import os
import threading
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import NAMESPACE_OID, uuid5

import messaging.keeping
from deploy.runtime_worker import rabbit_worker
from messaging import faults
from messaging.database import DatabaseDown
from messaging.health import health_of
from messaging.transports.rabbitmq import address_of
from messaging.worker import Embedded, serve
from schemas.refusal import Refusal
from tests.messaging import toy


@dataclass(frozen=True)
class Config:
    """What a toy process shall do. Without a broker it is embedded; ``workers`` are the services it works for."""

    databases: dict[str, str]
    broker: str = ""
    workers: tuple[str, ...] = ("toycounter", "toyear")
    steps: int = 0
    counters: int = 5
    by: int = 1
    pause: float = 0.0
    run: str = "run"
    early: tuple[int, ...] = ()
    until_quiet: bool = False
    crash_at: str = ""
    crash_after: int = 0


def main(config: Config, log: str) -> None:
    """Do what the configuration says, printing to ``log``, until SIGTERM or until all is quiet."""
    out = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    os.dup2(out, 1)
    os.dup2(out, 2)
    faults.choose(config.crash_at, config.crash_after)
    toy.EARLY.update(config.early)
    messaging.keeping.PAUSES = (timedelta(seconds=0.1),) * 3  # type: ignore[misc]
    work(config, toy.Toys(config.databases.__getitem__, lambda: datetime.now(UTC)))
    os._exit(0)


def work(config: Config, toys: toy.Toys) -> None:
    """Run the loops of the configured services, and say the steps meanwhile."""
    stop = threading.Event()
    if config.broker:
        address = address_of(config.broker)
        services = [each for each in (toys.counter, toys.ear) if each.name in config.workers]
        workers = [rabbit_worker(each, address) for each in services]
    else:
        workers = Embedded([toys.counter, toys.ear]).workers
    threading.Thread(target=talk, args=(config, toys, stop), daemon=True).start()
    print("ready", flush=True)
    serve(workers, stop)


def talk(config: Config, toys: toy.Toys, stop: threading.Event) -> None:
    """Say the steps; then wait until all is quiet, if that is wanted, and ask for the end.

    In a run that ends by itself the first step leaves before the second is said: letters leave more than once.
    """
    for index in range(config.steps):
        counter = toys.ids(config.counters)[index % config.counters]
        key = uuid5(NAMESPACE_OID, f"{config.run} {index}")
        try:
            toys.count(counter, by=config.by, key=key)
            print("accepted", index, flush=True)
        except (Refusal, DatabaseDown) as refusal:
            print("refused", index, type(refusal).__name__, flush=True)
        time.sleep(config.pause)
        while index == 0 and config.until_quiet and health_of(toys.counter).unsent:
            time.sleep(0.01)
    while config.early and not health_of(toys.ear).postponed:
        time.sleep(0.02)
    toy.EARLY.clear()
    while config.until_quiet and not stop.is_set():
        if toys.nothing_waits():
            stop.set()
        time.sleep(0.02)
