"""A PostgreSQL of our own on a free port: started from the installed binaries, stopped, killed and started again."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Self
from uuid import uuid4

import psycopg
from psycopg import sql

from tests.servers.processes import end, free_port, launch, wait_until

LOCAL = ("postgresql://postgres@127.0.0.1:5432/postgres", "postgresql://root@127.0.0.1:5432/postgres")
SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "max_connections": "200",
    "fsync": "off",  # a killed process loses nothing by it, only a power cut would
    "log_min_messages": "warning",
}


def binaries() -> Path | None:
    """The folder with `initdb` and `postgres`, the newest installed version first; None if there is none."""
    debian = Path("/usr/lib/postgresql").glob("*/bin")
    versions = sorted(debian, key=lambda folder: int(re.sub(r"\D", "", folder.parent.name) or 0), reverse=True)
    on_path = [Path(found).parent] if (found := shutil.which("postgres")) else []
    return next((folder for folder in [*versions, *on_path] if (folder / "initdb").exists()), None)


def is_available() -> bool:
    """Whether a server answers locally or one can be started."""
    return local_url() is not None or binaries() is not None


def local_url() -> str | None:
    """The administrator's URL of the machine's own server, if it lets us in without a password."""
    return next((url for url in LOCAL if may_create(url)), None)


def may_create(url: str) -> bool:
    """Whether this URL answers and its role may make databases and roles."""
    question = "select rolsuper from pg_roles where rolname = current_user"
    with contextlib.suppress(psycopg.OperationalError), psycopg.connect(url, connect_timeout=2) as asked:
        return asked.execute(question).fetchone() == (True,)
    return False


@contextlib.contextmanager
def database(admin_url: str) -> Iterator[str]:
    """The URL of a new, empty UTF-8 database, dropped at the end whoever is still connected."""
    name = sql.Identifier(f"ssip_test_{uuid4().hex}")
    with psycopg.connect(admin_url, autocommit=True) as admin:
        admin.execute(sql.SQL("create database {} template template0 encoding 'UTF8'").format(name))
    try:
        yield admin_url.rpartition("/")[0] + "/" + name.as_string().strip('"')
    finally:
        with psycopg.connect(admin_url, autocommit=True) as admin:
            admin.execute(sql.SQL("drop database if exists {} with (force)").format(name))


class PrivatePostgres:
    """One PostgreSQL with its own folder and port, which a test may stop, kill and start again as it likes."""

    def __init__(self, home: Path) -> None:
        self.home, self.port = home, free_port()
        self.user = "postgres" if os.geteuid() == 0 else None
        self.pid: int | None = None

    @property
    def url(self) -> str:
        """The administrator's URL; it stays the same over restarts."""
        return f"postgresql://postgres@127.0.0.1:{self.port}/postgres"

    def start(self) -> Self:
        """Start, make the cluster first if there is none, and return when it answers."""
        if not (self.home / "data").exists():
            self._make()
        settings = [f"--{name}={value}" for name, value in SETTINGS.items()]
        command = [self._program("postgres"), "-D", str(self.home / "data"), "-p", str(self.port), *settings]
        process = launch(command, self.home / "postgres.log", user=self.user)
        self.pid = process.pid
        wait_until(lambda: self._answers() or process.poll() is not None, f"PostgreSQL on port {self.port}")
        if process.poll() is not None:
            raise RuntimeError("PostgreSQL did not start:\n" + (self.home / "postgres.log").read_text()[-2000:])
        return self

    def stop(self) -> None:
        """Stop in good order: open transactions are rolled back, connections closed."""
        self._end(signal.SIGINT)

    def kill(self) -> None:
        """End the server and all its workers at once, as a crash would."""
        self._end(signal.SIGKILL)

    def restart(self) -> None:
        """Stop in good order and start again."""
        self.stop()
        self.start()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.kill()

    def _make(self) -> None:
        self.home.mkdir(parents=True, exist_ok=True)
        if self.user:
            shutil.chown(self.home, self.user, self.user)
        options = ["-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]
        command = [self._program("initdb"), "-D", str(self.home / "data"), *options]
        subprocess.run(command, check=True, capture_output=True, cwd=self.home, user=self.user, group=self.user)

    def _program(self, name: str) -> str:
        folder = binaries()
        if folder is None:
            raise FileNotFoundError("PostgreSQL is not installed")
        return str(folder / name)

    def _answers(self) -> bool:
        with contextlib.suppress(psycopg.OperationalError):
            psycopg.connect(self.url, connect_timeout=2).close()
            return True
        return False

    def _end(self, how: signal.Signals) -> None:
        if self.pid is not None:
            end(self.pid, how)
            self.pid = None
