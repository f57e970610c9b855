"""Age in completed years, and the day it is taken on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.registration.rules.ages import age_on, age_reference_day
from services.registration.rules.limits import SOURCE_LIMITS, AgeReference


@pytest.mark.parametrize(
    ("birth", "day", "age"),
    [
        (date(1970, 11, 22), date(2026, 11, 21), 55),
        (date(1970, 11, 22), date(2026, 11, 22), 56),
        (date(2008, 2, 29), date(2026, 2, 28), 17),
        (date(2008, 2, 29), date(2026, 3, 1), 18),
    ],
)
def test_age_counts_completed_years_rule_01_row_09(birth: date, day: date, age: int) -> None:
    assert age_on(birth, day) == age


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2010, 1, 1)), st.integers(0, 30_000))
def test_nobody_gets_younger_rule_01(birth: date, days: int) -> None:
    day = birth + timedelta(days=days)
    assert 0 <= age_on(birth, day) <= age_on(birth, day + timedelta(days=1)) <= age_on(birth, day) + 1


def test_the_reference_day_of_age_is_a_setting_row_09() -> None:
    registered, started = date(2026, 11, 5), date(2027, 2, 1)
    assert age_reference_day(registered, started) == registered
    at_start = replace(SOURCE_LIMITS, age_reference=AgeReference.START)
    assert age_reference_day(registered, started, at_start) == started
