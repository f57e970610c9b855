"""A month's presence sheet against placement, rate and calendar."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import pytest

from schemas.codes import HalfDay, PresenceCode
from services.placements.rules.presence import (
    PresenceFrame,
    PresenceMark,
    contracted_half_days,
    presence_due,
    presence_objections,
    presence_totals,
)
from services.placements.rules.term import Suspension
from workflow.calendar import BERNESE

FRAME = PresenceFrame(date(2026, 11, 1), date(2026, 11, 9), date(2026, 12, 31), 50, BERNESE)
"""November 2026 from the 9th: 16 working days, at 50 % 16 half-days."""


def mark(day: int, half: HalfDay = HalfDay.MORNING, code: PresenceCode = PresenceCode.PRESENT) -> PresenceMark:
    return PresenceMark(date(2026, 11, day), half, code)


def codes(marks: Iterable[PresenceMark], frame: PresenceFrame = FRAME) -> list[str]:
    return [each.code for each in presence_objections(list(marks), frame)]


MORNINGS = [mark(day) for day in (*range(9, 14), *range(16, 21), *range(23, 28), 30)]


def test_a_sheet_within_the_rate_passes_row_14() -> None:
    assert contracted_half_days(FRAME) == 16
    assert len(MORNINGS) == 16
    assert codes(MORNINGS) == []


def test_half_days_above_the_contract_rate_are_objected_to_row_14() -> None:
    (objection,) = presence_objections([*MORNINGS, mark(30, HalfDay.AFTERNOON)], FRAME)
    assert objection.code == "presence_above_rate"
    assert dict(objection.facts) == {"marked": 17, "contracted": 16, "percent": 50}


@pytest.mark.parametrize("code", PresenceCode)
def test_absences_stand_for_planned_presence_row_14(code: PresenceCode) -> None:
    assert codes([*MORNINGS, mark(30, HalfDay.AFTERNOON, code)]) == ["presence_above_rate"]


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (mark(6), "presence_outside_placement"),
        (mark(14), "presence_on_free_day"),
        (PresenceMark(date(2026, 12, 1), HalfDay.MORNING, PresenceCode.PRESENT), "presence_outside_month"),
    ],
)
def test_a_mark_on_a_wrong_day_is_objected_to_row_14(wrong: PresenceMark, code: str) -> None:
    (objection,) = presence_objections([wrong], FRAME)
    assert (objection.code, objection.facts["day"]) == (code, wrong.day.isoformat())


def test_public_holidays_are_free_days_row_14() -> None:
    december = replace(FRAME, month=date(2026, 12, 15))
    christmas = PresenceMark(date(2026, 12, 25), HalfDay.MORNING, PresenceCode.PRESENT)
    assert codes([christmas], december) == ["presence_on_free_day"]


def test_a_half_day_is_marked_once_row_14() -> None:
    assert codes([mark(9), mark(9, code=PresenceCode.SICK), mark(9, HalfDay.AFTERNOON)]) == ["presence_marked_twice"]


def test_suspended_days_take_no_marks_and_lower_the_rate_row_14() -> None:
    frame = replace(FRAME, suspensions=(Suspension(date(2026, 11, 16), date(2026, 11, 20)),))
    assert contracted_half_days(frame) == 11
    assert codes([mark(17)], frame) == ["presence_in_suspension"]


def test_everything_wrong_is_named_at_once_row_14() -> None:
    sheet = [mark(6), mark(14), mark(9), mark(9), *MORNINGS]
    found = codes(sheet)
    assert set(found) == {
        "presence_outside_placement",
        "presence_on_free_day",
        "presence_marked_twice",
        "presence_above_rate",
    }


@pytest.mark.parametrize(("percent", "half_days"), [(100, 32), (80, 26), (50, 16), (10, 4), (0, 0)])
def test_the_rate_is_rounded_up_to_a_half_day_row_14(percent: int, half_days: int) -> None:
    assert contracted_half_days(replace(FRAME, workload_percent=percent)) == half_days


def test_totals_name_every_code_row_14() -> None:
    totals = presence_totals([mark(9), mark(10), mark(11, code=PresenceCode.SICK)], FRAME)
    assert (totals.marked, totals.contracted) == (3, 16)
    assert totals.by_code == {
        PresenceCode.PRESENT: 2,
        PresenceCode.JUSTIFIED: 0,
        PresenceCode.UNJUSTIFIED: 0,
        PresenceCode.SICK: 1,
        PresenceCode.HOLIDAY: 0,
    }


@pytest.mark.parametrize(
    ("month", "due"), [(date(2026, 11, 22), date(2026, 12, 7)), (date(2026, 12, 1), date(2027, 1, 8))]
)
def test_a_sheet_is_due_on_the_fifth_working_day_row_14(month: date, due: date) -> None:
    assert presence_due(month, BERNESE) == due
