"""Every sample page in a real browser: readable by everybody, at every width, without a word of the console."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, ViewportSize

from portal.design.pages import ERRORS, SCREENS

PAGES = ["", *SCREENS, *(f"errors/{code}" for code in ERRORS)]
NARROW: ViewportSize = {"width": 320, "height": 700}
WIDE: ViewportSize = {"width": 1440, "height": 900}
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
SMALL_TARGETS = """() => [...document.querySelectorAll('a, button, summary, select, input:not([type=hidden])')]
  .filter((each) => each.offsetParent && !each.matches('.visually-hidden, .visually-hidden-focusable, .skip'))
  .filter((each) => !each.closest('p, .notice, .figure-label, .facts dd'))
  .map((each) => [each.outerHTML.slice(0, 90), each.getBoundingClientRect()])
  .filter(([html, box]) => Math.min(box.height, box.width) < (/type="(checkbox|radio)"/.test(html) ? 19.9 : 23.9))
  .map(([html, box]) => `${Math.round(box.width)}x${Math.round(box.height)} ${html}`)"""


@pytest.fixture(scope="module")
def window(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(locale="en-GB", timezone_id="Europe/Zurich")
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    context.close()
    assert [text for text in complaints if "Failed to load resource" not in text] == []


@pytest.mark.parametrize("language", ["fr", "de"])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_accessible_and_fits_every_width(window: Page, address: str, name: str, language: str) -> None:
    window.set_viewport_size(WIDE)
    window.goto(f"{address}/{name}?lang={language}")
    window.evaluate("document.querySelectorAll('details').forEach((each) => { if (!each.name) each.open = true; })")
    rules = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]
    found = Axe().run(window, options={"runOnly": rules, "resultTypes": ["violations"]})
    assert found.violations_count == 0, found.generate_report()
    window.evaluate("document.querySelectorAll('details[data-pop]').forEach((each) => { each.open = false; })")
    for width in (320, 390, 768, 1024):
        window.set_viewport_size({"width": width, "height": 700})
        assert window.evaluate(OVERFLOW) <= 0, width
    window.set_viewport_size(NARROW)
    assert window.evaluate(SMALL_TARGETS) == []


@pytest.mark.parametrize("name", ["today", "list", "form", ""])
def test_a_narrow_page_is_accessible_too(window: Page, address: str, name: str) -> None:
    window.set_viewport_size(NARROW)
    window.goto(f"{address}/{name}?lang=de")
    found = Axe().run(window)
    assert found.violations_count == 0, found.generate_report()
    window.locator("[data-menu-open]").click()
    found = Axe().run(window)
    assert found.violations_count == 0, found.generate_report()


def test_text_can_be_enlarged_to_twice_its_size(window: Page, address: str) -> None:
    window.set_viewport_size({"width": 1280, "height": 900})
    for name in ("today", "list", "record", "form"):
        window.goto(f"{address}/{name}?lang=de")
        window.evaluate("document.adoptedStyleSheets = [new CSSStyleSheet()]")
        window.evaluate("document.adoptedStyleSheets[0].replaceSync('html { font-size: 200% }')")
        assert window.evaluate(OVERFLOW) <= 0, name


def test_statuses_survive_forced_colours(browser: Browser, address: str) -> None:
    page = browser.new_page(forced_colors="active", viewport={"width": 1440, "height": 900})
    page.goto(f"{address}/list?lang=de")
    shape = page.locator("table .badge .shape").first
    assert shape.is_visible()
    assert page.locator("table .badge").first.evaluate("each => getComputedStyle(each).borderTopWidth") == "1px"
    page.close()


def test_paper_shows_the_list_and_no_controls(window: Page, address: str) -> None:
    window.goto(f"{address}/list?lang=fr")
    window.emulate_media(media="print")
    for hidden in (".menu", ".find", ".exports", ".bulk", ".page-head-actions", ".pages ul", ".filter-row"):
        assert not window.locator(hidden).first.is_visible(), hidden
    assert window.locator("table").is_visible()
    assert window.locator(".badge").first.evaluate("each => getComputedStyle(each).printColorAdjust") == "exact"
    window.emulate_media(media="screen")
