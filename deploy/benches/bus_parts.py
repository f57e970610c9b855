"""The processes of the bus benchmark.

Each one says "ready" when it has loaded everything, waits for the word where order matters, and tells what it measured.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from threading import Event as Flag
from threading import Thread
from typing import Final

from deploy.benches import bus_raw
from deploy.benches.bus_embedded import embedded
from deploy.benches.bus_hops import TimedBox
from deploy.benches.bus_latency import ROLES as LATENCY
from deploy.benches.bus_toys import HEARER, TELLER, database_url, open_desk, some_letter
from deploy.benches.bus_words import LINE, Report, ready, say_and_wait
from deploy.benches.machine import RABBITMQ
from deploy.logs import set_up_logs
from deploy.processes import settle
from messaging.relay import Relay
from messaging.transports.rabbitmq import address_of
from messaging.transports.rabbitmq_consuming import RabbitConsuming
from messaging.transports.rabbitmq_posting import RabbitPosting

LONGEST: Final = 110.0


def relay(run: str, _: str) -> Report:
    """Empty the outbox that was filled before into the broker, once."""
    service = open_desk(TELLER, database_url(run, TELLER.name))
    transport = RabbitPosting(address_of(f"{RABBITMQ}/{run}"), TELLER.name)
    transport.post([])
    say_and_wait()
    began = time.monotonic()
    sent = Relay(service, transport).drain()
    report = {"began": began, "ended": time.monotonic(), "sent": sent}
    transport.close()
    return report


def hear(run: str, count: str) -> Report:
    """Hear ``count`` letters from the broker, each with a row of its own."""
    box = TimedBox(open_desk(HEARER, database_url(run, HEARER.name))).time(int(count))
    consuming, stop = RabbitConsuming(address_of(f"{RABBITMQ}/{run}"), box), Flag()
    thread = Thread(target=consuming.run, args=(stop, lambda: None), daemon=True)
    thread.start()
    while consuming.trouble:
        time.sleep(0.01)
    say_and_wait()
    box.done.wait(LONGEST)
    stop.set()
    thread.join(5)
    return box.report() | {"heard": len(box.times), "times": {str(key): at for key, at in box.times.items()}}


def raw_publish(run: str, count: str) -> Report:
    """Publish with the bare library at full speed."""
    body = some_letter().to_json().encode()
    return bus_raw.Publisher(f"{RABBITMQ}/{run}", "raw", body, int(count), say_and_wait).run()


def raw_consume(run: str, count: str) -> Report:
    """Consume with the bare library at full speed."""
    return bus_raw.consume(f"{RABBITMQ}/{run}", "raw", int(count), say_and_wait)


ROLES: Final[dict[str, Callable[[str, str], Report]]] = {
    "relay": relay,
    "hear": hear,
    "embedded": embedded,
    **LATENCY,
    "raw_publish": raw_publish,
    "raw_consume": raw_consume,
}


def main(line: Connection, role: str, run: str, count: str) -> None:
    """Play one role, telling ``line`` how it goes."""
    LINE.append(line)
    set_up_logs("error")
    settle()
    if role in ROLES:
        report = ROLES[role](run, count)
    else:
        from deploy.benches.bus_peers import ROLES as PEERS

        report = PEERS[role](f"{RABBITMQ}/{run}", int(count), ready)
    line.send(report)
