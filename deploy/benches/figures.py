"""Small figures: percentiles in milliseconds, and stopwatches."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value below which ``share`` (0 to 1) of ``values`` lie; 0.0 where there are none."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))] if ordered else 0.0


def milliseconds(values: Sequence[float], name: str) -> dict[str, float]:
    """Return p50 and p99 of ``values`` (seconds) in milliseconds, under ``name``."""
    return {
        f"{name}_p50_ms": round(percentile(values, 0.5) * 1000, 2),
        f"{name}_p99_ms": round(percentile(values, 0.99) * 1000, 2),
    }


@contextmanager
def timed(into: list[float]) -> Iterator[None]:
    """Add the seconds the block takes to ``into``."""
    started = time.perf_counter()
    yield
    into.append(time.perf_counter() - started)


def wait_until(is_so: Callable[[], object], seconds: float = 20.0) -> None:
    """Look every half millisecond until ``is_so``; raise TimeoutError after ``seconds``."""
    until = time.perf_counter() + seconds
    while not is_so():
        if time.perf_counter() > until:
            raise TimeoutError("what should have happened has not")
        time.sleep(0.0005)
