"""The server mode for benchmarks: a database per service, a virtual host, and worker processes of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import psycopg

from deploy import broker, house
from deploy.benches.data import side_by_side
from deploy.benches.furniture import furnish
from deploy.benches.leftovers import new_name, tidy
from deploy.benches.machine import POSTGRES, RABBITMQ, rabbitmqctl
from deploy.posts import broker_of
from deploy.settings import DESKS, Settings, from_environment


@dataclass(frozen=True)
class ServerMode:
    """Settings that point at servers, with workers running on them."""

    settings: Settings


@contextmanager
def server_mode(say: Callable[[str], None], *, together: bool = False) -> Iterator[ServerMode | None]:
    """Yield a server mode that is gone afterwards, None where this machine has no servers.

    One process per service works, or a single one for all of them ``together``, which is up in a few seconds.
    """
    tidy()
    name = new_name()
    if not _make_databases(name) or not rabbitmqctl("add_vhost", name):
        yield None
        return
    rabbitmqctl("set_permissions", "-p", name, "guest", ".*", ".*", ".*")
    with TemporaryDirectory() as folder:
        variables = _variables(name, folder)
        settings = from_environment(variables)
        try:
            _furnish(settings)
            broker.setup(broker_of(settings), house.wirings().values())
            names = ["all"] if together else list(DESKS)
            say(f"starting {len(names)} worker processes")
            with _workers(variables, Path(folder), names):
                yield ServerMode(settings)
        finally:
            rabbitmqctl("delete_vhost", name)
            _drop_databases(name)


def _variables(name: str, folder: str) -> dict[str, str]:
    base = POSTGRES.rsplit("/", 1)[0]
    return {
        "SSIP_DATABASE_URL": f"{base}/{name}_{{service}}",
        "SSIP_BROKER_URL": f"{RABBITMQ}/{name}",
        "SSIP_DATA_DIR": folder,
        "SSIP_LOG_LEVEL": "warning",
    }


def _furnish(settings: Settings) -> None:
    services = house.build(settings)
    furnish(services)
    house.close(services)


@contextmanager
def _workers(variables: dict[str, str], folder: Path, names: Sequence[str]) -> Iterator[None]:
    environment = os.environ | variables
    running: list[subprocess.Popen[Any]] = []
    for service in names:
        with (folder / f"{service}.log").open("wb") as log:
            command = [sys.executable, "-m", "deploy.cli", "worker", service]
            running.append(subprocess.Popen(command, env=environment, stderr=log, stdout=log))  # noqa: S603
    try:
        yield
    finally:
        for each in running:
            each.terminate()
        for each in running:
            each.wait(40)


def _make_databases(name: str) -> bool:
    try:
        psycopg.connect(POSTGRES, connect_timeout=3).close()
        side_by_side("create database {}", _names(name))
        for each in _names(name):
            _extend(f"{POSTGRES.rsplit('/', 1)[0]}/{each}")
    except psycopg.OperationalError:
        return False
    return True


def _extend(url: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("create extension if not exists btree_gist")


def _drop_databases(name: str) -> None:
    side_by_side("drop database if exists {} with (force)", _names(name))


def _names(name: str) -> list[str]:
    return [f"{name}_{service}" for service in DESKS]
