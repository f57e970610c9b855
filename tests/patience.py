"""Says after a run which tests want patience and are not marked ``slow``: counted in processor seconds.

A busy machine makes every test late but none dearer, so this never fails a run and never cries wolf.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Final

import pytest

MARKS: Final = ("postgres", "rabbitmq", "chromium", "slow")
LIMIT: Final = 1.0
"""Processor seconds a quick test may take, without what its fixtures share with others."""
_COST: Final = "processor_seconds"


def spent() -> float:
    """Return the processor seconds of this process and of the programs it saw end."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def is_patient(item: pytest.Item) -> bool:
    """Whether the quick run leaves this test out."""
    return any(item.get_closest_marker(mark) is not None for mark in MARKS)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    """Note on a quick test what it cost; the note travels with its report to the process that sums up."""
    began = spent()
    try:
        return (yield)
    finally:
        if not is_patient(item):
            item.user_properties.append((_COST, spent() - began))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Name the dear ones, dearest first."""
    costs = {
        report.nodeid: value
        for report in terminalreporter.getreports("passed")
        for name, value in getattr(report, "user_properties", ())
        if name == _COST and report.when == "call"
    }
    dear = sorted(((cost, name) for name, cost in costs.items() if cost > LIMIT), reverse=True)
    if dear:
        terminalreporter.section(
            f"quick tests that took over {LIMIT:g} processor seconds: mark them slow, or help them"
        )
        for cost, name in dear:
            terminalreporter.line(f"{cost:6.1f} s  {name}")
