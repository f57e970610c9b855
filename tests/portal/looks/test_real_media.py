"""Forced colours, paper and focus on the portal's own pages: Today, a list, a record, a wizard, an error summary."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from io import BytesIO

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from pypdf import PdfReader

from tests.portal.household import Household
from tests.portal.looks.window import Window
from tests.portal.placements.stage import Stage
from tests.portal.registration import scene

pytestmark = [pytest.mark.slow, pytest.mark.timeout(240)]
Open = Callable[[Window], Page]
ACTIVE = "document.activeElement.id"
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
A4 = {"width": 718, "height": 1000}
"""An A4 page between its margins, in the pixels of a browser."""
BARE = """() => ['.badge', '.btn', '.input', '.kind', '.segment', '.card', '.figure', '.rung-mark']
  .flatMap((each) => [...document.querySelectorAll(`main ${each}`)])
  .filter((each) => each.offsetParent && parseFloat(getComputedStyle(each).borderTopWidth) < 1
    && parseFloat(getComputedStyle(each).outlineWidth) < 1 && !each.matches('.btn-plain, .card .card'))
  .map((each) => each.outerHTML.slice(0, 100))"""
GONE = ".menu, .find, .who, .tongues, .exports, .bulk, .page-head-actions, .action-panel, .foot, .filter-row, .btn"


def today(window: Window) -> Page:
    return window.open("ssip_coordinator", "/")


def filtered(window: Window) -> Page:
    """A list after htmx has replaced it."""
    tab = window.open("ssip_coordinator", "/places")
    tab.evaluate("window.still = true")
    tab.locator("main [data-filters] select").first.select_option(index=1)
    tab.wait_for_url("**kind=**")
    expect(tab.locator("main table[data-rows]")).to_be_visible()
    assert tab.evaluate("window.still") is True
    return tab


def acted(window: Window) -> Page:
    """A record after a transition."""
    mandate_id = scene.submit(window.house)
    tab = window.open("ssip_coordinator", f"/mandates/{mandate_id}")
    with tab.expect_navigation():
        tab.locator(".action-panel form:has([value=acknowledge]) button").click()
    expect(tab.locator(".action-panel form:has([value=acknowledge])")).to_have_count(0)
    return tab


def wizard(window: Window) -> Page:
    tab = window.open("case_worker", "/mandates/new?fresh=yes")
    expect(tab.locator("main form.form")).to_be_visible()
    return tab


def refused(window: Window) -> Page:
    """A form with mistakes."""
    tab = window.open("provider", "/places/new")
    tab.locator("main form.form .form-end .btn").first.click()
    expect(tab.locator("#error-summary")).to_be_visible()
    return tab


PAGES: dict[str, Open] = {each.__name__: each for each in (today, filtered, acted, wizard, refused)}


@pytest.fixture(scope="module")
def furnished_portal(shared_portal: Household) -> Household:
    scene.furnish(shared_portal)
    stage = Stage(shared_portal)
    for title in ("Atelier bois", "Jardin", "Cuisine"):
        stage.place(title=title)
    stage.report()
    return shared_portal


@pytest.fixture(scope="module")
def plain_colours(browser: Browser, furnished_portal: Household) -> Iterator[Window]:
    """A tab of somebody whose system chooses the colours."""
    context = browser.new_context(forced_colors="active", locale="de-CH", reduced_motion="reduce")
    yield Window(furnished_portal, context.new_page())
    context.close()


@pytest.mark.parametrize("name", PAGES)
def test_row_39_every_part_keeps_an_edge_in_forced_colours(plain_colours: Window, name: str) -> None:
    tab = PAGES[name](plain_colours)
    assert tab.evaluate(BARE) == []
    for shape in tab.locator("main .badge .shape").all()[:3]:
        assert shape.evaluate("each => getComputedStyle(each).fill") == "rgb(0, 0, 0)"
    tab.keyboard.press("Tab")
    ring = "getComputedStyle(document.activeElement).outlineStyle"
    assert tab.evaluate(ring) != "none"


@pytest.mark.parametrize("name", PAGES)
def test_row_39_paper_shows_the_content_whole_and_nothing_to_press(
    window: Window, furnished_portal: Household, name: str
) -> None:
    tab = PAGES[name](window)
    heading = tab.locator("main h1").inner_text()
    size = tab.viewport_size
    tab.emulate_media(media="print")
    tab.set_viewport_size(A4)
    try:
        _is_for_paper(tab, heading)
    finally:
        tab.emulate_media(media="screen")
        tab.set_viewport_size(size or A4)


def _is_for_paper(tab: Page, heading: str) -> None:
    shown = [each.evaluate("each => each.outerHTML.slice(0, 100)") for each in visible(tab.locator(GONE))]
    assert shown == []
    assert tab.evaluate(OVERFLOW) <= 0
    read = PdfReader(BytesIO(tab.pdf(format="A4")))
    text = " ".join(" ".join(page.extract_text() for page in read.pages).split())
    assert heading in text
    for cell in tab.locator("main table[data-rows] tbody tr > :first-child").all_inner_texts():
        assert " ".join(cell.split()[-2:]) in text


def visible(found: Locator) -> list[Locator]:
    return [each for each in found.all() if each.is_visible()]


def test_the_focus_stays_where_it_was_when_a_list_is_replaced(window: Window, furnished_portal: Household) -> None:
    tab = window.open("ssip_coordinator", "/places")
    tab.evaluate("window.still = true")
    kind = tab.locator("main [data-filters] select").first
    name = kind.get_attribute("id")
    kind.focus()
    kind.select_option(index=1)
    tab.wait_for_url("**kind=**")
    expect(tab.locator("#spoken")).not_to_be_empty()
    assert tab.evaluate(ACTIVE) == name
    box = tab.locator("main [data-filters] input[type=search]")
    box.fill("Jardin")
    box.press("Enter")
    expect(tab.locator("main table[data-rows] tbody tr")).to_have_count(1)
    assert tab.evaluate(ACTIVE) == box.get_attribute("id")
    assert "kind" in str(tab.locator(".tongues a").last.get_attribute("href"))
    assert "text=Jardin" in str(tab.locator(".exports a").first.get_attribute("href"))
    assert tab.evaluate("window.still") is True
    tab.go_back()
    expect(tab.locator("main table[data-rows] tbody tr")).to_have_count(4)
    assert "text=" not in tab.url
    assert window.complaints == []


def test_a_filter_of_somebody_signed_out_leads_to_the_door(window: Window, furnished_portal: Household) -> None:
    tab = window.open("ssip_coordinator", "/places")
    window.house.watch.pass_by(hours=20)
    tab.locator("main [data-filters] select").first.select_option(index=1)
    expect(tab.locator("[name=sign_in_name]")).to_be_visible()
    expect(tab.locator("#menu")).to_have_count(0)
    window.house.browsers.clear()


def test_after_a_transition_the_page_says_what_happened(window: Window, furnished_portal: Household) -> None:
    tab = acted(window)
    expect(tab.locator("[data-toast]")).to_be_visible()
    assert tab.locator("[role=status] [data-toast], [role=status][data-toast]").count() == 1
    tab.keyboard.press("Tab")
    assert tab.locator(".skip").evaluate("each => each === document.activeElement")


def test_an_error_summary_has_the_focus_and_leads_to_its_field(window: Window, furnished_portal: Household) -> None:
    tab = refused(window)
    assert tab.evaluate(ACTIVE) == "error-summary"
    tab.keyboard.press("Tab")
    wanted = tab.evaluate("document.activeElement.getAttribute('href')")
    tab.keyboard.press("Enter")
    assert f"#{tab.evaluate(ACTIVE)}" == wanted
