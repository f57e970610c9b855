"""The servers of this machine, as benchmarks use them: PostgreSQL, RabbitMQ and its command."""

from __future__ import annotations

import os
import shlex
import subprocess
from collections.abc import Sequence
from shutil import which
from typing import Final

POSTGRES: Final = os.environ.get("SSIP_TEST_POSTGRES", "postgresql://postgres@127.0.0.1:5432/postgres")
RABBITMQ: Final = os.environ.get("SSIP_TEST_RABBITMQ", "amqp://guest:guest@127.0.0.1:5672/").rpartition("/")[0]


def rabbitmqctl(*arguments: str) -> bool:
    """Run one `rabbitmqctl` command; False where there is none, or it fails."""
    done = _run(arguments)
    return done is not None and done.returncode == 0


def asked_of_broker(*arguments: str) -> str:
    """Run one `rabbitmqctl` command and return what it prints; nothing where there is none, or it fails."""
    done = _run(arguments)
    return done.stdout if done is not None and done.returncode == 0 else ""


def _run(arguments: Sequence[str]) -> subprocess.CompletedProcess[str] | None:
    command = shlex.split(os.environ.get("SSIP_TEST_RABBITMQCTL", "rabbitmqctl"))
    if which(command[0]) is None:
        return None
    return subprocess.run([*command, "-q", *arguments], capture_output=True, text=True, check=False)  # noqa: S603
