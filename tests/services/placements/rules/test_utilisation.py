"""Occupied place-days of the available ones."""

from __future__ import annotations

from datetime import date

import pytest

from schemas.codes import Funding, PlaceKind, UtilisationScope
from schemas.codes_placements import Weighting
from schemas.refusal import NotConfigured
from services.placements.rules.seats import CapacityChange, SeatSpan
from services.placements.rules.utilisation import (
    OwnPlaces,
    available_days,
    days_within,
    occupied_days,
    own_utilisation,
    utilisation,
)

FIRST, LAST = date(2026, 11, 1), date(2026, 11, 30)
GROWS = [CapacityChange(FIRST, 10), CapacityChange(date(2026, 11, 16), 12)]
OWN = [
    OwnPlaces(PlaceKind.IS, Funding.POIAS, seats=5, used=4),
    OwnPlaces(PlaceKind.IS, Funding.KIA, seats=2, used=2),
]


@pytest.mark.parametrize(
    ("occupied", "available", "percent"), [(210, 300, 70.0), (231, 330, 70.0), (0, 0, None), (0, 300, 0.0)]
)
def test_utilisation_is_occupied_of_available_rule_31_row_24(
    occupied: int, available: int, percent: float | None
) -> None:
    assert utilisation(occupied, available) == percent


def test_a_capacity_that_grows_is_counted_day_by_day_rule_31_row_24() -> None:
    assert available_days(GROWS, FIRST, LAST) == 330
    seven = [SeatSpan(date(2026, 1, 1))] * 7
    plus_the_rest = [SeatSpan(date(2026, 11, 10), date(2026, 11, 30))]
    assert occupied_days(seven + plus_the_rest, FIRST, LAST) == 231


@pytest.mark.parametrize(
    ("span", "days"),
    [
        (SeatSpan(date(2026, 10, 1), date(2026, 11, 1)), 1),
        (SeatSpan(date(2026, 11, 30)), 1),
        (SeatSpan(date(2026, 12, 1)), 0),
        (SeatSpan(date(2026, 9, 1), date(2026, 10, 31)), 0),
        (SeatSpan(date(2026, 9, 1)), 30),
    ],
)
def test_only_the_days_within_the_period_count_rule_31_row_24(span: SeatSpan, days: int) -> None:
    assert days_within(span, FIRST, LAST) == days


def test_workload_can_weigh_the_days_instead_rule_31_row_24() -> None:
    half = [SeatSpan(FIRST, LAST, workload_percent=50)]
    assert occupied_days(half, FIRST, LAST, Weighting.WORKLOAD) == 15
    assert available_days([CapacityChange(FIRST, 1, 80)], FIRST, LAST, Weighting.WORKLOAD) == pytest.approx(24)


@pytest.mark.parametrize(("scope", "percent"), [(UtilisationScope.ALL, 85.7), (UtilisationScope.POIAS, 80.0)])
def test_own_places_and_own_poias_places_are_two_averages_rule_32_row_24(
    scope: UtilisationScope, percent: float
) -> None:
    assert own_utilisation(OWN, scope) == percent


@pytest.mark.parametrize(
    ("own", "scope"), [([], UtilisationScope.ALL), (OWN[1:], UtilisationScope.POIAS)], ids=["none", "kia only"]
)
def test_a_service_without_quota_is_not_configured_rule_32_row_24(
    own: list[OwnPlaces], scope: UtilisationScope
) -> None:
    with pytest.raises(NotConfigured, match="quotas"):
        own_utilisation(own, scope)
