"""Work in a process of its own, which takes with it when it ends all it had to load and to remember."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
import traceback
from collections.abc import Callable
from typing import Any, Final, NoReturn

FAILED: Final = 1
_WHEN_THE_PARENT_DIES: Final = 1
"""Linux's number for it (``PR_SET_PDEATHSIG``)."""


def do(work: Callable[[], None]) -> None:
    """Do ``work`` in a copy of this process and wait for it; where it fails, this process ends too, as it would have.

    Threads would not be in the copy, so there may be none yet. Where the system knows no copies of processes, the
    work is done here.
    """
    if not hasattr(os, "fork"):
        work()
        return
    sys.stdout.flush()
    sys.stderr.flush()
    child = os.fork()
    if child == 0:
        _do_and_end(work)

    def stop(*_: Any) -> None:
        os.kill(child, signal.SIGTERM)

    before = signal.signal(signal.SIGTERM, stop)
    try:
        ended = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    finally:
        signal.signal(signal.SIGTERM, before)
    if ended:
        sys.exit(FAILED)


def _do_and_end(work: Callable[[], None]) -> NoReturn:
    ended = FAILED
    try:
        _end_with_the_parent()
        work()
        ended = 0
    except KeyboardInterrupt:
        pass  # Whoever stops it knows why.
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(ended)


def _end_with_the_parent() -> None:
    """Never go on alone: the next start would do the same work beside it."""
    try:
        ctypes.CDLL(None).prctl(_WHEN_THE_PARENT_DIES, signal.SIGKILL)
    except (OSError, AttributeError, TypeError):
        return
