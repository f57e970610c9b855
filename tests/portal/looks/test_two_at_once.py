"""Two people change one record at the same time in two browsers: the second sees both versions and loses nothing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from services.placements.queries.places import place_card
from tests.portal.household import Household, actor
from tests.portal.looks.window import Window
from tests.portal.placements.stage import Stage

SEND = "main form.form .form-end .btn"


@pytest.fixture
def two(browser: Browser, portal: Household) -> Iterator[tuple[Window, Window]]:
    """The tabs of a provider and of the office, each in a browser of its own."""
    contexts = [browser.new_context(locale="fr-CH", timezone_id="Europe/Zurich") for _ in range(2)]
    yield Window(portal, contexts[0].new_page()), Window(portal, contexts[1].new_page())
    for each in contexts:
        each.close()


@pytest.mark.slow
@pytest.mark.parametrize("language", ["fr", "de"])
def test_a_stale_edit_shows_both_versions_and_nothing_is_lost(
    portal: Household, two: tuple[Window, Window], language: str
) -> None:
    place_id = Stage(portal).place(title="Atelier bois")
    change = f"/places/{place_id}/do/change"
    for person in ("provider", "ssip_coordinator"):
        portal.as_(person).client.get(f"/language/{language}")
    mine, theirs = two[0].open("provider", change), two[1].open("ssip_coordinator", change)
    mine.locator("[name=title]").fill("Atelier bois et vélos 🙂")
    mine.locator("[name=town]").fill("Ins")
    theirs.locator("[name=title]").fill("Menuiserie")
    theirs.locator(SEND).first.click()
    expect(theirs.locator("main h1")).to_contain_text("Menuiserie")

    mine.locator(SEND).first.click()
    changed = mine.locator(".versions tr.changed")
    expect(changed).to_have_count(2)
    expect(changed.nth(0)).to_contain_text("Atelier bois et vélos 🙂")
    expect(changed.nth(0)).to_contain_text("Menuiserie")
    mine.locator("main form .btn-primary").click()
    expect(mine.locator("[name=title]")).to_have_value("Atelier bois et vélos 🙂")
    expect(mine.locator("[name=town]")).to_have_value("Ins")
    mine.locator(SEND).first.click()
    expect(mine.locator("main h1")).to_contain_text("Atelier bois et vélos")
    stored = portal.desks["placements"].ask(place_card, actor("provider"), place_id=place_id)
    assert (stored.title, stored.town) == ("Atelier bois et vélos 🙂", "Ins")
