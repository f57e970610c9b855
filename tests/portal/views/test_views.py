"""A list keeps its filters, order and columns under a name; exports follow the columns; nothing typed is kept."""

from __future__ import annotations

from sqlalchemy import select

from portal.accounts.model import SavedView
from tests.journeys.visitor import Page
from tests.portal.browser import Browser
from tests.portal.household import Household
from tests.portal.placements.stage import Stage

LIST = "/places?kind=IP&state=published"


def keep(browser: Browser, address: str, name: str) -> Page:
    page = browser.open(address)
    return browser.send(page, page.form("/views/save", view_name=""), view_name=name)


def stored(portal: Household) -> list[SavedView]:
    with portal.desks["accounts"].database.reading() as session:
        return list(session.scalars(select(SavedView)))


def test_row_37_a_view_is_kept_named_in_the_menu_opened_and_forgotten(portal: Household) -> None:
    Stage(portal).place()
    browser = portal.as_("ssip_coordinator")
    page = keep(browser, LIST, "IP publiées")
    assert page.url.endswith("/places?kind=IP&state=published")
    url = next(url for url, words in browser.open("/").links if words == "IP publiées")
    assert browser.open(url).status == 200
    page = browser.open("/views")
    form = next(each for each in page.forms if each.action.endswith("/drop"))
    assert "La vue est supprimée." in browser.send(page, form).text
    assert stored(portal) == []


def test_row_37_what_was_typed_into_the_search_box_is_not_kept(portal: Household) -> None:
    keep(portal.as_("case_worker"), "/mandates?text=Gerber&sort=name&ended=yes", "Tous, par nom")
    row = stored(portal)[0]
    assert "Gerber" not in row.query
    assert "sort=name" in row.query
    assert "ended=yes" in row.query


def test_row_37_a_view_of_the_same_name_replaces_the_one_before(portal: Household) -> None:
    browser = portal.as_("ssip_coordinator")
    keep(browser, LIST, "La mienne")
    keep(browser, "/places?kind=IS", "La mienne")
    assert [row.query for row in stored(portal)] == ["kind=IS"]


def test_row_37_a_view_belongs_to_one_person_in_one_role(portal: Household) -> None:
    keep(portal.as_("ssip_coordinator"), LIST, "Privée")
    other = portal.as_("ssip_head")
    assert "Privée" not in other.open("/").text
    view_id = stored(portal)[0].id
    sent = {"csrf_token": other.csrf()}
    assert other.client.post(f"/views/{view_id}/drop", data=sent).status_code == 404
    assert len(stored(portal)) == 1


def test_row_37_columns_are_chosen_and_exports_follow(portal: Household) -> None:
    Stage(portal).place(title="Cuisine du lac")
    browser = portal.as_("ssip_coordinator")
    page = browser.open("/places?kind=IP&columns=0&columns=2")
    assert page.url.endswith("columns=0.2") or "columns=0.2" in page.url
    heads = page.html.split("<thead>")[1].split("</thead>")[0]
    assert "Lieu" in heads
    assert "Prestataire" not in heads
    assert "Cuisine du lac" in page.text
    csv = browser.client.get("/places?kind=IP&columns=0.2&export=csv&list=placements.places").get_data(as_text=True)
    assert "Cuisine du lac" in csv
    assert "Südkurve" not in csv
    whole = browser.open("/places?columns=junk.99")
    assert "Cuisine du lac" in whole.text


def test_row_37_a_name_is_needed_and_a_foreign_page_is_no_list(portal: Household) -> None:
    browser = portal.as_("ssip_coordinator")
    page = keep(browser, LIST, "")
    assert page.status == 422
    page = browser.send(page, page.form("/views/save", view_name=""), view_name="Après coup")
    assert [row.name for row in stored(portal)] == ["Après coup"]
    sent = {"csrf_token": browser.csrf(), "view_name": "x", "endpoint": "door.sign_out", "query": ""}
    assert browser.client.post("/views/save", data=sent).status_code == 404
