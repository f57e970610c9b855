"""Charts put their numbers where they belong."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal import charts
from portal.charts import Bar, Series


def test_the_longest_total_fills_the_width() -> None:
    first, second = charts.bars([Bar("a", 21, 24), Bar("b", 6, 12)])
    assert (first.track, first.width) == (100.0, 87.5)
    assert (second.track, second.width) == (50.0, 25.0)
    assert second.top == 36


def test_a_chart_of_nothing_is_still_a_chart() -> None:
    assert charts.bars([]) == []
    assert charts.bars([Bar("a", 0)])[0].width == 0
    assert charts.stack([], []).blocks == []
    assert charts.lines(["a"], [Series("s", [None])]).paths == [""]
    assert charts.spark([]) == ""
    assert charts.spark([3, 3]).startswith("M2.0")


@pytest.mark.parametrize(("most", "top"), [(0, 1), (1, 1), (7, 10), (93, 100), (21, 25), (250, 250), (251, 500)])
def test_axes_end_at_round_numbers(most: int, top: int) -> None:
    assert charts.nice_top(most) == top


@given(st.floats(min_value=0.01, max_value=10**9, allow_nan=False))
def test_axes_never_end_below_the_largest_value(most: float) -> None:
    assert charts.nice_top(most) >= most
    assert charts.nice_top(most) <= most * 2.51


def test_ticks_are_whole_where_they_can_be() -> None:
    plot = charts.lines(["a"], [Series("s", [42])])
    assert [value for _, value in plot.ticks] == [0, 10, 20, 30, 40, 50]


def test_stacked_blocks_stand_on_each_other() -> None:
    plot = charts.stack(["a"], [Series("x", [30]), Series("y", [70])], height=200)
    lower, upper = plot.blocks
    assert lower.top + lower.height == 200
    assert upper.top + upper.height == lower.top
    assert upper.height == 140


def test_a_missing_value_interrupts_the_line() -> None:
    plot = charts.lines(["a", "b", "c", "d"], [Series("s", [1, None, 2, 3])])
    assert plot.paths[0].count("M") == 2
    assert len(plot.dots[0]) == 3


def test_the_table_below_holds_every_number() -> None:
    assert charts.rows_of([Bar("a", 1000, 2000)]) == [("a", "1'000", "2'000")]
    assert charts.columns_of(["jan"], [Series("x", [None]), Series("y", [2])]) == [["jan", None, "2"]]
