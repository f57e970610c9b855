"""What the concept says about places, at the real doors: kinds, labour market, distance, and what is no place."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

import deploy.reference
from schemas.codes import Funding, OwnService, PlaceKind
from tests.portal.household import Household
from tests.portal.placements.stage import END, START, Stage

MEASURES = Path(deploy.reference.__file__).parent / "measures.csv"


@pytest.fixture
def stage(portal: Household) -> Stage:
    return Stage(portal)


def test_a_place_is_of_one_of_four_kinds_and_a_service_of_the_office_is_none_pl_01(portal: Household) -> None:
    assert {each.value for each in PlaceKind} == {"IP", "PIP", "IS", "PE"}
    assert {each.name for each in Funding} == {"POIAS", "KIA", "COMMUNAL"}
    assert not {each.value for each in OwnService} & {each.value for each in PlaceKind}
    for service in OwnService:
        page = portal.as_("ssip_coordinator").open(f"/places?kind={service.value}")
        assert page.status == 200, "no such kind is a filter that narrows nothing"


@pytest.mark.parametrize("leads_there", [True, False])
def test_a_place_need_not_lead_to_the_first_labour_market_pl_04(
    portal: Household, stage: Stage, leads_there: bool
) -> None:
    place_id = stage.place(first_labour_market=leads_there)
    page = portal.as_("ssip_coordinator").open(f"/places/{place_id}").text
    assert "Cuisine du home" in page
    assert stage.proposal(place_id=place_id)


@pytest.mark.parametrize("town", ["Lyss", "Tramelan", "Granges"])
def test_a_place_far_away_is_proposed_like_any_other_pl_12(portal: Household, stage: Stage, town: str) -> None:
    mandate_id, place_id = stage.mandate(commune_bfs_no=306), stage.place(town=town)
    days = f"starts_on={START:%d.%m.%Y}&ends_on={END:%d.%m.%Y}"
    page = portal.as_("ssip_coordinator").open(f"/matching/{mandate_id}?{days}")
    assert f"/matching/{mandate_id}/propose/{place_id}" in page.html
    assert town in page.text
    assert stage.proposal(mandate_id, place_id)


def test_niche_jobs_and_pools_of_jobs_stand_in_the_catalogue_of_measures_only_pl_14() -> None:
    with MEASURES.open(encoding="utf-8", newline="") as file:
        known = {row["measure_key"] for row in csv.DictReader(file)}
    assert {"M9A2", "M7C2"} <= known
    assert not known & {each.value for each in PlaceKind}
