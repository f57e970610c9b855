"""Offers must be confirmed to be believed."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.codes import PlaceState
from services.placements.rules.freshness import (
    ConfirmationTimes,
    is_confirmation_due,
    place_state_on,
    stale_on,
    warned_on,
)

CONFIRMED = date(2026, 11, 1)
PUBLISHED, TO_CONFIRM = PlaceState.PUBLISHED, PlaceState.TO_CONFIRM


@pytest.mark.parametrize(
    ("day", "state", "is_due"),
    [
        (date(2026, 11, 1), PUBLISHED, False),
        (date(2026, 11, 21), PUBLISHED, False),
        (date(2026, 11, 22), PUBLISHED, True),
        (date(2026, 11, 30), PUBLISHED, True),
        (date(2026, 12, 1), TO_CONFIRM, True),
    ],
)
def test_an_offer_is_warned_about_after_21_days_and_stale_after_30_row_02(
    day: date, state: PlaceState, is_due: bool
) -> None:
    assert place_state_on(PUBLISHED, CONFIRMED, day) is state
    assert is_confirmation_due(CONFIRMED, day) is is_due


def test_confirming_a_stale_offer_publishes_it_again_row_02() -> None:
    day = date(2026, 12, 24)
    assert place_state_on(TO_CONFIRM, day, day) is PUBLISHED


@pytest.mark.parametrize("state", [PlaceState.DRAFT, PlaceState.WITHDRAWN])
def test_what_is_not_on_offer_does_not_grow_stale_row_02(state: PlaceState) -> None:
    assert place_state_on(state, CONFIRMED, date(2030, 1, 1)) is state


@given(st.integers(1, 60), st.integers(1, 60))
def test_the_days_are_settings_row_02(warn: int, more: int) -> None:
    times = ConfirmationTimes(warn, warn + more)
    assert warned_on(CONFIRMED, times) < stale_on(CONFIRMED, times)
    assert place_state_on(PUBLISHED, CONFIRMED, stale_on(CONFIRMED, times), times) is TO_CONFIRM
