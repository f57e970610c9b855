"""Free seats are counted, never typed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.placements.rules.seats import (
    CapacityChange,
    SeatCount,
    SeatSpan,
    capacity_on,
    free_seats,
    next_free_day,
    over_occupation_warnings,
    seat_objections,
    tightest_day,
)
from tests.services.placements.rules.days import DAY

TEN = CapacityChange(date(2026, 1, 1), 10)
FALLS_TO_SIX = CapacityChange(date(2026, 12, 1), 6)
SEVEN = [SeatSpan(date(2026, 3, 1))] * 7
DAYS = st.dates(date(2026, 1, 1), date(2026, 12, 31))


@st.composite
def spans(draw: st.DrawFn) -> SeatSpan:
    start = draw(DAYS)
    days = draw(st.none() | st.integers(0, 200))
    return SeatSpan(start, None if days is None else start + timedelta(days=days))


def test_ten_seats_with_seven_placed_leave_three_rule_27_row_01() -> None:
    assert free_seats([TEN], SEVEN, DAY) == SeatCount(contracted=10, occupied=7)
    assert free_seats([TEN], SEVEN, DAY).free == 3


def test_a_fall_of_capacity_is_an_alert_and_removes_nobody_rule_27_row_01() -> None:
    count = free_seats([TEN, FALLS_TO_SIX], SEVEN, date(2026, 12, 1))
    assert (count.free, count.occupied) == (-1, 7)
    (warning,) = over_occupation_warnings(count)
    assert (warning.code, dict(warning.facts)) == ("over_occupied", {"contracted": 6, "held": 7})
    assert over_occupation_warnings(free_seats([TEN], SEVEN, DAY)) == []


def test_a_seat_is_free_the_day_after_the_last_one_rule_27_row_01() -> None:
    last = SeatSpan(date(2026, 3, 1), DAY)
    assert free_seats([TEN], [last], DAY).free == 9
    assert free_seats([TEN], [last], next_free_day(DAY)).free == 10


def test_reserved_seats_are_not_free_row_01() -> None:
    count = free_seats([TEN], SEVEN, DAY, [SeatSpan(DAY, DAY)])
    assert (count.reserved, count.free) == (1, 2)


def test_before_the_first_contract_there_is_no_seat_row_01() -> None:
    assert capacity_on([TEN, FALLS_TO_SIX], date(2025, 12, 31)).seats == 0
    assert capacity_on([FALLS_TO_SIX, TEN], date(2026, 11, 30)).seats == 10


def test_a_seat_must_be_free_on_every_day_wanted_row_01() -> None:
    wanted = SeatSpan(DAY, date(2027, 5, 31))
    six = SEVEN[:6]
    assert seat_objections([TEN], six, wanted) == []
    (objection,) = seat_objections([TEN, FALLS_TO_SIX], six, wanted)
    assert objection.code == "no_seat_free"
    assert dict(objection.facts) == {"day": "2026-12-01", "contracted": 6, "held": 6}


def test_the_last_seat_can_be_taken_and_no_more_row_01() -> None:
    one = [CapacityChange(date(2026, 1, 1), 1)]
    wanted = SeatSpan(DAY)
    assert seat_objections(one, [], wanted) == []
    assert [each.code for each in seat_objections(one, [wanted], wanted)] == ["no_seat_free"]


@given(
    st.lists(st.builds(CapacityChange, DAYS, st.integers(0, 5)), max_size=4, unique_by=lambda each: each.valid_from),
    st.lists(spans(), max_size=6),
    spans(),
)
def test_the_tightest_day_is_the_tightest_of_all_days_row_01(
    changes: list[CapacityChange], held: list[SeatSpan], wanted: SeatSpan
) -> None:
    _, found = tightest_day(changes, held, wanted)
    end = wanted.ends_on or date(2027, 7, 31)
    days = [wanted.starts_on + timedelta(days=each) for each in range((end - wanted.starts_on).days + 1)]
    assert found.free == min(free_seats(changes, held, day).free for day in days)


@pytest.mark.parametrize(("ends_on", "holds"), [(None, True), (DAY, True), (DAY - timedelta(days=1), False)])
def test_a_span_holds_its_last_day_row_01(ends_on: date | None, holds: bool) -> None:
    assert SeatSpan(date(2026, 1, 1), ends_on).holds(DAY) is holds
