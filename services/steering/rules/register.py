"""What can be set in steering: the rhythm of meetings, and which numbers are too small to be published."""

from __future__ import annotations

from typing import Final

from workflow.settings import Setting, Unit

REGISTER: Final[tuple[Setting, ...]] = (
    Setting(name="meeting_every_months", group="steering", lowest=1, highest=24, unit=Unit.MONTHS),
    Setting(name="small_cell_minimum", group="steering", lowest=1, highest=100, unit=Unit.PIECES),
)
