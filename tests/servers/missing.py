"""What happens when a server is not installed: root on Debian fetches it, a laptop skips aloud, CI fails."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from typing import NoReturn

import pytest

from tests.servers import chromium, postgres, rabbit
from tests.servers.processes import once_per_run

# marker -> Debian packages, and whether the machine already offers it
NEEDS: dict[str, tuple[list[str], Callable[[], bool]]] = {
    "postgres": (["postgresql"], lambda: "SSIP_TEST_POSTGRES" in os.environ or postgres.is_available()),
    "rabbitmq": (["rabbitmq-server"], lambda: "SSIP_TEST_RABBITMQ" in os.environ or rabbit.is_available()),
    "chromium": (["chromium", "libatomic1"], chromium.is_available),
}


def fetch(markers: set[str]) -> None:
    """As root on Debian install, once per run, the servers that the chosen tests need and the machine lacks."""
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        return
    if "chromium" in markers and not chromium.is_lean():
        # By itself and first: where Debian has no such package, the whole browser does as well, only slower.
        once_per_run("apt-lean", lambda: apt_install([chromium.SHELL, "libatomic1"]))
    lacking = [packages for marker, (packages, is_there) in NEEDS.items() if marker in markers and not is_there()]
    packages = [name for group in lacking for name in group]
    if packages:
        once_per_run("apt", lambda: apt_install(packages))


def apt_install(packages: list[str]) -> str:
    """Install Debian packages without asking anything; a failure is left to the tests that miss them."""
    print(f"tests: fetching {' '.join(packages)} with apt-get, once ...", file=sys.__stderr__, flush=True)
    env = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update", "-q"], ["install", "-y", "-q", "--no-install-recommends", *packages]):
        done = subprocess.run(["apt-get", *command], env=env, capture_output=True, text=True)
        if done.returncode:
            print(f"tests: apt-get {command[0]} failed: {done.stderr[-2000:]}", file=sys.__stderr__, flush=True)
            return "failed"
    return "installed"


def give_up(what: str) -> NoReturn:
    """Skip on a laptop, aloud; fail where CI=true, because there a skipped test is a test nobody sees."""
    reason = f"{what} is MISSING on this machine, so this test proves nothing here (see tests/servers)"
    if os.environ.get("CI", "").lower() == "true":
        pytest.fail(reason)
    pytest.skip(reason)
