"""What can be set in steering: the rhythm of meetings, numbers too small to publish, and where due days move."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from schemas.codes_calendar import ShiftMode
from services.steering.rules import canton_report
from workflow.calendar import Direction
from workflow.settings import Setting, Unit, Value, choice_setting

DUE_ON_HOLIDAY: Final = "due_on_holiday"
MODES: Final = tuple(ShiftMode)
"""The answers in their order; the first is the default (domain 18: no source says it)."""

REGISTER: Final[tuple[Setting, ...]] = (
    Setting(name="meeting_every_months", group="steering", lowest=1, highest=24, unit=Unit.MONTHS),
    Setting(name="small_cell_minimum", group="steering", lowest=1, highest=100, unit=Unit.PIECES),
    *canton_report.SETTINGS,
    choice_setting(
        DUE_ON_HOLIDAY, "deadlines", *(f"code.shift_mode.{each.value}" for each in MODES), moves_deadlines=True
    ),
)


def directions_of(chosen: Mapping[date, Value]) -> tuple[Direction, ...]:
    """Return where due days move, from what was chosen for which first day; None is back to the default."""
    return tuple(Direction(day, MODES[place if isinstance(place, int) else 0]) for day, place in sorted(chosen.items()))
