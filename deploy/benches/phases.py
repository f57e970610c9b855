"""Parts of a benchmark that may break off: what was measured stays, the rest is null with its reason."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

FAILED: Final = "failed"
"""Under this name stand the reasons of figures that are null; with it ``ssip bench`` does not end with 0."""


def phase(report: dict[str, Any], name: str, measure: Callable[[], Mapping[str, Any]]) -> None:
    """Add what ``measure`` returns to ``report``; where it breaks off, ``name`` is null and the reason is told."""
    try:
        report.update(measure())
    except Exception as error:  # whatever it was, the figures of the other phases are worth telling
        report[name] = None
        report.setdefault(FAILED, {})[name] = f"{type(error).__name__}: {error}"[:400]


def repeats(most: int, seconds: float) -> Iterator[int]:
    """Count from 1 to ``most``, and stop earlier once ``seconds`` have gone by; at least once."""
    until = time.perf_counter() + seconds
    for number in range(1, most + 1):
        yield number
        if time.perf_counter() > until:
            return
