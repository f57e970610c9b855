"""A list on a phone begins with its lines: filters and exports stand behind one line, and open where it helps."""

from __future__ import annotations

import pytest
from playwright.sync_api import ViewportSize, expect

from tests.portal.looks.test_every_page import AXE, broken_rules
from tests.portal.looks.window import Window

PHONE: ViewportSize = {"width": 390, "height": 844}
WIDE: ViewportSize = {"width": 1440, "height": 900}
ACTIVE = "document.activeElement.id"


@pytest.fixture(scope="module")
def window(window: Window) -> Window:
    """Bring axe into every page."""
    window.tab.add_init_script(AXE)
    return window


@pytest.mark.parametrize("address", ["/places", "/mandates", "/placements"])
def test_the_first_line_stands_in_the_upper_half(window: Window, address: str) -> None:
    tab = window.open("ssip_coordinator", address, PHONE)
    bar = tab.locator("main .filters").bounding_box()
    assert bar is not None
    assert bar["height"] < 64, bar
    expect(tab.locator("main .filter-row")).to_be_hidden()
    expect(tab.locator("main .exports")).to_be_hidden()
    expect(tab.locator("main .chips-total")).to_be_visible()


def test_nothing_is_folded_on_a_wide_screen(window: Window) -> None:
    tab = window.open("ssip_coordinator", "/places", WIDE)
    expect(tab.locator("main .filter-row")).to_be_visible()
    expect(tab.locator("main .exports")).to_be_visible()
    assert tab.locator("main .fold:visible").count() == 0


def test_a_filter_is_set_with_the_keyboard_and_the_fold_stays_open(window: Window) -> None:
    tab = window.open("ssip_coordinator", "/places", PHONE)
    tab.locator("#fold-filters").press("Enter")
    kind = tab.locator("main [data-filters] select").first
    expect(kind).to_be_visible()
    name = kind.get_attribute("id")
    kind.focus()
    kind.select_option(index=1)
    tab.wait_for_url("**kind=**")
    expect(tab.locator("#fold-filters .count")).to_contain_text("1")
    expect(kind).to_be_visible()
    assert tab.evaluate(ACTIVE) == name
    tab.locator("#fold-more").press("Enter")
    expect(tab.locator("main .exports a").first).to_be_visible()
    assert broken_rules(window) == []
    assert window.complaints == []


@pytest.mark.parametrize(
    ("person", "address", "wrong"),
    [
        ("case_worker", "/catalogue?free_on=demain", "free_on"),
        ("case_worker", "/catalogue?workload_percent=150", "workload_percent"),
        ("ssip_admin", "/audit?since=31.13.2026", "since"),
    ],
)
def test_a_filter_that_cannot_be_read_says_so_in_an_open_fold(
    window: Window, person: str, address: str, wrong: str
) -> None:
    tab = window.open(person, address, PHONE)
    box = tab.locator(f"#filter-{wrong}")
    expect(box).to_be_visible()
    expect(box).to_have_attribute("aria-invalid", "true")
    expect(tab.locator(f"#filter-{wrong}-error")).to_be_visible()
    assert tab.locator("main .chip").count() == 0
    assert broken_rules(window) == []
