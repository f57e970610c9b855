"""A place is described page by page: kept at each step, nothing lost, published from the summary."""

from __future__ import annotations

from typing import Any

import pytest

from services.placements.model import Place, PlaceDraft
from tests.journeys.visitor import Page
from tests.portal.browser import Browser
from tests.portal.household import PASSWORD, PROVIDER, Household
from tests.portal.placements.stage import Stage

WHAT = {"title": "Atelier bois", "kind": "IS", "funding": "POIAS", "town": "Brügg", "field_of_work": "kitchen"}
TIME = {"workload_min_percent": "50", "workload_max_percent": "80", "seats": "3", "available_from": "01.12.2026"}
DECLARED = dict.fromkeys(("qualification", "counselling", "coaching", "no_competition"), "yes")


@pytest.fixture
def stage(portal: Household) -> Stage:
    return Stage(portal)


def rows(portal: Household, table: type) -> list[Any]:
    with portal.desks["placements"].database.reading() as session:
        return list(session.query(table))


def press(browser: Browser, page: Page, button: str = "", **given: Any) -> Page:
    form = next(each for each in page.forms if ("action", "later") in each.buttons)
    form.names.add("action")
    return browser.send(page, form, **given, **({"action": button} if button else {}))


def publish(browser: Browser, page: Page) -> Page:
    return browser.send(page, next(each for each in page.forms if each.action.endswith("/check")))


def test_row_01_a_place_is_described_page_by_page_and_published(portal: Household, stage: Stage) -> None:
    provider = portal.as_("provider")
    page = press(provider, provider.open("/places/begin"), **WHAT)
    assert "Temps et sièges" in page.text
    page = press(provider, page, **TIME)
    page = press(provider, page, needs_german="yes", requirements="Être ponctuel")
    page = press(provider, page, **DECLARED)
    assert "Vérifier et publier" in page.text
    assert "Être ponctuel" in page.text
    page = publish(provider, page)
    assert page.status == 200
    assert [each.title for each in rows(portal, Place)] == ["Atelier bois"]
    assert rows(portal, PlaceDraft) == []


def test_row_01_back_and_later_keep_what_was_typed_and_nobody_else_sees_it(portal: Household, stage: Stage) -> None:
    provider = portal.as_("provider")
    page = press(provider, provider.open("/places/begin"), **WHAT)
    page = press(provider, page, "back", **TIME)
    assert 'value="Atelier bois"' in page.html
    press(provider, page, "later", town="Nidau")
    page = provider.open("/places/begin")
    assert "Atelier bois" in page.text
    draft = rows(portal, PlaceDraft)[0]
    assert (draft.answers["town"], draft.answers["seats"]) == ("Nidau", 3)
    assert rows(portal, Place) == []
    other = portal.as_("other_provider")
    assert "Atelier bois" not in other.open("/places/begin").text
    stolen = other.open(f"/places/draft/{PROVIDER[1]}/{draft.id}/what")
    assert "Atelier bois" not in stolen.text


def test_row_01_what_is_missing_leads_back_to_its_question(portal: Household, stage: Stage) -> None:
    provider = portal.as_("provider")
    page = provider.open("/places/begin")
    for given in ({"title": "Atelier bois"}, {"workload_min_percent": "90", "workload_max_percent": "50"}, {}, {}):
        page = press(provider, page, **given)
    page = publish(provider, page)
    assert page.status == 422
    url = next(url for url, words in page.links if url.endswith("#field-kind") and "check=yes" in url)
    assert 'id="error-kind"' in provider.open(url).html
    assert rows(portal, Place) == []


def test_row_01_the_office_chooses_for_whom(portal: Household, stage: Stage) -> None:
    office = portal.as_("ssip_coordinator")
    page = office.open("/places/begin")
    address = next(url for url, words in page.links if words == "Südkurve")
    page = press(office, office.open(address), **WHAT)
    assert rows(portal, PlaceDraft)[0].provider_id == PROVIDER[1]


def test_going_back_after_publishing_and_sending_again_does_no_harm(portal: Household, stage: Stage) -> None:
    provider = portal.as_("provider")
    page = provider.open("/places/begin")
    for given in (WHAT, TIME, {}, DECLARED):
        page = press(provider, page, **given)
    publish(provider, page)
    again = publish(provider, page)
    assert again.status == 200
    assert len(rows(portal, Place)) == 1


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Atelier\t\u202e1 \U0001f6e0\ufe0f\u200b été", "Atelier 1 \U0001f6e0\ufe0f été"),
        ("Zeile 1\r\nZeile 2", "Zeile 1 Zeile 2"),
        ("=SUM(A1)", "=SUM(A1)"),
        ("<b>Bois</b>", "<b>Bois</b>"),
    ],
)
def test_pasted_cells_signs_and_right_to_left_marks_are_cleaned_or_kept(
    portal: Household, stage: Stage, typed: str, kept: str
) -> None:
    provider = portal.as_("provider")
    page = press(provider, provider.open("/places/begin"), **(WHAT | {"title": typed}))
    assert page.status == 200
    assert rows(portal, PlaceDraft)[0].answers["title"] == kept
    assert "<b>Bois</b>" not in provider.open("/places/begin").html


def test_ten_thousand_characters_are_objected_to_and_shown_again(portal: Household, stage: Stage) -> None:
    provider = portal.as_("provider")
    page = press(provider, provider.open("/places/begin"), **WHAT)
    page = press(provider, page, **TIME)
    page = press(provider, page, requirements="é" * 10_000)
    assert page.status == 422
    assert "é" * 10_000 in page.html
    page = press(provider, page, requirements="é" * 4_000)
    assert page.status == 200
    assert len(rows(portal, PlaceDraft)[0].answers["requirements"]) == 4_000


def test_an_ended_session_in_the_middle_of_a_page_loses_nothing(portal: Household, stage: Stage) -> None:
    provider = portal.as_("provider")
    page = provider.open("/places/begin")
    portal.watch.pass_by(days=2)
    form = next(each for each in page.forms if ("action", "later") in each.buttons)
    asked = provider.send(page, form, **WHAT)
    assert asked.status == 401
    again = provider.send(asked, asked.form(sign_in_name="", password=""), sign_in_name="provider", password=PASSWORD)
    resent = provider.send(again, next(each for each in again.forms if "/places/draft/" in each.action))
    assert "Atelier bois" in resent.html
    page = press(provider, resent)
    assert "Temps et sièges" in page.text
    assert rows(portal, PlaceDraft)[0].answers["title"] == "Atelier bois"
