"""F14: PostgreSQL's backends terminated and killed under load; users see no error, nothing is done by halves."""

from __future__ import annotations

import os
import random
import signal
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from uuid import uuid4

import psycopg
import pytest
from sqlalchemy.exc import DBAPIError

from messaging.database import is_away
from messaging.transports.rabbitmq import Address
from tests.faults.verdict import verdict_of
from tests.faults.working import working
from tests.messaging.toy import Toys
from tests.servers.postgres import PrivatePostgres, database
from tests.servers.processes import wait_until

WRITERS = 4
SECONDS = 5.0


def terminate_all(server: PrivatePostgres) -> None:
    with psycopg.connect(server.url, autocommit=True) as admin:
        admin.execute("select pg_terminate_backend(pid) from pg_stat_activity where datname like 'ssip_test_%'")


def kill_one(server: PrivatePostgres) -> None:
    """kill -9 of one backend: the whole server then throws everybody out and recovers."""
    asked = "select pid from pg_stat_activity where datname like 'ssip_test_%' and pid <> pg_backend_pid() limit 1"
    with psycopg.connect(server.url, autocommit=True) as admin:
        row = admin.execute(asked).fetchone()
    if row:
        os.kill(row[0], signal.SIGKILL)


def restart(server: PrivatePostgres) -> None:
    server.restart()


class Writers:
    """Threads that count up until told to stop; every answer is noted."""

    def __init__(self, toys: Toys) -> None:
        self.toys, self.accepted, self.errors, self.slowest = toys, 0, list[str](), 0.0
        self._stop, self._turn = threading.Event(), threading.Lock()
        self._threads = [threading.Thread(target=self._write) for _ in range(WRITERS)]

    def __enter__(self) -> Writers:
        for each in self._threads:
            each.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        for each in self._threads:
            each.join()

    def _write(self) -> None:
        counter = uuid4()
        while not self._stop.is_set():
            began = time.monotonic()
            try:
                self.toys.count(counter, key=uuid4())
                with self._turn:
                    self.accepted += 1
            except Exception as error:
                self.errors.append(repr(error))
            self.slowest = max(self.slowest, time.monotonic() - began)
            self._stop.wait(0.01)


@pytest.mark.slow
@pytest.mark.parametrize("nemesis", [terminate_all, kill_one, restart])
def test_row_40_users_see_no_error_while_database_backends_die(
    private_postgres: PrivatePostgres, vhost: Address, nemesis: Callable[[PrivatePostgres], None]
) -> None:
    times = 5 if nemesis is terminate_all else 2
    with database(private_postgres.url) as first, database(private_postgres.url) as second:
        toys = Toys({"toycounter": first, "toyear": second}.__getitem__, clock)
        with working(toys, vhost), Writers(toys) as writers:
            for _ in range(times):
                time.sleep(SECONDS / times * random.uniform(0.5, 1.0))
                nemesis(private_postgres)
        with working(toys, vhost):
            wait_until(lambda: _settled(toys), "everything to be heard", seconds=90)
        verdict = verdict_of(toys, writers.accepted, len(writers.errors))
        verdict.say(f"F14 {nemesis.__name__}", slowest=round(writers.slowest, 2), errors=writers.errors[:3])
        toys.close()
    assert writers.errors == []
    assert writers.slowest < 8
    assert verdict.is_clean


def _settled(toys: Toys) -> bool:
    """Whether nothing waits; a connection of our own that died with its backend is no answer, and is asked again."""
    try:
        return toys.nothing_waits()
    except DBAPIError as error:
        if not is_away(error):
            raise
        return False


def clock() -> datetime:
    return datetime.now(UTC)
