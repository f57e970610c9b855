"""What stands behind the numbers of the office: quotas, waiting lists, market figures, and the one change."""

from __future__ import annotations

import re
from datetime import date

import pytest

from schemas.actor import HOUSE
from schemas.placements import SetPlacementsValue
from tests.portal.household import SERVICE, Household
from tests.portal.placements.stage import Stage

QUOTA = f"/reservations/quotas/{SERVICE[1]}/IP/POIAS/2026"


@pytest.fixture
def stage(portal: Household) -> Stage:
    """A household with providers and code lists."""
    return Stage(portal)


def test_row_22_going_above_a_quota_is_decided_with_the_calculation_before_ones_eyes(
    portal: Household, stage: Stage
) -> None:
    made = stage.reservation(months=5)
    page = portal.as_("ssip_coordinator").open(f"/reservations/{made}")
    assert "Avec cette place, le contingent serait dépassé." in page.text
    assert "dépassement prévu à la fin de l’année" in page.text
    refused = portal.as_("ssip_coordinator").fill(f"/reservations/{made}/do/confirm", ground="consent")
    assert refused.status == 422
    page = portal.as_("ssip_coordinator").fill(
        f"/reservations/{made}/do/confirm", ground="consent", over_quota="Dernière place de l’année."
    )
    assert page.status == 200, page.text
    assert "Dernière place de l’année." in portal.as_("case_worker").open(f"/reservations/{made}").text
    page = portal.as_("ssip_coordinator").open(QUOTA.replace("2026", "2027"))
    assert "Dernière place de l’année." in page.text
    assert "seulement réservée" in page.text


@pytest.mark.parametrize("language", ["fr", "de"])
def test_row_22_proposing_directly_above_a_quota_asks_for_the_decision_and_keeps_it(
    portal: Household, stage: Stage, language: str
) -> None:
    stage.quota(months=5)
    browser = portal.as_("ssip_coordinator")
    browser.open(f"/language/{language}")
    address = f"/matching/{stage.mandate()}/propose/{stage.place()}"
    days = {"starts_on": "23.11.2026", "ends_on": "22.11.2027", "ground": "consent"}
    refused = browser.fill(address, **days)
    assert refused.status == 422
    asked = {
        "fr": "Une décision enregistrée du SSIP est nécessaire.",
        "de": "Nötig ist ein erfasster Entscheid der FAI.",
    }
    assert asked[language] in refused.text
    assert 'href="#field-over_quota"' in refused.html, "the summary leads to the field that is missing"
    page = browser.fill(address, **days, over_quota="Entscheid der Leitung vom 23.11.")
    assert page.status == 200, page.text
    assert "Entscheid der Leitung vom 23.11." in page.text
    proposal = page.url.rpartition("/")[2]
    page = browser.open(QUOTA.replace("2026", "2027"))
    assert "Entscheid der Leitung vom 23.11." in page.text
    assert f"/proposals/{proposal}" in page.html
    provider = portal.as_("provider").open(f"/proposals/{proposal}")
    assert provider.status == 200
    assert "Entscheid der Leitung" not in provider.text


def test_row_22_the_plan_leads_to_the_form_that_asks_for_the_decision(portal: Household, stage: Stage) -> None:
    stage.quota(months=1)
    stage.place(seats=1)
    mandate = stage.mandate()
    browser = portal.as_("ssip_coordinator")
    page = browser.open("/matching/plan")
    (address,) = set(re.findall(rf'href="(/matching/{mandate}/propose/[^"]+)"', page.html))
    refused = browser.fill(address, ends_on="22.11.2027", ground="consent")
    assert refused.status == 422
    assert 'name="over_quota"' in refused.html
    done = browser.fill(address, ends_on="22.11.2027", ground="consent", over_quota="Vu en séance.")
    assert done.status == 200
    assert "Vu en séance." in done.text


def test_row_22_a_quota_shows_how_the_year_will_end_and_a_service_only_its_own(portal: Household, stage: Stage) -> None:
    stage.quota()
    stage.running()
    page = portal.as_("case_worker").open(QUOTA)
    assert "Prévision à fin d’année" in page.text
    assert "1.27" in page.text
    assert portal.as_("other_case_worker").open(QUOTA).status == 404
    assert portal.as_("ssip_head").open(QUOTA.replace("IP/", "XX/")).status == 404


def test_row_22_where_the_setting_says_so_a_service_assigns_its_own_place(portal: Household, stage: Stage) -> None:
    stage.quota()
    address = f"/reservations/for/{stage.mandate()}/{stage.place()}"
    days = {"starts_on": "01.12.2026", "ends_on": "31.05.2027"}
    page = portal.as_("case_worker").open(address)
    assert "Base de la communication" not in page.text
    asked = SetPlacementsValue(name="service_may_assign_directly", value=1, valid_from=date(2026, 1, 1))
    stage.desk.do(asked, HOUSE)
    page = portal.as_("case_worker").fill(address, **days, ground="consent")
    assert page.status == 200, page.text
    assert "La place est attribuée" in page.text
    assert "Voir la proposition" in page.text


def test_row_10_the_reason_of_every_entry_and_exit_is_shown(portal: Household, stage: Stage) -> None:
    mandate_id = stage.mandate(number="2026-0777")
    page = portal.as_("ssip_coordinator").open("/offer/waiting?group=IP")
    assert "2026-0777" in page.text
    assert "/offer/waiting?group=IP&view=waiting_log" in page.html.replace("&amp;", "&")
    assert "Mouvements de la liste" in page.text
    page = portal.as_("ssip_coordinator").open("/offer/waiting?group=IP&view=waiting_log")
    assert "Recherche ouverte" in page.text
    page = portal.as_("case_worker").open(f"/offer/waiting/{mandate_id}")
    assert "inscription" in page.text
    assert "Recherche ouverte" in page.text
    assert portal.as_("other_case_worker").open(f"/offer/waiting/{mandate_id}").status == 404
    for view in ("waiting", "waiting_log"):
        page = portal.as_("other_case_worker").open(f"/offer/waiting?group=IP&view={view}")
        assert page.status == 200
        assert "2026-0777" not in page.text


def test_row_11_the_workbench_names_the_one_change_that_would_open_most_places(portal: Household, stage: Stage) -> None:
    for name in ("Atelier A", "Atelier B"):
        stage.place(title=name, needs_german=True)
    stage.place(title="Bureau", age_max=25)
    stage.place(title="Jardin", age_max=25, needs_german=True)
    page = portal.as_("ssip_coordinator").open(f"/matching/{stage.mandate()}")
    assert "Sans exigence d’allemand : 2 places de plus conviendraient" in page.text


def test_row_24_every_market_figure_opens_to_its_list(portal: Household, stage: Stage) -> None:
    stage.running()
    page = portal.as_("canton_reader").open("/offer/figures")
    assert "/offer/figures/used" in page.html
    assert "/offer/figures/answers" in page.html
    page = portal.as_("canton_reader").open("/offer/figures/used?first=23.11.2026&last=02.12.2026")
    assert "Cuisine du home" in page.text
    assert "20" in page.text
    page = portal.as_("canton_reader").open("/offer/figures/answers")
    assert "Cuisine du home" in page.text
    assert "23.11.2026" in page.text
