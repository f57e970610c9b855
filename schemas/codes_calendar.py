"""What may happen to a due day that falls on a day on which nobody works."""

from __future__ import annotations

from enum import StrEnum


class ShiftMode(StrEnum):
    """Where a due day moves when it is no working day; the setting is ``due_on_holiday`` (domain 18)."""

    PREVIOUS_WORKING_DAY = "previous_working_day"
    NEXT_WORKING_DAY = "next_working_day"
    UNSHIFTED = "unshifted"
