"""The folded menu in a browser: groups stay as one left them, and a closed one says what has come since."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.portal.looks.window import Window
from tests.portal.registration.scene import furnish, submit


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


def test_the_number_of_a_closed_group_follows_what_happens(window: Window) -> None:
    furnish(window.house)
    tab = window.open("ssip_coordinator", "/places")
    number = tab.locator("summary[data-line=fold-triage] [data-count]")
    expect(number).to_be_hidden()
    submit(window.house)
    tab.evaluate("window.seeland.look()")
    expect(number).to_be_visible()
    assert window.complaints == []
