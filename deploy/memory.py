"""What a process keeps of the memory it was given."""

from __future__ import annotations

import ctypes
from typing import Final

_HEAPS: Final = -8
"""glibc's number for how many heaps threads may have of their own (``M_ARENA_MAX``)."""


def share_one_heap() -> None:
    """Let all threads of this process use one heap: only one computes at a time, and each heap keeps what it freed.

    Where the C library knows nothing of it, nothing happens.
    """
    try:
        ctypes.CDLL(None).mallopt(_HEAPS, 1)
    except (OSError, AttributeError, TypeError):
        return
