"""Closing a phase, opening a mandate again, and the later questions about the outcome."""

from __future__ import annotations

from datetime import date

import pytest

from services.registration.rules.closing import (
    Closing,
    ClosingLists,
    ListEntry,
    closing_objections,
    followup_days,
    reopening_objections,
)
from tests.services.registration.rules.people import DAY

LISTS = ClosingLists(
    reasons=(ListEntry("work_found"), ListEntry("old_reason", valid_until=date(2025, 12, 31))),
    potentials=(ListEntry("high"),),
    successes=(ListEntry("reached"), ListEntry("next_year", valid_from=date(2027, 1, 1))),
)


@pytest.mark.parametrize(
    ("closing", "found"),
    [
        (Closing("work_found", "high", "reached"), []),
        (Closing("work_found", "high", None), [("closing_part_missing", "success")]),
        (Closing("work_found", "", "reached"), [("closing_part_missing", "potential")]),
        (Closing("moved_away", "high", "reached"), [("closing_part_unknown", "reason")]),
        (
            Closing("old_reason", "high", "next_year"),
            [("closing_part_unknown", "reason"), ("closing_part_unknown", "success")],
        ),
        (
            Closing(None, None, None),
            [
                ("closing_part_missing", "reason"),
                ("closing_part_missing", "potential"),
                ("closing_part_missing", "success"),
            ],
        ),
    ],
)
def test_closing_needs_reason_potential_and_success_of_the_lists_rule_22_row_16(
    closing: Closing, found: list[tuple[str, str]]
) -> None:
    objections = closing_objections(closing, LISTS, DAY)
    assert [(each.code, each.field) for each in objections] == found
    assert all(each.source == "Concept SSIP, ch. 8" for each in objections)


def test_lists_nobody_has_set_are_not_configured_rule_22_row_16() -> None:
    objections = closing_objections(Closing("work_found", "high", "reached"), ClosingLists(), DAY)
    assert [each.code for each in objections] == ["closing_list_unset"] * 3


def test_an_old_value_stays_valid_for_its_own_time_row_16() -> None:
    closing = Closing("old_reason", "high", "reached")
    assert closing_objections(closing, LISTS, date(2025, 12, 31)) == []


@pytest.mark.parametrize(
    ("day", "codes"), [(date(2026, 11, 22), []), (date(2026, 12, 22), []), (date(2026, 12, 23), ["reopening_late"])]
)
def test_a_mandate_is_reopened_within_30_days_row_03(day: date, codes: list[str]) -> None:
    assert [each.code for each in reopening_objections(date(2026, 11, 22), day)] == codes


def test_the_outcome_is_asked_again_after_3_6_and_12_months_row_16() -> None:
    assert followup_days(date(2026, 11, 30)) == (date(2027, 2, 28), date(2027, 5, 30), date(2027, 11, 30))
