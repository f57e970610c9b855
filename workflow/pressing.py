"""The open deadlines that press, for the list of a day: the most urgent of each kind, and how many there are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, NamedTuple
from uuid import UUID

MOST: Final = 50
"""Lines of one kind in one part; whoever has more works through these first, and finds all in the register."""


class Line(NamedTuple):
    """One deadline as the list of a day shows it, with what was to be read beside it."""

    kind: str
    subject: UUID
    mandate_id: UUID | None
    due_on: date
    beside: tuple[Any, ...] = ()


@dataclass(frozen=True)
class Tally:
    """How many deadlines of one kind stand in one part, and how many of them are overdue."""

    part: str
    kind: str
    count: int
    late: int
    ready: int = 0
    """How many of those that are left may still be shown; the others stand in the register alone."""


@dataclass(frozen=True)
class Pressing:
    """The most urgent deadlines of every part, and the exact numbers behind them."""

    lines: Mapping[str, Sequence[Line]]
    tallies: tuple[Tally, ...]

    def unseen(self) -> tuple[Tally, ...]:
        """Return what is left of each tally when the lines at hand are taken away."""
        return tuple(left for each in self.tallies if (left := self._left(each)).count)

    def _left(self, tally: Tally) -> Tally:
        held = sum(each.kind == tally.kind for each in self.lines.get(tally.part, ()))
        # The most urgent stand first: what is left can only be overdue where every line at hand is.
        late, ready = max(0, tally.late - held), max(0, min(tally.count, MOST) - held)
        return Tally(tally.part, tally.kind, tally.count - held, late, ready)
