"""How long a placement lasts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.codes import PlaceKind
from services.placements.rules.term import (
    ProlongationCaps,
    Suspension,
    Term,
    days_to_prolong,
    end_after_suspensions,
    overlapping,
    prolongation_check,
    suspension_objections,
)

TERM = Term(PlaceKind.IS, date(2026, 1, 1), date(2026, 6, 30))
MARCH = Suspension(date(2026, 3, 1), date(2026, 3, 10))
SUSPENDED = replace(TERM, suspensions=(MARCH,))
CAPS = ProlongationCaps({PlaceKind.IS: 3}, cumulated=6, measure=12)
DAYS = st.dates(date(2026, 1, 1), date(2026, 6, 30))


def codes(wanted: Suspension, term: Term) -> list[str]:
    return [each.code for each in suspension_objections(wanted, term)]


def test_a_suspension_pushes_the_end_by_exactly_its_days_row_08() -> None:
    assert MARCH.days == 10
    assert SUSPENDED.current_end == date(2026, 7, 10)


def test_an_open_placement_stays_open_row_08() -> None:
    assert end_after_suspensions(None, [MARCH]) is None
    assert replace(SUSPENDED, ends_on=None).current_end is None


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (Suspension(date(2026, 4, 1), date(2026, 4, 1)), []),
        (Suspension(date(2026, 3, 11), date(2026, 3, 20)), []),
        (Suspension(date(2026, 3, 10), date(2026, 3, 20)), ["suspension_overlaps"]),
        (Suspension(date(2026, 2, 1), date(2026, 4, 1)), ["suspension_overlaps"]),
        (Suspension(date(2025, 12, 31), date(2026, 1, 5)), ["suspension_outside"]),
        (Suspension(date(2026, 7, 11), date(2026, 7, 12)), ["suspension_outside"]),
        (Suspension(date(2026, 7, 10), date(2026, 7, 20)), []),
        (Suspension(date(2026, 4, 2), date(2026, 4, 1)), ["suspension_reversed"]),
        (Suspension(date(2025, 12, 31), date(2025, 12, 30)), ["suspension_reversed", "suspension_outside"]),
    ],
)
def test_overlapping_and_misplaced_suspensions_are_refused_row_08(wanted: Suspension, expected: list[str]) -> None:
    assert codes(wanted, SUSPENDED) == expected


@given(st.lists(st.tuples(DAYS, st.integers(0, 20)), max_size=8))
def test_whatever_is_accepted_never_overlaps_and_adds_up_row_08(asked: list[tuple[date, int]]) -> None:
    term = TERM
    for start, more in asked:
        wanted = Suspension(start, start + timedelta(days=more))
        if not suspension_objections(wanted, term):
            before = term.current_end
            term = replace(term, suspensions=(*term.suspensions, wanted))
            assert before is not None
            assert term.current_end == before + timedelta(days=more + 1)
    assert overlapping(term.suspensions) == ()


def test_overlaps_that_got_in_some_other_way_are_found_row_46() -> None:
    late = Suspension(date(2026, 3, 10), date(2026, 3, 12))
    assert overlapping([late, MARCH]) == ((MARCH, late),)


def test_a_prolongation_within_the_caps_passes_row_08() -> None:
    check = prolongation_check(SUSPENDED, date(2026, 10, 10), CAPS)
    assert (check.objections, check.warnings) == ((), ())
    assert days_to_prolong(SUSPENDED, date(2026, 10, 10)) == 92


def test_a_granted_prolongation_ends_on_the_day_asked_and_later_suspensions_push_it_row_08() -> None:
    until = date(2026, 10, 10)
    prolonged = replace(SUSPENDED, prolonged_days=days_to_prolong(SUSPENDED, until))
    assert prolonged.current_end == until
    september = Suspension(date(2026, 9, 1), date(2026, 9, 5))
    assert replace(prolonged, suspensions=(MARCH, september)).current_end == date(2026, 10, 15)


def test_one_prolongation_is_capped_by_the_kind_of_place_row_08() -> None:
    (objection,) = prolongation_check(SUSPENDED, date(2026, 10, 11), CAPS).objections
    assert (objection.code, dict(objection.facts)) == (
        "prolongation_over_kind_cap",
        {"months": 3, "last_day": "2026-10-10"},
    )


def test_all_prolongations_together_are_capped_from_the_agreed_end_row_08() -> None:
    once = replace(SUSPENDED, prolonged_days=days_to_prolong(SUSPENDED, date(2026, 10, 10)))
    assert prolongation_check(once, date(2027, 1, 10), replace(CAPS, measure=None)).objections == ()
    found = prolongation_check(once, date(2027, 1, 11), CAPS)
    assert [each.code for each in found.objections] == ["prolongation_over_kind_cap", "prolongation_over_total_cap"]


def test_caps_nobody_has_set_only_warn_row_08() -> None:
    check = prolongation_check(SUSPENDED, date(2030, 1, 1))
    assert check.objections == ()
    assert [each.code for each in check.warnings] == [
        "prolongation_kind_cap_unset",
        "prolongation_total_cap_unset",
    ]


@pytest.mark.parametrize(("until", "expected"), [(date(2027, 1, 10), []), (date(2027, 1, 11), ["measure_too_long"])])
def test_a_long_measure_is_only_warned_of_and_suspended_days_do_not_count_row_08(
    until: date, expected: list[str]
) -> None:
    check = prolongation_check(SUSPENDED, until, ProlongationCaps({PlaceKind.IS: 12}, 12, 12))
    assert [each.code for each in check.warnings] == expected


def test_a_prolongation_goes_forward_and_needs_an_end_row_08() -> None:
    backwards = prolongation_check(SUSPENDED, date(2026, 7, 10), CAPS)
    assert [each.code for each in backwards.objections] == ["prolongation_backwards"]
    open_term = replace(TERM, ends_on=None)
    assert [e.code for e in prolongation_check(open_term, date(2027, 1, 1)).objections] == ["prolongation_of_open"]
    with pytest.raises(ValueError, match="open placement"):
        days_to_prolong(open_term, date(2027, 1, 1))
