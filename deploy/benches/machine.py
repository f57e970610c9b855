"""The servers of this machine, as benchmarks use them: PostgreSQL, RabbitMQ and its command."""

from __future__ import annotations

import os
import subprocess
from shutil import which
from typing import Final

POSTGRES: Final = os.environ.get("SSIP_TEST_POSTGRES", "postgresql://postgres@127.0.0.1:5432/postgres")
RABBITMQ: Final = "amqp://guest:guest@127.0.0.1:5672"


def rabbitmqctl(*arguments: str) -> bool:
    """Run one `rabbitmqctl` command; False where there is none, or it fails."""
    program = which("rabbitmqctl")
    if program is None:
        return False
    done = subprocess.run([program, "-q", *arguments], capture_output=True, check=False)  # noqa: S603
    return done.returncode == 0
