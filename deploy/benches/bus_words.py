"""What a process of the bus benchmark and whoever started it say to each other."""

from __future__ import annotations

from multiprocessing.connection import Connection
from typing import Any, Final

Report = dict[str, Any]
LINE: Final[list[Connection]] = []
"""To whoever started this process."""


def ready() -> None:
    """Say that everything is loaded."""
    LINE[0].send("ready")


def word() -> None:
    """Wait for the word."""
    LINE[0].recv()


def say_and_wait() -> None:
    """Say that everything is loaded, and wait for the word."""
    ready()
    word()
