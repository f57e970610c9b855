"""W3C trace context, so that one request can be followed through every service it reached."""

from __future__ import annotations

import re
import secrets
from typing import Final

_SHAPE: Final = re.compile(r"00-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}\Z")


def new_trace() -> str:
    """Return a fresh traceparent."""
    return f"00-{secrets.token_hex(16)}-{secrets.token_hex(8)}-01"


def trace_id(traceparent: str) -> str:
    """Return the 32 hexadecimal digits that all letters of one request share, empty where there is none."""
    found = _SHAPE.match(traceparent)
    return found.group(1) if found else ""


def child_of(traceparent: str) -> str:
    """Return the traceparent for what follows from ``traceparent``; a fresh one where it is malformed."""
    shared = trace_id(traceparent)
    return f"00-{shared}-{secrets.token_hex(8)}-01" if shared else new_trace()
