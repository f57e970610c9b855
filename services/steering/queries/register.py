"""What can be set in steering, with past, present and planned values, and what a change would concern."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Final

from messaging.work import Reading
from schemas.codes_reporting import PaperKind, ReleaseState
from services.steering.model import BOOKS, Report
from services.steering.rules.canton_report import SETTINGS
from services.steering.rules.register import REGISTER
from workflow import registers
from workflow.registers import Preview, SettingLine, how_many
from workflow.settings import Value

_OF_CANTON: Final = frozenset(each.name for each in SETTINGS)


def dated_settings(reading: Reading) -> tuple[SettingLine, ...]:
    """Return every setting of steering."""
    return registers.setting_lines(reading, BOOKS, REGISTER)


def setting_preview(reading: Reading, *, name: str, value: Value, valid_from: date) -> Preview:
    """Return what speaks against a change, what held before, and how many reports wait to be published."""
    found = registers.preview(reading, BOOKS, REGISTER, (name, value, valid_from))
    waiting = Report.state == ReleaseState.DRAFT
    if name in _OF_CANTON:
        waiting &= Report.kind == PaperKind.CANTON
    elif name != "small_cell_minimum":
        return found
    return replace(found, effects=(how_many(reading, "report_drafts", waiting),))
