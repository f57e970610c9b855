"""What script adds, and that everything is there without it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

ACTIVE = "document.activeElement.id || document.activeElement.textContent.trim()"


@pytest.fixture
def window(browser: Browser) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    yield page
    page.close()


@pytest.fixture
def plain(browser: Browser) -> Iterator[Page]:
    """A browser in which script is switched off."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 700})
    yield context.new_page()
    context.close()


def test_slash_goes_to_the_search_and_question_mark_to_the_help(window: Page, address: str) -> None:
    window.goto(f"{address}/today")
    window.keyboard.press("/")
    assert window.evaluate(ACTIVE) == "find"
    window.keyboard.type("a/b?")
    assert window.locator("#find").input_value() == "a/b?"
    window.locator("#main").focus()
    window.keyboard.press("?")
    expect(window.locator("#keys")).to_be_visible()
    window.keyboard.press("Escape")
    expect(window.locator("#keys")).to_be_hidden()


def test_j_and_k_walk_through_rows_and_enter_opens(window: Page, address: str) -> None:
    window.goto(f"{address}/list")
    window.keyboard.press("j")
    window.keyboard.press("j")
    assert window.evaluate(ACTIVE) == "M-2026-0398"
    window.keyboard.press("k")
    assert window.evaluate(ACTIVE) == "M-2026-0412"
    window.keyboard.press("Enter")
    window.wait_for_url("**/record**")


def test_single_keys_can_be_switched_off_for_good(window: Page, address: str) -> None:
    window.goto(f"{address}/list")
    window.locator(".who > summary").click()
    window.locator("[data-shortcuts-switch]").click()
    window.goto(f"{address}/list")
    window.keyboard.press("/")
    assert window.evaluate(ACTIVE) != "find"


def test_the_skip_link_comes_first_and_leads_to_the_content(window: Page, address: str) -> None:
    window.goto(f"{address}/today")
    window.keyboard.press("Tab")
    assert window.locator(".skip").evaluate("each => each === document.activeElement")
    window.keyboard.press("Enter")
    assert window.evaluate(ACTIVE) == "main"


def test_an_error_summary_has_the_focus_and_leads_to_the_box(window: Page, address: str) -> None:
    window.goto(f"{address}/form")
    assert window.evaluate("document.activeElement.id") == "error-summary"
    window.keyboard.press("Tab")
    window.keyboard.press("Enter")
    assert window.evaluate("document.activeElement.id") == "field-avs"


def test_a_drawer_closes_with_escape_and_gives_the_focus_back(window: Page, address: str) -> None:
    window.goto(f"{address}/list")
    drawer = window.locator("details.pop").nth(1)
    drawer.locator("summary").focus()
    window.keyboard.press("Enter")
    expect(drawer.locator(".pop-box")).to_be_visible()
    window.keyboard.press("Escape")
    expect(drawer.locator(".pop-box")).to_be_hidden()
    assert drawer.locator("summary").evaluate("each => each === document.activeElement")


def test_a_form_is_sent_once_however_often_it_is_clicked(window: Page, address: str) -> None:
    window.goto(f"{address}/form")
    window.evaluate("""() => {
      window.sent = 0;
      document.addEventListener('submit', (event) => {
        if (!event.defaultPrevented) window.sent += 1;
        event.preventDefault();
      });
    }""")
    window.locator(".form .btn-primary").dblclick()
    window.locator("#field-last_name").press("Enter")
    assert window.evaluate("window.sent") == 1


def test_what_cannot_be_undone_is_asked_about_first(window: Page, address: str) -> None:
    window.goto(f"{address}/")
    window.locator("[data-ask]").click()
    expect(window.locator("#ask")).to_be_visible()
    window.keyboard.press("Escape")
    expect(window.locator("#ask")).to_be_hidden()
    assert window.locator("[data-ask]").evaluate("each => each === document.activeElement")


def test_a_filter_goes_into_the_address_at_once_and_empty_ones_do_not(window: Page, address: str) -> None:
    window.goto(f"{address}/list")
    window.locator("#filter-state").select_option("late")
    window.wait_for_url("**state=late**")
    assert "text=" not in window.url
    assert "sort=due" in window.url


def test_a_list_that_htmx_replaces_keeps_the_focus_and_the_address(window: Page, address: str) -> None:
    window.goto(f"{address}/list")
    window.evaluate("window.still = true")
    state = window.locator("#filter-state")
    state.focus()
    state.select_option("late")
    window.wait_for_url("**state=late**")
    expect(window.locator("#results table")).to_be_visible()
    assert window.evaluate("window.still") is True
    assert window.evaluate(ACTIVE) == "filter-state"
    expect(window.locator("#spoken")).to_have_text("187 résultats")
    window.locator("#results .pages a").last.click()
    window.wait_for_url("**page=4**")


def test_ticking_rows_brings_the_bar_with_their_number(window: Page, address: str) -> None:
    window.goto(f"{address}/list")
    expect(window.locator(".bulk")).to_be_hidden()
    window.locator(".pick-one").nth(2).check()
    expect(window.locator("[data-bulk-count]")).to_have_text("1 choisis")
    window.locator(".pick-all input").check()
    expect(window.locator("[data-bulk-count]")).to_have_text("10 choisis")


def test_without_script_the_menu_the_filters_and_the_actions_still_work(plain: Page, address: str) -> None:
    plain.goto(f"{address}/list?lang=de")
    expect(plain.locator(".menu")).to_be_hidden()
    plain.locator("[data-menu-open]").click()
    expect(plain.locator(".menu")).to_be_visible()
    plain.locator("[data-menu-close]").click()
    plain.locator("#fold-filters").click()
    plain.locator("#filter-state").select_option("late")
    plain.locator(".filter-go").click()
    assert "state=late" in plain.url
    expect(plain.locator(".bulk")).to_be_visible()
    expect(plain.locator("[data-print]")).to_be_hidden()
    plain.goto(f"{address}/record?lang=de")
    plain.locator(".act-asks > summary").first.click()
    expect(plain.locator(".act-form").first).to_be_visible()


def test_the_menu_on_a_phone_opens_closes_and_gives_the_focus_back(window: Page, address: str) -> None:
    window.set_viewport_size({"width": 360, "height": 700})
    window.goto(f"{address}/today")
    opener = window.locator("[data-menu-open]")
    opener.focus()
    window.keyboard.press("Space")
    expect(window.locator(".menu")).to_be_visible()
    expect(opener).to_have_attribute("aria-expanded", "true")
    window.keyboard.press("Escape")
    expect(window.locator(".menu")).to_be_hidden()
    assert opener.evaluate("each => each === document.activeElement")
