"""Presence sheets of the demonstration: filled half-day by half-day, handed in and locked a few days later."""

from __future__ import annotations

from datetime import timedelta
from random import Random
from typing import Final

from deploy.demo.people import by_name, members
from deploy.demo.stage import Stage
from schemas.codes import HalfDay, PresenceCode
from schemas.placements import HalfDayMark, LockPresence, SavePresence, SubmitPresence
from services.placements.queries.lines import Cut
from services.placements.queries.presence import Sheet, SheetFilter, SheetLine, presence_months, presence_sheet
from services.placements.rules.presence_course import PresenceState

CODES: Final = (*(PresenceCode.PRESENT,) * 17, PresenceCode.SICK, PresenceCode.JUSTIFIED, PresenceCode.UNJUSTIFIED)
LATE: Final = "mercato"
"""This provider is late with its sheets, so that lateness can be seen."""


def fill_sheets(stage: Stage, *, lately: bool) -> None:
    """Fill, hand in and lock last month's open sheets; ``lately`` one provider is late."""
    month = (stage.today.replace(day=1) - timedelta(days=1)).replace(day=1)
    wanted = SheetFilter(state=PresenceState.OPEN)
    coordinator = by_name("coordination")
    for line in stage.ask(presence_months, coordinator, wanted=wanted, cut=Cut(limit=500)).lines:
        if line.month <= month:
            _fill(line, stage, LATE if lately else "")


def _fill(line: SheetLine, stage: Stage, late: str) -> None:
    owner = next(each for each in members() if each.organisation_id == line.provider_id)
    if owner.sign_in_name == late:
        return
    sheet = stage.ask(presence_sheet, owner, month_id=line.id)
    version = line.row_version
    if marks := _marks(sheet):
        stage.do(SavePresence(month_id=sheet.id, row_version=version, marks=marks), owner)
        version = _version(line, stage)
    stage.do(SubmitPresence(month_id=sheet.id, row_version=version), owner)
    stage.do(LockPresence(month_id=sheet.id, row_version=_version(line, stage)), by_name("koordination"))


def _version(line: SheetLine, stage: Stage) -> int:
    wanted = SheetFilter(placement_id=line.placement_id, month=line.month)
    return stage.ask(presence_months, by_name("koordination"), wanted=wanted).lines[0].row_version


def _marks(sheet: Sheet) -> tuple[HalfDayMark, ...]:
    """Mark as many half-days as the contract foresees, the same ones every time."""
    dice = Random(sheet.id.int % 10_000)  # noqa: S311  # invented presence
    halves = [(each.day, half) for each in sheet.days for half in HalfDay]
    agreed = min(sheet.contracted_half_days, len(halves) * sheet.workload_percent // 100)
    chosen = sorted(dice.sample(halves, agreed))
    return tuple(HalfDayMark(day, half, dice.choice(CODES)) for day, half in chosen)
