"""Our lines against what the provider or the canton counted: only the differences are of interest."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Difference:
    """One key on which two accounts disagree, in centimes; None where a side does not know it."""

    key: str
    ours_centimes: int | None
    theirs_centimes: int | None

    @property
    def gap_centimes(self) -> int:
        """How much more we count than they do."""
        return (self.ours_centimes or 0) - (self.theirs_centimes or 0)


def differences(ours: Mapping[str, int], theirs: Mapping[str, int]) -> tuple[Difference, ...]:
    """Return every disagreement by key (R-03: the same figures for the canton, compared with the providers')."""
    keys = sorted(ours.keys() | theirs.keys())
    return tuple(Difference(key, ours.get(key), theirs.get(key)) for key in keys if ours.get(key) != theirs.get(key))
