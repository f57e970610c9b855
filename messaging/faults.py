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
    "letter.after_commit",
    "retry.before_commit",
    "retry.after_commit",
)
_CHOSEN: Final = os.environ.get("SSIP_CRASH_AT", "")
_countdown = [int(os.environ.get("SSIP_CRASH_AFTER", "0"))]


def point(name: str) -> None:
    """Kill the process here when the environment chose this point (and its countdown has run out)."""
    if name != _CHOSEN:
        return
    if _countdown[0] > 0:
        _countdown[0] -= 1
        return
    os._exit(9)
