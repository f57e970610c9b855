"""The folded menu in a browser: groups stay as one left them, and a closed one says what has come since."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.portal.looks.window import Window
from tests.portal.registration.scene import furnish, submit

MOVES = """window.moved = [];
new MutationObserver((all) => all.forEach((each) => window.moved.push(each.target.outerHTML.slice(0, 80))))
  .observe(document, { attributes: true, attributeFilter: ["open"], subtree: true });"""
"""Notes every box that opens or closes by itself."""


def test_a_group_stays_as_one_left_it_and_that_of_the_page_is_open_anyway(window: Window) -> None:
    tab = window.open("ssip_coordinator", "/alerts")
    mandates, places = tab.locator("[data-fold=fold-triage]"), tab.locator("[data-fold=fold-matching]")
    expect(mandates).to_have_attribute("open", "")
    mandates.locator("summary").press("Enter")
    places.locator("summary").press("Enter")
    expect(places.locator("a").first).to_be_visible()
    window.open("ssip_coordinator", "/alerts")
    expect(places).to_have_attribute("open", "")
    expect(mandates).not_to_have_attribute("open", "")
    window.open("ssip_coordinator", "/mandates")
    expect(mandates).to_have_attribute("open", "")


def test_a_menu_as_one_left_it_does_not_move_once_it_is_drawn(window: Window) -> None:
    window.tab.add_init_script(MOVES)
    tab = window.open("ssip_coordinator", "/alerts")
    places = tab.locator("[data-fold=fold-matching]")
    if places.get_attribute("open") is None:
        places.locator("summary").click()
    window.open("ssip_coordinator", "/alerts")
    expect(places.locator("a").first).to_be_visible()
    tab.evaluate("new Promise((done) => setTimeout(done, 100))")
    assert tab.evaluate("window.moved") == []
    assert " open>" in window.house.as_("ssip_coordinator").open("/alerts").html.split("fold-matching", 1)[1][:10]
    assert window.complaints == []


def test_the_number_of_a_closed_group_follows_what_happens(window: Window) -> None:
    furnish(window.house)
    tab = window.open("ssip_coordinator", "/places")
    number = tab.locator("summary[data-line=fold-triage] [data-count]")
    expect(number).to_be_hidden()
    submit(window.house)
    tab.evaluate("window.seeland.look()")
    expect(number).to_be_visible()
    assert window.complaints == []
