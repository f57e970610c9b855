"""Starting, remembering and surely ending the processes of private servers, also when a test dies half-way."""

from __future__ import annotations

import contextlib
import fcntl
import os
import random
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

ROOT_VARIABLE = "SSIP_TEST_ROOT"
# Kept so that nobody takes a running server for a forgotten one.
_launched: dict[int, subprocess.Popen[bytes]] = {}


def open_root() -> None:
    """Make the folder all test processes of this run share; the first process calls this, its workers inherit it."""
    root = Path(tempfile.mkdtemp(prefix="ssip-tests-"))
    root.chmod(0o711)  # PostgreSQL refuses to run as root, so another user must be able to pass through
    os.environ[ROOT_VARIABLE] = str(root)


def close_root() -> None:
    """End every process still remembered and remove the shared folder; called by the process that opened it."""
    root = shared_root()
    for note in sorted(root.glob("*.pid")):
        end(int(note.stem))
    shutil.rmtree(root, ignore_errors=True)
    del os.environ[ROOT_VARIABLE]


def shared_root() -> Path:
    """The folder shared by the test processes of one run."""
    return Path(os.environ[ROOT_VARIABLE])


@contextlib.contextmanager
def locked(name: str) -> Iterator[None]:
    """Let one test process at a time do this, whatever its worker."""
    with (shared_root() / f"{name}.lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield


def once_per_run(name: str, find: Callable[[], str]) -> str:
    """The answer of `find`, asked by one test process only and kept for the others."""
    with locked(name):
        answer = shared_root() / f"{name}.answer"
        if not answer.exists():
            answer.write_text(find())
        return answer.read_text()


def launch(
    command: Sequence[str], log: Path, *, env: Mapping[str, str] | None = None, user: str | None = None
) -> subprocess.Popen[bytes]:
    """Start a server in its own process group, as another user if root may not run it, and remember its pid."""
    with log.open("ab") as out:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            cwd=log.parent,
            env=dict(env) if env is not None else None,
            user=user,
            group=user,
            extra_groups=[] if user else None,
        )
    _launched[process.pid] = process
    (shared_root() / f"{process.pid}.pid").touch()
    return process


def end(pid: int, how: signal.Signals = signal.SIGKILL) -> None:
    """Send the signal to a server and its children, wait until they are gone, and forget them."""
    family = [pid, *children(pid)]
    targets = family if how == signal.SIGKILL else [pid]
    for member in targets:
        with contextlib.suppress(ProcessLookupError):
            os.kill(member, how)
    wait_until(lambda: not any(is_alive(member) for member in family), f"process {pid} to end", seconds=60)
    if mine := _launched.pop(pid, None):
        mine.wait()
    (shared_root() / f"{pid}.pid").unlink(missing_ok=True)


def children(pid: int) -> list[int]:
    """The direct children of a process (PostgreSQL's workers lead their own groups, so a group is not enough)."""
    listed = subprocess.run(["ps", "-A", "-o", "pid=,ppid="], capture_output=True, text=True, check=True).stdout
    pairs = (line.split() for line in listed.splitlines())
    return [int(child) for child, parent in pairs if int(parent) == pid]


def is_alive(pid: int) -> bool:
    """Whether the process runs; one that has ended but was not collected by its parent yet (Z) does not."""
    return state(pid) not in {"", "Z"}


def state(pid: int) -> str:
    """The letter `ps` gives the process (T: stopped, Z: ended), empty if there is none."""
    return subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True).stdout[:1]


def free_port() -> int:
    """A port of the loopback nobody listens on, below those the system gives to outgoing connections."""
    while True:
        port = random.randint(10_000, 32_000)
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port


def wait_until(done: Callable[[], bool], what: str, seconds: float = 60) -> None:
    """Look again every 50 ms until it is done; raise TimeoutError naming what did not happen."""
    limit = time.monotonic() + seconds
    while not done():
        if time.monotonic() > limit:
            raise TimeoutError(f"waited {seconds:.0f} s for {what}")
        time.sleep(0.05)
