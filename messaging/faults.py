"""Places where a test may kill the process, so that the promise is proved and not believed."""

from __future__ import annotations

import os
from typing import Final

POINTS: Final = (
    "command.before_commit",
    "command.after_commit",
    "relay.before_post",
    "relay.after_post",
    "relay.after_mark",
    "letter.before_commit",
    "letter.claimed",
    "letter.after_commit",
    "retry.before_commit",
    "retry.after_commit",
)
_chosen = [os.environ.get("SSIP_CRASH_AT", "")]
_countdown = [int(os.environ.get("SSIP_CRASH_AFTER", "0"))]


def choose(name: str, after: int = 0) -> None:
    """Die at point ``name`` when it has been passed ``after`` times; the environment says the same from outside."""
    _chosen[0], _countdown[0] = name, after


def point(name: str) -> None:
    """Kill the process here when this point was chosen and its countdown has run out."""
    if name != _chosen[0]:
        return
    if _countdown[0] > 0:
        _countdown[0] -= 1
        return
    os._exit(9)
