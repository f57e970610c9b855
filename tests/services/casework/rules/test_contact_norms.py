"""Contact norms: frequency per rolling period and share of meetings in person."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.codes_casework import ContactKind, NormOutcome, Segment, SemesterKind
from services.casework.rules.contact_norms import (
    ContactTally,
    contact_window,
    frequency_outcome,
    in_person_outcome,
    intake2_in_person,
    norm_outcome,
    tally_contacts,
    turns_on,
)
from services.casework.rules.contacts import Contact
from services.casework.rules.limits import SOURCE_LIMITS
from services.casework.rules.norm_overview import NormOverview, norm_overviews

A, B, C = Segment
BELOW, WITHIN, ABOVE, NO_DATA = NormOutcome
DAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("in_person", "other", "minimum", "outcome"),
    [
        (4, 1, 80, WITHIN),
        (3, 1, 80, BELOW),
        (2, 1, 100, BELOW),
        (2, 0, 100, WITHIN),
        (0, 0, 80, NO_DATA),
        (0, 3, 80, BELOW),
    ],
)
def test_four_of_five_contacts_are_in_person_and_all_of_them_in_c_rule_48_row_12(
    in_person: int, other: int, minimum: int, outcome: NormOutcome
) -> None:
    assert in_person_outcome(ContactTally(in_person, other), minimum) is outcome


@pytest.mark.parametrize(
    ("segment", "counted", "outcome"),
    [
        (A, 3, BELOW), (A, 4, WITHIN), (A, 6, WITHIN), (A, 7, ABOVE),
        (B, 2, BELOW), (B, 3, WITHIN), (B, 5, WITHIN), (B, 6, ABOVE),
        (C, 0, BELOW), (C, 1, WITHIN), (C, 3, WITHIN), (C, 4, ABOVE),
    ],
)  # fmt: skip
def test_the_number_of_contacts_is_compared_with_the_guide_values_rule_48_row_12(
    segment: Segment, counted: int, outcome: NormOutcome
) -> None:
    assert frequency_outcome(counted, segment) is outcome


def test_too_few_contacts_are_no_miss_before_the_period_has_passed_row_12() -> None:
    assert frequency_outcome(1, A, is_full=False) is NO_DATA
    assert frequency_outcome(4, A, is_full=False) is WITHIN
    assert frequency_outcome(7, A, is_full=False) is ABOVE


@pytest.mark.parametrize(
    ("segment", "started", "first", "is_full"),
    [
        (A, date(2026, 1, 1), date(2026, 5, 23), True),
        (A, date(2026, 9, 1), date(2026, 9, 1), False),
        (B, date(2025, 1, 1), date(2025, 11, 23), True),
        (C, date(2025, 11, 23), date(2025, 11, 23), True),
    ],
)
def test_a_period_rolls_back_from_the_day_but_not_before_the_segment_began_row_12(
    segment: Segment, started: date, first: date, is_full: bool
) -> None:
    window = contact_window(segment, started, DAY)
    assert (window.first, window.last, window.is_full) == (first, DAY, is_full)


def test_a_semester_may_be_the_calendar_half_year_by_setting_row_12() -> None:
    limits = replace(SOURCE_LIMITS, semester=SemesterKind.CALENDAR)
    started = date(2026, 1, 1)
    assert contact_window(A, started, DAY, limits).first == date(2026, 7, 1)
    assert not contact_window(A, started, DAY, limits).is_full
    assert contact_window(A, started, date(2026, 12, 31), limits).is_full
    assert contact_window(A, started, date(2026, 6, 30), limits).is_full
    assert contact_window(B, started, DAY, limits).first == started


def contacts(*kinds: ContactKind, on: date = DAY, topic: bool = True) -> list[Contact]:
    """Return one contact of each kind, a week apart, the last on ``on``."""
    return [
        Contact(on=on - timedelta(weeks=back), kind=kind, social_work_topic=topic) for back, kind in enumerate(kinds)
    ]


def test_one_dossier_is_judged_on_frequency_and_share_together_row_12() -> None:
    met = contacts(*[ContactKind.INTERVIEW] * 3, ContactKind.PHONE, ContactKind.DOCUMENTS_DROPPED)
    norms = norm_outcome(A, date(2026, 1, 1), met, DAY)
    assert (norms.frequency, norms.in_person, norms.is_missed) == (WITHIN, BELOW, True)
    assert norms.in_person_percent == Decimal("75.0")


def test_contacts_outside_the_period_are_not_counted_row_12() -> None:
    old = contacts(ContactKind.INTERVIEW, on=date(2026, 5, 22))
    norms = norm_outcome(A, date(2026, 1, 1), old, DAY)
    assert (norms.frequency, norms.in_person, norms.in_person_percent) == (BELOW, NO_DATA, None)


def test_intake_2_is_judged_on_the_share_in_person_alone_row_12() -> None:
    window = contact_window(A, date(2026, 1, 1), DAY)
    met = contacts(*[ContactKind.INTERVIEW] * 4, ContactKind.EMAIL)
    assert tally_contacts(met, window) == ContactTally(in_person=4, other=1)
    assert intake2_in_person(met, window) is WITHIN
    assert intake2_in_person(met[1:], window) is BELOW


def test_a_head_of_sector_sees_who_misses_the_norms_row_12() -> None:
    first, second = UUID(int=1), UUID(int=2)
    good = norm_outcome(B, date(2025, 1, 1), contacts(*[ContactKind.INTERVIEW] * 3), DAY)
    bad = norm_outcome(B, date(2025, 1, 1), contacts(ContactKind.PHONE), DAY)
    early = norm_outcome(B, date(2026, 11, 1), [], DAY)
    found = norm_overviews([(first, good), (first, bad), (second, early)])
    assert found == {first: NormOverview(2, 2, 1, 1), second: NormOverview(1, 0, 0, 0)}


@given(
    segment=st.sampled_from(Segment),
    semester=st.sampled_from(SemesterKind),
    started=st.integers(0, 900),
    ages=st.lists(st.integers(0, 900), max_size=6),
    day=st.dates(date(2024, 1, 1), date(2028, 12, 31)),
)
def test_row_12_a_figure_stays_as_it_is_until_the_day_it_turns(
    segment: Segment, semester: SemesterKind, started: int, ages: list[int], day: date
) -> None:
    limits = replace(SOURCE_LIMITS, semester=semester)
    started_on = day - timedelta(days=started)
    contacts = [
        Contact(on=day - timedelta(days=age), kind=ContactKind.INTERVIEW, social_work_topic=True, minutes=30)
        for age in ages
    ]
    window = contact_window(segment, started_on, day, limits)
    oldest = min((each.on for each in contacts if each.on in window), default=None)
    turns = turns_on(segment, started_on, oldest, day, limits)
    now = norm_outcome(segment, started_on, contacts, day, limits)
    last = min(turns - timedelta(days=1), day + timedelta(days=1500))
    for each in {day, last, day + (last - day) // 2}:
        then = norm_outcome(segment, started_on, contacts, each, limits)
        assert (then.frequency, then.in_person) == (now.frequency, now.in_person)
