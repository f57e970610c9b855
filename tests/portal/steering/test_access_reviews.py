"""Row 31: each quarter an organisation's head confirms the members or takes them off; history stays."""

from __future__ import annotations

import pytest

from messaging.worker import Embedded
from portal.accounts.reviews import access_review, access_reviews
from schemas.access import LookAtAccounts
from schemas.actor import HOUSE
from tests.portal.household import Household, actor


@pytest.fixture
def quarter(portal: Household) -> Household:
    """This quarter's reviews are open and everybody has heard."""
    for _ in range(2):
        portal.desks["accounts"].do(LookAtAccounts(), HOUSE)
    Embedded(portal.desks.values()).drain()
    return portal


def own(house: Household, who: str = "service_head") -> str:
    (line,) = house.desks["accounts"].ask(access_reviews, actor(who))
    return f"/access-reviews/{line.id}"


def test_row_31_every_organisation_has_one_review_a_quarter_and_its_head_hears_of_it(quarter: Household) -> None:
    head = quarter.as_("service_head")
    assert "Revue des accès à faire" in head.open("/alerts").text
    assert "4e trimestre 2026" in head.open("/access-reviews").text
    every = quarter.desks["accounts"].ask(access_reviews, actor("ssip_admin"))
    assert len(every) == len({each.organisation_id for each in every}) > 4
    assert quarter.as_("other_service_head").open(own(quarter)).status == 404
    assert quarter.as_("case_worker").open("/access-reviews").status == 403


def test_row_31_members_are_confirmed_or_taken_off_until_nobody_is_left(quarter: Household) -> None:
    head, address = quarter.as_("service_head"), own(quarter)
    (line,) = quarter.desks["accounts"].ask(access_reviews, actor("service_head"))
    members = quarter.desks["accounts"].ask(access_review, actor("service_head"), review_id=line.id).members
    leaver = next(each for each in members if each.role.value == "case_worker")
    own_place = next(each for each in members if each.role.value == "service_head")
    assert head.fill(f"{address}/{leaver.membership_id}/remove", removal_reason="").status == 422
    refused = head.fill(f"{address}/{own_place.membership_id}/remove", removal_reason="Test")
    assert "On ne se retire pas soi-même" in refused.text
    gone = head.fill(f"{address}/{leaver.membership_id}/remove", removal_reason="A quitté le service.")
    assert "Le membre est retiré" in gone.text
    assert quarter.as_("case_worker").open("/access-reviews").status in (401, 403)
    for _ in range(len(members) - 1):
        page = head.open(address)
        head.send(page, next(each for each in page.forms if each.action.endswith("/confirm")))
    page = head.open(address)
    assert "terminée le" in page.text
    assert "A quitté le service." in page.text
    Embedded(quarter.desks.values()).drain()
    assert "Revue des accès à faire" not in head.open("/alerts").text
