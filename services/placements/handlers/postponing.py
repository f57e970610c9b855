"""Letting a deadline rest for a reason, or giving it to its backup."""

from __future__ import annotations

from typing import Final

from services.placements.handlers.ticks import stage_reached
from services.placements.model import BOOKS
from services.placements.queries.registers import visible_deadlines
from workflow.resting import handing_over, snoozing

snooze_deadline: Final = snoozing(BOOKS, visible_deadlines)
hand_over_deadline: Final = handing_over(BOOKS, visible_deadlines, stage_reached)
