"""What speaks against closing days, against opening earlier and against taking them back."""

from __future__ import annotations

from datetime import date

import pytest

from services.steering.rules.closings import end_objections, entry_objections, withdrawal_objections
from workflow.calendar import BERNESE, Closing

TODAY = date(2026, 11, 30)
FEAST = Closing(date(2026, 12, 24), date(2026, 12, 31))


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        (Closing(date(2026, 11, 27), date(2026, 12, 1)), "closing_in_past"),
        (Closing(date(2026, 12, 3), date(2026, 12, 1)), "closing_ends_too_early"),
        (Closing(date(2026, 12, 3), date(2062, 12, 4)), "closing_too_long"),
        (Closing(date(2026, 12, 31), date(2027, 1, 4)), "closing_overlaps"),
        (Closing(date(2026, 12, 5), date(2026, 12, 6)), "closing_without_working_day"),
        (Closing(date(2027, 1, 1), date(2027, 1, 3)), "closing_without_working_day"),
    ],
)
def test_a_closing_that_cannot_be_is_objected_to_row_17(asked: Closing, code: str) -> None:
    assert [each.code for each in entry_objections(asked, [FEAST], TODAY, BERNESE)] == [code]


def test_a_closing_may_begin_today_and_beside_another_row_17() -> None:
    assert entry_objections(Closing(TODAY, TODAY), [FEAST], TODAY, BERNESE) == ()
    assert entry_objections(Closing(date(2026, 12, 23), date(2026, 12, 23)), [FEAST], TODAY, BERNESE) == ()


@pytest.mark.parametrize(
    ("last", "today", "codes"),
    [
        (date(2026, 12, 29), TODAY, []),
        (date(2026, 12, 31), TODAY, ["closing_not_shorter"]),
        (date(2026, 12, 23), TODAY, ["closing_not_shorter"]),
        (date(2026, 12, 28), date(2026, 12, 29), []),
        (date(2026, 12, 24), date(2026, 12, 29), ["closing_days_passed"]),
    ],
)
def test_a_closing_is_only_shortened_for_days_to_come_row_17(last: date, today: date, codes: list[str]) -> None:
    assert [each.code for each in end_objections(FEAST, last, today)] == codes


def test_a_closing_that_has_begun_is_not_taken_back_row_17() -> None:
    assert withdrawal_objections(FEAST, date(2026, 12, 24)) == ()
    assert [each.code for each in withdrawal_objections(FEAST, date(2026, 12, 25))] == ["closing_begun"]
