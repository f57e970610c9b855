"""What each reason for a decline does next."""

from __future__ import annotations

from datetime import date

import pytest

from schemas.codes import DeclineEffect, DeclineReason, DeclineSide
from services.placements.rules.declines import (
    DECLINES,
    ParkDays,
    decline_side,
    is_only_proposed,
    next_step,
    override_objections,
    reasons_of,
)
from tests.services.placements.rules.days import DAY

REASON, EFFECT = DeclineReason, DeclineEffect
TWO_WEEKS = ParkDays({REASON.NOT_REACHABLE: 14})


@pytest.mark.parametrize("reason", DeclineReason)
def test_every_reason_has_a_side_and_an_effect_row_04(reason: DeclineReason) -> None:
    assert decline_side(reason) in DeclineSide
    assert next_step(reason, DAY).effect is DECLINES[reason].effect


@pytest.mark.parametrize("side", DeclineSide)
def test_every_side_has_reasons_to_offer_row_04(side: DeclineSide) -> None:
    assert reasons_of(side)
    assert all(decline_side(reason) is side for reason in reasons_of(side))


@pytest.mark.parametrize(
    ("reason", "effect"),
    [
        (REASON.NOT_REACHABLE, EFFECT.PARK),
        (REASON.NOT_INTERESTED, EFFECT.RETRIAGE),
        (REASON.SEAT_TAKEN, EFFECT.NO_EFFECT),
        (REASON.NO_ANSWER, EFFECT.NO_EFFECT),
    ],
)
def test_the_reason_decides_what_happens_next_row_04(reason: DeclineReason, effect: DeclineEffect) -> None:
    assert next_step(reason, DAY, TWO_WEEKS).effect is effect


def test_parking_ends_on_a_day_row_04() -> None:
    assert next_step(REASON.NOT_REACHABLE, DAY, TWO_WEEKS).parked_until == date(2026, 12, 6)


def test_parking_for_an_unset_time_asks_for_a_day_row_04() -> None:
    step = next_step(REASON.NOT_AVAILABLE_NOW, DAY)
    assert step.parked_until is None
    assert [(each.code, each.field) for each in step.warnings] == [("park_days_unset", "parked_until")]


def test_the_coordinator_may_set_the_day_row_04() -> None:
    step = next_step(REASON.NOT_AVAILABLE_NOW, DAY, chosen_until=date(2027, 1, 31))
    assert (step.parked_until, step.warnings) == (date(2027, 1, 31), ())


@pytest.mark.parametrize(
    ("reason", "is_proposal"),
    [
        (REASON.PROFILE_NOT_FITTING, True),
        (REASON.SEAT_TAKEN, True),
        (REASON.NO_ANSWER, False),
        (REASON.PLACED_ELSEWHERE, False),
    ],
)
def test_a_providers_decline_is_only_a_proposal_row_05(reason: DeclineReason, is_proposal: bool) -> None:
    assert is_only_proposed(reason) is is_proposal


@pytest.mark.parametrize(
    ("reason", "why", "codes"),
    [
        (REASON.PROFILE_NOT_FITTING, "Talked it over", []),
        (REASON.PROFILE_NOT_FITTING, " ", ["override_unexplained"]),
        (REASON.NO_ANSWER, "", ["decline_final", "override_unexplained"]),
    ],
)
def test_an_override_is_explained_and_possible_row_05(reason: DeclineReason, why: str, codes: list[str]) -> None:
    assert [each.code for each in override_objections(reason, why)] == codes
