"""Answers carried from one page to the next as hidden fields, in which a name may stand several times."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any


class Pairs:
    """What ``ui.form_open`` takes as ``hidden`` where a plain mapping would lose the second value of a name."""

    def __init__(self, pairs: Iterable[tuple[str, Any]]) -> None:
        self._pairs = tuple(pairs)

    def items(self) -> Sequence[tuple[str, Any]]:
        """Return every name with its value."""
        return self._pairs


def flat(values: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield every name with each of its values."""
    for name, value in values.items():
        for each in value if isinstance(value, list) else [value]:
            yield name, each
