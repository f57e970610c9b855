"""What a benchmark leaves on the servers when it is killed; the next one takes it away."""

from __future__ import annotations

import re
import time
from collections.abc import Iterable, Iterator
from typing import Final
from uuid import uuid4

import psycopg
from psycopg import sql

from deploy.benches.machine import POSTGRES, asked_of_broker, rabbitmqctl

OLD: Final = 6 * 3600
"""Seconds after which nobody works in a place any more; the longest benchmark takes a fraction of it."""
_NAME: Final = re.compile(r"ssip_bench_([0-9a-f]{8})[0-9a-f]{4}(_[a-z]+)?\Z")


def new_name() -> str:
    """Return a name for the databases and the virtual host of one run; it says when the run began."""
    return f"ssip_bench_{int(time.time()):08x}{uuid4().hex[:4]}"


def left_behind(names: Iterable[str], now: float) -> Iterator[str]:
    """Yield those of ``names`` that a run made which began long ago."""
    for name in names:
        found = _NAME.match(name)
        if found and int(found[1], 16) < now - OLD:
            yield name


def tidy() -> None:
    """Drop the databases and virtual hosts of runs that began long ago; do nothing where no servers are."""
    try:
        with psycopg.connect(POSTGRES, autocommit=True, connect_timeout=3) as line:
            names = [name for (name,) in line.execute("select datname from pg_database")]
            for each in left_behind(names, time.time()):
                line.execute(sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(each)))
    except psycopg.OperationalError:
        return
    for each in left_behind(asked_of_broker("list_vhosts", "--no-table-headers").split(), time.time()):
        rabbitmqctl("delete_vhost", each)
