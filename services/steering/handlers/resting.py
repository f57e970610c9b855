"""Letting a deadline rest for a reason, or giving it to its backup."""

from __future__ import annotations

from typing import Final

from services.steering.handlers.deadlines import tell_stage
from services.steering.model import BOOKS
from services.steering.queries.meetings import visible_deadlines
from workflow.resting import handing_over, snoozing

snooze_deadline: Final = snoozing(BOOKS, visible_deadlines)
hand_over_deadline: Final = handing_over(BOOKS, visible_deadlines, tell_stage)
