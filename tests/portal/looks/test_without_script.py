"""With JavaScript switched off everything still works: menus, boxes, filters, bulk bars and forms."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from services.placements.queries.presence import presence_sheet
from tests.portal.household import Household, actor
from tests.portal.looks.window import Window
from tests.portal.placements.stage import Stage


@pytest.fixture
def plain(browser: Browser, portal: Household) -> Iterator[Window]:
    """A tab on a phone that runs no script."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    yield Window(portal, context.new_page())
    context.close()


def test_the_menu_opens_and_leads_on(plain: Window) -> None:
    tab = plain.open("ssip_coordinator", "/")
    entry = tab.locator("#menu a[href='/matching']")
    expect(entry).to_be_hidden()
    tab.locator("[data-menu-open]").click()
    tab.locator("#menu details", has=tab.locator("a[href='/matching']")).locator("summary").click()
    expect(entry).to_be_visible()
    entry.click()
    expect(tab.locator("h1")).to_have_text("Recherche de places")


def test_boxes_open_and_a_list_is_filtered_by_its_button(plain: Window, portal: Household) -> None:
    stage = Stage(portal)
    stage.place(title="Atelier bois")
    tab = plain.open("ssip_coordinator", "/places")
    expect(tab.locator("main details[data-pop] summary").first).to_be_hidden()
    tab.locator("main .fold-more summary").click()
    tab.locator("main details[data-pop] summary").first.click()
    expect(tab.locator("main details[data-pop] .pop-box").first).to_be_visible()
    expect(tab.locator("main .filter-go")).to_be_hidden()
    tab.locator("main .fold-filters summary").click()
    with tab.expect_navigation():
        tab.locator("main .filter-go").click()
    expect(tab.locator("main")).to_contain_text("Atelier bois")
    assert tab.locator(".needs-script:visible").count() == 0


def test_nothing_waits_for_a_script_to_show_itself(plain: Window, portal: Household) -> None:
    stage = Stage(portal)
    proposal_id = stage.proposal()
    wizard = portal.as_("case_worker").client.get("/mandates/new?fresh=yes").headers["Location"]
    for person, address, button in (
        ("case_worker", wizard, "main form .btn-primary"),
        ("provider", f"/proposals/{proposal_id}", "main .acts .btn"),
        ("provider", "/preferences", "main form .btn-primary"),
        ("ssip_coordinator", "/deadlines", "main"),
    ):
        tab = plain.open(person, address)
        expect(tab.locator(button).first).to_be_visible()
        assert tab.locator(".needs-script:visible").count() == 0
        assert plain.complaints == []


def test_a_month_of_presence_is_filled_and_submitted(plain: Window, portal: Household) -> None:
    stage = Stage(portal)
    month_id = stage.sheet()
    portal.watch.pass_by(days=10)
    tab = plain.open("provider", f"/presence/{month_id}")
    tab.locator(".action-panel a").first.click()
    agreed = portal.desks["placements"].ask(presence_sheet, actor("provider"), month_id=month_id).contracted_half_days
    for place in range(agreed):
        tab.locator("main select").nth(place).select_option("sick" if place == 1 else "present")
    tab.locator("main form.form .form-end .btn").first.click()
    expect(tab.locator("main .action-panel a").first).to_be_visible()
    sheet = portal.desks["placements"].ask(presence_sheet, actor("provider"), month_id=month_id)
    assert (sheet.marked_half_days, sheet.present_half_days) == (agreed, agreed - 1)
    tab.locator(".action-panel form:has([value=submit]) button").click()
    expect(tab.locator("main .action-panel a, main .action-panel form")).to_have_count(0)
    assert plain.complaints == []
