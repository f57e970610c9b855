"""Work in a process of its own, which takes with it when it ends all it had to load and to remember."""

from __future__ import annotations

import ctypes
import os
import pickle
import signal
import sys
import traceback
from collections.abc import Callable
from typing import Any, Final, NoReturn, TypeVar

T = TypeVar("T")
FAILED: Final = 1
_WHEN_THE_PARENT_DIES: Final = 1
"""Linux's number for it (``PR_SET_PDEATHSIG``)."""


def do(work: Callable[[], T]) -> T:
    """Return what ``work`` returns in a copy of this process; where it fails, this process ends too, as it would have.

    Threads would not be in the copy, so there may be none yet. Where the system knows no copies of processes, the
    work is done here.
    """
    if not hasattr(os, "fork"):
        return work()
    sys.stdout.flush()
    sys.stderr.flush()
    heard, told = os.pipe()
    child = os.fork()
    if child == 0:
        _do_and_end(work, told)
    os.close(told)

    def stop(*_: Any) -> None:
        os.kill(child, signal.SIGTERM)

    before = signal.signal(signal.SIGTERM, stop)
    try:
        with open(heard, "rb") as line:
            found = line.read()
        ended = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    finally:
        signal.signal(signal.SIGTERM, before)
    if ended:
        sys.exit(FAILED)
    answer: T = pickle.loads(found)  # noqa: S301 - our own copy has written it
    return answer


def _do_and_end(work: Callable[[], Any], told: int) -> NoReturn:
    ended = FAILED
    try:
        _end_with_the_parent()
        answer = pickle.dumps(work())
        with open(told, "wb") as line:
            line.write(answer)
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
