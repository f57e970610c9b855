"""Row 31: each quarter an organisation's head confirms the members or takes them off; history stays."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from messaging.worker import Embedded
from portal.accounts.queries import AccountLine, account_by_name
from portal.accounts.reviews import access_review, access_reviews
from schemas.access import LookAtAccounts, SetAccountsValue
from schemas.accounts import EnableAccount
from schemas.actor import HOUSE
from schemas.codes_notifications import AlertKind
from services.notifications.model import Alert
from tests.portal.admin.counter import look, save
from tests.portal.household import PASSWORD, START, Household, account_id, actor


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


def _days(house: Household) -> None:
    for name, value in (("inactive_warned_days", 90), ("inactive_closed_days", 30)):
        house.desks["accounts"].do(
            SetAccountsValue(name=name, value=value, valid_from=START.date()), actor("ssip_head")
        )


def _night(house: Household, **span: float) -> None:
    house.watch.pass_by(**span)
    house.desks["accounts"].do(LookAtAccounts(), HOUSE)
    Embedded(house.desks.values()).drain()


def _account(house: Household, name: str) -> AccountLine:
    found = house.desks["accounts"].ask(account_by_name, HOUSE, sign_in_name=name)
    assert found is not None
    return found


def test_row_31_without_days_set_nobody_is_warned_or_closed(portal: Household) -> None:
    page = portal.as_("ssip_admin").open("/admin/lacking")
    assert "aucun compte inutilisé n’est fermé" in page.text
    _night(portal, days=900)
    assert _account(portal, "case_worker").disabled_at is None


def test_row_31_the_days_are_set_on_the_page_of_settings(portal: Household) -> None:
    address = "/admin/settings/accounts/inactive_warned_days"
    head = portal.as_("ssip_head")
    assert "90" in save(head, look(head, address, value="90", valid_from="23.11.2026")).text
    assert "aucun compte" in portal.as_("ssip_admin").open("/admin/lacking").text  # the other day is still unset
    assert look(head, address, value="3", valid_from="23.11.2026").status == 422


def test_row_31_an_unused_account_is_warned_then_closed_and_that_is_written_down(portal: Household) -> None:
    _days(portal)
    _night(portal, days=91)
    desk = portal.desks["notifications"]
    with desk.database.reading() as session:
        kinds = set(session.scalars(select(Alert.kind).where(Alert.kind == AlertKind.ACCOUNT_INACTIVE)))
    assert kinds == {AlertKind.ACCOUNT_INACTIVE}
    assert _account(portal, "case_worker").disabled_at is None
    used = portal.guest()
    assert used.sign_in("provider", PASSWORD).status == 200  # whoever signs in keeps the account
    _night(portal, days=29)
    assert _account(portal, "case_worker").disabled_at is None
    _night(portal, days=1)
    assert _account(portal, "case_worker").disabled_at is not None
    assert _account(portal, "provider").disabled_at is None
    trail = portal.desks["accounts"].wiring.ledger.audit
    with portal.desks["accounts"].database.reading() as session:
        changes = [each for each in session.scalars(select(trail.c.changed)) if each]
    assert any(f"closed.{account_id('case_worker')}" in each for each in changes)


def test_row_31_the_last_administrator_stays_and_a_reopened_account_counts_anew(portal: Household) -> None:
    _days(portal)
    _night(portal, days=91)
    _night(portal, days=31)
    assert _account(portal, "ssip_admin").disabled_at is None
    line = _account(portal, "case_worker")
    asked = EnableAccount(account_id=line.id, row_version=line.row_version)
    portal.desks["accounts"].do(asked, actor("ssip_admin"))
    _night(portal, days=60)
    assert _account(portal, "case_worker").disabled_at is None
    _night(portal, days=31)
    _night(portal, days=31)
    assert _account(portal, "case_worker").disabled_at is not None
