"""Starting toy processes, waiting for them, and killing them by their own pid."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import uuid4

from tests.faults.process import Config, main
from tests.servers.processes import shared_root, wait_until

FORKS = multiprocessing.get_context("forkserver")
FORKS.set_forkserver_preload(["tests.faults.process"])


class ToyProcess:
    """One running toy process and what it has printed so far."""

    def __init__(self, config: Config) -> None:
        self._log = shared_root() / f"toy-{uuid4().hex}.out"
        self._log.touch()
        self.process = FORKS.Process(target=main, args=(config, str(self._log)))
        self.process.start()

    @property
    def lines(self) -> list[str]:
        """Everything printed so far, without a line cut off by death."""
        return self._log.read_text(errors="replace").split("\n")[:-1]

    @property
    def accepted(self) -> int:
        """Steps the caller was told are saved."""
        return sum(line.startswith("accepted") for line in self.lines)

    @property
    def refused(self) -> int:
        """Steps the caller was told are not saved."""
        return sum(line.startswith("refused") for line in self.lines)

    def wait_ready(self) -> None:
        """Return when its loops run; raise where it ended instead."""
        wait_until(lambda: "ready" in self.lines or not self.process.is_alive(), "a toy process to start")
        if "ready" not in self.lines:
            raise RuntimeError("\n".join(self.lines[-30:]))

    @property
    def code(self) -> int | None:
        """The exit code, None while it runs; -9 after kill -9, 9 at a crash point."""
        return self.process.exitcode

    def ended(self, seconds: float = 60) -> int | None:
        """Wait for its end and return its exit code."""
        self.process.join(seconds)
        return self.code

    def kill(self) -> None:
        """kill -9."""
        self.process.kill()
        self.process.join()

    def stop(self, seconds: float = 40) -> int | None:
        """SIGTERM; return the exit code."""
        self.process.terminate()
        return self.ended(seconds)


@contextmanager
def running(config: Config) -> Iterator[ToyProcess]:
    """Yield a toy process that runs; kill it at the end if it still does."""
    toy = ToyProcess(config)
    try:
        toy.wait_ready()
        yield toy
    finally:
        if toy.process.is_alive():
            toy.kill()


def run_to_end(config: Config, seconds: float = 60) -> ToyProcess:
    """Run a toy process until it ends by itself, however."""
    toy = ToyProcess(config)
    try:
        toy.ended(seconds)
    finally:
        if toy.process.is_alive():
            toy.kill()
    return toy
