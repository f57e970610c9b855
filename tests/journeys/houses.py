"""Whole houses as separate processes: everything in one, or portal, workers and ticker each for itself."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import ProxyHandler, build_opener

from tests.servers.processes import free_port

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 180.0
"""Seconds nine processes may take to begin together on a machine that has other things to do."""


@dataclass(frozen=True)
class House:
    """A running portal."""

    base: str
    environment: Mapping[str, str]

    @property
    def folder(self) -> Path:
        """Where databases and logs are."""
        return Path(self.environment["SSIP_DATA_DIR"])

    def call(self, *arguments: str) -> str:
        """Run one ``ssip`` command on this house and return what it prints."""
        return ssip(self.environment, *arguments)


def ssip(environment: Mapping[str, str], *arguments: str) -> str:
    """Run one ``ssip`` command; fails the test with its words where it fails."""
    done = subprocess.run(
        [sys.executable, "-m", "deploy.cli", *arguments],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=240,
    )
    assert done.returncode == 0, f"ssip {' '.join(arguments)}: {done.stdout}{done.stderr}"
    return done.stdout


@contextmanager
def embedded_house(folder: Path) -> Iterator[House]:
    """Yield a house in one process on SQLite, with the scenery of the demonstration and no mandate."""
    port = free_port()
    environment = _plain() | {"SSIP_DATA_DIR": str(folder), "SSIP_PORT": str(port)}
    _furnish(environment)
    with _running(environment, folder / "run.log", "run", "--no-demo") as process:
        yield _open(port, environment, process)


@contextmanager
def server_house(folder: Path, database_url: str, broker_url: str) -> Iterator[House]:
    """Yield a house on PostgreSQL and RabbitMQ: portal, a worker per service and the ticker as processes."""
    port = free_port()
    environment = _plain() | {
        "SSIP_DATA_DIR": str(folder),
        "SSIP_PORT": str(port),
        "SSIP_DATABASE_URL": database_url,
        "SSIP_BROKER_URL": broker_url,
    }
    _furnish(environment)
    ssip(environment, "broker", "setup")
    services = ("registration", "placements", "casework", "billing", "notifications", "steering", "accounts")
    with (
        _all(environment, folder, [("worker", each) for each in services]),
        _running(environment, folder / "ticker.log", "ticker"),
        _running(environment, folder / "web.log", "web", "--workers", "1") as process,
    ):
        yield _open(port, environment, process)


def _plain() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SSIP_")}
    return kept | {"PYTHONUNBUFFERED": "1", "SSIP_LOG_LEVEL": "warning"}


def _furnish(environment: Mapping[str, str]) -> None:
    ssip(environment, "migrate")
    ssip(environment, "load-reference")
    ssip(environment, "demo-data", "--yes", "--scenery-only")


@contextmanager
def _all(environment: Mapping[str, str], folder: Path, commands: list[tuple[str, ...]]) -> Iterator[None]:
    if not commands:
        yield
        return
    with (
        _running(environment, folder / f"{commands[0][-1]}.log", *commands[0]),
        _all(environment, folder, commands[1:]),
    ):
        yield


@contextmanager
def _running(environment: Mapping[str, str], log: Path, *arguments: str) -> Iterator[subprocess.Popen[Any]]:
    with log.open("wb") as told:
        command = [sys.executable, "-m", "deploy.cli", *arguments]
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=told, stderr=told)
    try:
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(10)


def _open(port: int, environment: Mapping[str, str], process: subprocess.Popen[Any]) -> House:
    base = f"http://127.0.0.1:{port}"
    opener = build_opener(ProxyHandler({}))
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        assert process.poll() is None, "the portal has ended by itself"
        try:
            opener.open(f"{base}/healthz", timeout=2).read()
        except (URLError, OSError):
            time.sleep(0.1)
            continue
        return House(base, environment)
    raise AssertionError("the portal does not open")
