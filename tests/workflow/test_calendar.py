"""The Bernese calendar, day by day as the domain wants it."""

from __future__ import annotations

from datetime import date, timedelta

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.codes_calendar import ShiftMode
from workflow import bernese
from workflow.bernese import holidays_of
from workflow.calendar import (
    BERNESE,
    Direction,
    WorkingDays,
    add_months,
    end_of_month,
    full_months_between,
    public_holidays,
)

PREVIOUS, NEXT, SAME = ShiftMode.PREVIOUS_WORKING_DAY, ShiftMode.NEXT_WORKING_DAY, ShiftMode.UNSHIFTED
DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))


@pytest.mark.parametrize(
    ("day", "mode", "shifted"),
    [
        (date(2026, 12, 25), PREVIOUS, date(2026, 12, 24)),
        (date(2026, 12, 25), NEXT, date(2026, 12, 28)),
        (date(2027, 1, 2), PREVIOUS, date(2026, 12, 31)),
        (date(2027, 1, 2), NEXT, date(2027, 1, 4)),
        (date(2027, 2, 28), PREVIOUS, date(2027, 2, 26)),
        (date(2027, 2, 28), SAME, date(2027, 2, 28)),
        (date(2026, 11, 23), PREVIOUS, date(2026, 11, 23)),
        (date(2026, 11, 23), NEXT, date(2026, 11, 23)),
    ],
)
def test_a_due_day_moves_to_the_nearest_working_day_rule_53_row_17(day: date, mode: ShiftMode, shifted: date) -> None:
    assert BERNESE.shift_due(day, mode) == shifted


def test_a_legal_limit_stays_and_only_its_alert_moves_row_17() -> None:
    limit = BERNESE.legal_limit(date(2027, 2, 28), PREVIOUS)
    assert (limit.due_on, limit.alert_on) == (date(2027, 2, 28), date(2027, 2, 26))


def test_the_direction_that_holds_on_the_day_itself_moves_it_rule_53_row_17() -> None:
    days = WorkingDays((), (Direction(date(2027, 1, 1), NEXT), Direction(date(2027, 2, 1), SAME)))
    assert days.shift_due(date(2026, 12, 25)) == date(2026, 12, 24), "nothing was set for that day"
    assert days.shift_due(date(2027, 1, 2)) == date(2027, 1, 4)
    assert days.shift_due(date(2027, 2, 28)) == date(2027, 2, 28)
    limit = days.legal_limit(date(2027, 1, 2))
    assert (limit.due_on, limit.alert_on) == (date(2027, 1, 2), date(2027, 1, 4)), "only the alert moves"
    assert days.for_all().shift_due(date(2027, 1, 2)) == date(2027, 1, 4)


def test_berne_keeps_nine_holidays_besides_sundays_row_17() -> None:
    assert sorted((day.month, day.day) for day in public_holidays(2026)) == [
        (1, 1), (1, 2), (4, 3), (4, 6), (5, 14), (5, 25), (8, 1), (12, 25), (12, 26),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("day", "count", "expected"),
    [
        (date(2026, 11, 20), 1, date(2026, 11, 23)),
        (date(2026, 12, 23), 3, date(2026, 12, 29)),
        (date(2026, 12, 31), 1, date(2027, 1, 4)),
        (date(2026, 4, 2), 1, date(2026, 4, 7)),
        (date(2026, 4, 7), -1, date(2026, 4, 2)),
        (date(2026, 11, 22), 0, date(2026, 11, 22)),
    ],
)
def test_working_days_are_counted_from_the_day_after_row_17(day: date, count: int, expected: date) -> None:
    assert BERNESE.after(day, count) == expected


@given(day=DAYS, count=st.integers(-40, 40))
def test_counting_working_days_back_gives_the_count_asked_for_row_17(day: date, count: int) -> None:
    start = day if count >= 0 else BERNESE.shift_due(day)
    assert BERNESE.between(start, BERNESE.after(start, count)) == count


@given(day=DAYS)
def test_a_shifted_day_is_always_a_working_day_and_never_far_away_row_17(day: date) -> None:
    for mode in (PREVIOUS, NEXT):
        shifted = BERNESE.shift_due(day, mode)
        assert BERNESE.is_working_day(shifted)
        assert abs(shifted - day) <= timedelta(days=5)


def test_the_fifth_working_day_of_a_month_skips_the_holidays_at_its_start_row_17() -> None:
    assert BERNESE.of_month(date(2027, 1, 20), 5) == date(2027, 1, 8)
    with pytest.raises(ValueError, match="counted from 1"):
        BERNESE.of_month(date(2027, 1, 20), 0)


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2024, 2, 29), 24, date(2026, 2, 28)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 1, 15), 36, date(2029, 1, 15)),
    ],
)
def test_a_month_without_that_day_ends_on_its_last_day_row_17(day: date, months: int, expected: date) -> None:
    assert add_months(day, months) == expected


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        (date(2026, 8, 31), date(2027, 2, 27), 5),
        (date(2026, 8, 31), date(2027, 2, 28), 6),
        (date(2026, 5, 10), date(2026, 5, 9), 0),
    ],
)
def test_whole_months_are_counted_with_the_same_clamping_row_17(start: date, end: date, months: int) -> None:
    assert full_months_between(start, end) == months


def test_a_month_ends_on_its_last_day() -> None:
    assert end_of_month(date(2028, 2, 3)) == date(2028, 2, 29)


def test_the_holidays_are_those_of_the_library_as_a_whole() -> None:
    for year in range(2000, 2051, 5):
        for language in ("fr", "de"):
            whole = holidays.country_holidays("CH", subdiv="BE", years=year, language=language)
            assert holidays_of(year, language) == dict(whole)


def test_years_told_beforehand_are_not_asked_for_again(monkeypatch: pytest.MonkeyPatch) -> None:
    told = bernese.around(2026)
    monkeypatch.setattr(bernese, "_known", {})
    bernese.know(told)
    monkeypatch.setattr(bernese, "_switzerland", pytest.fail)
    assert len(bernese.holidays_of(2016)) == len(bernese.holidays_of(2046, "de")) == 9
    assert bernese.holidays_of(2026, "fr")[date(2026, 1, 1)] == "Nouvel An"
    with pytest.raises(pytest.fail.Exception):
        bernese.holidays_of(2047)
