"""The assignment plan as a coordinator reads it, in both languages."""

from __future__ import annotations

import pytest

from tests.portal.household import Household
from tests.portal.placements.stage import Stage


@pytest.fixture
def stage(portal: Household) -> Stage:
    """A household with providers and code lists."""
    return Stage(portal)


def test_row_11_a_coordinator_reads_the_plan_and_goes_on_to_propose(portal: Household, stage: Stage) -> None:
    place = stage.place(seats=1)
    people = [stage.mandate(), stage.mandate()]
    page = portal.as_("ssip_coordinator").open("/matching/plan")
    assert page.status == 200
    links = [f"/matching/{each}/propose/{place}" for each in people]
    assert sum(each in page.html for each in links) == 1, "one seat, one proposal"
    assert "Les places vont à d’autres personnes" in page.text.replace("\u202f", " ").replace("\u00a0", " ")


def test_row_11_a_pair_says_what_stands_against_it(portal: Household, stage: Stage) -> None:
    place = stage.place(needs_german=True, age_min=60)
    mandate = stage.mandate()
    page = portal.as_("ssip_coordinator").open(f"/matching/plan/{mandate}/{place}?horizon_days=30&stay_days=x")
    assert page.status == 200
    assert "60 ans" in page.text.replace("\u00a0", " ").replace("\u202f", " ")


def test_row_11_a_plan_of_nobody_is_a_page_too(portal: Household, stage: Stage) -> None:
    page = portal.as_("ssip_coordinator").open("/matching/plan?horizon_days=0")
    assert page.status == 200
    assert portal.as_("provider").open("/matching/plan").status == 403
