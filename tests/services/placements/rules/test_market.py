"""Concentration, diversity and doubles of the whole offer."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest

from schemas.codes import PlaceKind, Suitability
from schemas.codes_placements import ConcentrationState, DiversityDimension
from services.placements.rules.market import (
    Concentration,
    Demand,
    Offer,
    PlaceProfile,
    diversity_gaps,
    duplicate_offers,
    monopoly,
)
from tests.services.placements.rules.days import FRAC, GAD, LBS, SYPHON

THREE = {LBS: 60, SYPHON: 25, FRAC: 15}
KITCHEN = PlaceProfile(PlaceKind.PIP, "cook", "gastronomy", 100)
OFFER = Offer(UUID(int=10), LBS, PlaceKind.IS, "Recycling", "Bienne")
STATE, DIMENSION = ConcentrationState, DiversityDimension


def test_the_largest_provider_is_named_rule_28() -> None:
    found = monopoly(THREE, share_max=0.5)
    assert found.shares == {LBS: 0.6, SYPHON: 0.25, FRAC: 0.15}
    assert found.hhi == pytest.approx(0.445)
    assert (found.state, found.alerts) == (STATE.CONCENTRATED, (LBS,))


def test_equal_shares_are_balanced_rule_28() -> None:
    found = monopoly(dict.fromkeys((LBS, SYPHON, FRAC, GAD), 10), share_max=0.5, hhi_max=0.4)
    assert (found.hhi, found.state, found.alerts) == (0.25, STATE.BALANCED, ())


def test_one_provider_alone_has_the_whole_index_rule_28() -> None:
    assert monopoly({LBS: 7}, hhi_max=0.9).hhi == 1.0
    assert monopoly({LBS: 7}, hhi_max=0.9).state is STATE.CONCENTRATED


def test_without_thresholds_the_values_stand_alone_rule_28() -> None:
    found = monopoly(THREE)
    assert (found.state, found.alerts) == (STATE.NOT_CONFIGURED, ())
    assert found.shares[LBS] == 0.6


@pytest.mark.parametrize("seats", [{}, {LBS: 0}])
def test_no_seats_are_no_data_rule_28(seats: dict[UUID, int]) -> None:
    assert monopoly(seats, share_max=0.5) == Concentration({}, None, STATE.NO_DATA)


def test_a_missing_workload_is_a_gap_rule_29() -> None:
    half = Demand(DIMENSION.WORKLOAD, "50")
    assert diversity_gaps([KITCHEN], [half]) == (half,)
    assert diversity_gaps([KITCHEN, replace(KITCHEN, workload_percent=50)], [half]) == ()


def test_gaps_are_found_in_every_respect_rule_29() -> None:
    wanted = [
        Demand(DIMENSION.TRADE, "cook"),
        Demand(DIMENSION.DOMAIN, "logistics"),
        Demand(DIMENSION.KIND, PlaceKind.IS),
        Demand(DIMENSION.SUITABILITY, Suitability.WOMEN),
    ]
    assert diversity_gaps([KITCHEN], wanted) == (wanted[1], wanted[2])
    men_only = replace(KITCHEN, suitability=Suitability.MEN)
    assert diversity_gaps([men_only], wanted) == (wanted[1], wanted[2], wanted[3])


@pytest.mark.parametrize(
    ("other", "is_double"),
    [
        (Offer(UUID(int=11), SYPHON, PlaceKind.IS, "recycling ", "BIENNE"), True),
        (Offer(UUID(int=11), LBS, PlaceKind.IS, "Recycling", "Bienne"), False),
        (Offer(UUID(int=11), SYPHON, PlaceKind.PIP, "Recycling", "Bienne"), False),
        (Offer(UUID(int=11), SYPHON, PlaceKind.IS, "Recycling", "Lyss"), False),
    ],
)
def test_the_same_offer_of_two_providers_in_one_town_is_a_hint(other: Offer, is_double: bool) -> None:
    assert duplicate_offers(OFFER, [OFFER, other]) == ((other.place_id,) if is_double else ())
