"""How long an admission holds, and permits that end too early."""

from __future__ import annotations

from datetime import date

import pytest

from services.registration.rules.validity import (
    admission_age_objections,
    admission_valid_until,
    permit_end_warnings,
)


@pytest.mark.parametrize(
    ("checked_on", "until"),
    [(date(2026, 5, 22), date(2026, 11, 21)), (date(2026, 8, 31), date(2027, 2, 27))],
)
def test_an_admission_holds_six_months_row_09(checked_on: date, until: date) -> None:
    assert admission_valid_until(checked_on) == until
    assert admission_age_objections(checked_on, until) == []


def test_the_day_after_the_check_must_be_done_again_row_09() -> None:
    (objection,) = admission_age_objections(date(2026, 5, 22), date(2026, 11, 22))
    assert (objection.code, dict(objection.facts)) == ("admission_expired", {"valid_until": "2026-11-21"})


@pytest.mark.parametrize(
    ("permit", "placement", "codes"),
    [
        (date(2027, 3, 31), date(2027, 3, 31), []),
        (date(2027, 3, 30), date(2027, 3, 31), ["permit_ends_before_placement"]),
        (date(2027, 3, 30), None, ["permit_ends_before_placement"]),
        (None, date(2027, 3, 31), []),
    ],
)
def test_a_permit_ending_before_the_placement_is_warned_of_row_09(
    permit: date | None, placement: date | None, codes: list[str]
) -> None:
    assert [each.code for each in permit_end_warnings(permit, placement)] == codes
