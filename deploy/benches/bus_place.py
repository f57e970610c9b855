"""A virtual host and two databases for one benchmark of the bus, and the processes that work in it."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from typing import Any, Final

import psycopg
from psycopg import sql

from deploy.benches.bus_parts import main
from deploy.benches.bus_toys import HEARER, TELLER, RowTold, database_url, open_desk
from deploy.benches.leftovers import new_name, tidy
from deploy.benches.machine import POSTGRES, RABBITMQ, rabbitmqctl
from messaging.service import Service
from messaging.transports.rabbitmq import Address, address_of
from messaging.transports.rabbitmq_topology import declare, topology_of

PATIENCE: Final = 120.0
FORKS: Final = multiprocessing.get_context("forkserver")
LOADED: Final = ["deploy.cli", "deploy.processes", "deploy.benches.bus_parts"]


@dataclass
class Place:
    """Where one run happens."""

    name: str
    teller: Service
    hearer: Service
    parts: list[Part] = field(default_factory=list)

    @property
    def broker(self) -> str:
        """The broker's URL with the virtual host of this run."""
        return f"{RABBITMQ}/{self.name}"

    @property
    def address(self) -> Address:
        """The broker's address."""
        return address_of(self.broker)

    def start(self, role: str, *more: object) -> Part:
        """Start a process of this run and wait until it is ready."""
        part = Part(role, [self.name, *map(str, more)])
        self.parts.append(part)
        part.wait_ready()
        return part


class Part:
    """A process with one role: it says when it is ready, waits for the word, and tells what it measured.

    All of them are forked from one server that has loaded the house already; starting is not what is measured.
    """

    def __init__(self, role: str, arguments: Sequence[str]) -> None:
        self.role = role
        self._line, theirs = FORKS.Pipe()
        self._process = FORKS.Process(target=play, args=(theirs, role, *arguments), daemon=True)
        self._process.start()
        theirs.close()

    def wait_ready(self) -> None:
        """Wait for the word that the process has loaded everything and is connected."""
        if self._heard() != "ready":
            raise RuntimeError(f"the part {self.role} did not come up")

    def go(self) -> None:
        """Give the word."""
        self._line.send("go")

    def result(self) -> dict[str, Any]:
        """Wait for what was measured."""
        found: dict[str, Any] = self._heard()
        self.end()
        return found

    def end(self) -> None:
        """End the process, whatever it does."""
        self._process.join(0 if self._line.closed else 0.5)
        if self._process.is_alive():
            self._process.terminate()
        self._process.join(PATIENCE)
        self._line.close()

    def _heard(self) -> Any:
        if not self._line.poll(PATIENCE):
            raise RuntimeError(f"the part {self.role} says nothing")
        return self._line.recv()


def play(line: Connection, role: str, *arguments: str) -> None:
    """Play a role in a process of its own, in silence: some peers greet whoever starts them."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for each in (1, 2):
        os.dup2(nowhere, each)
    main(line, role, *arguments)


@contextmanager
def place() -> Iterator[Place | None]:
    """Yield a place that is gone afterwards; None where this machine has no servers."""
    tidy()
    name = new_name()
    FORKS.set_forkserver_preload(LOADED)
    if not _databases(name, "create") or not rabbitmqctl("add_vhost", name):
        yield None
        return
    rabbitmqctl("set_permissions", "-p", name, "guest", ".*", ".*", ".*")
    found = Place(
        name,
        open_desk(TELLER, database_url(name, TELLER.name)),
        open_desk(HEARER, database_url(name, HEARER.name)),
    )
    declare(found.address, topology_of({HEARER.name: frozenset({RowTold.said})}, [RowTold.said]))
    try:
        yield found
    finally:
        for each in found.parts:
            each.end()
        for service in (found.teller, found.hearer):
            service.database.close()
        rabbitmqctl("delete_vhost", name)
        _databases(name, "drop")


def _databases(name: str, what: str) -> bool:
    asked = {"create": "create database {}", "drop": "drop database if exists {} with (force)"}[what]
    try:
        with psycopg.connect(POSTGRES, autocommit=True, connect_timeout=3) as connection:
            for service in (TELLER.name, HEARER.name):
                connection.execute(sql.SQL(asked).format(sql.Identifier(f"{name}_{service}")))
    except psycopg.OperationalError:
        return False
    return True
