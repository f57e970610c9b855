"""Rows 38 and 39: every page of every role, in both languages, is accessible, fits a narrow screen and is printable."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import ViewportSize

from portal.counters import Counters
from tests.portal import samples
from tests.portal.access import Line, expected
from tests.portal.household import Household
from tests.portal.looks.pages import Look, blueprints, looks
from tests.portal.looks.window import NOWHERE, Window

NARROW: ViewportSize = {"width": 320, "height": 700}
WIDE: ViewportSize = {"width": 1440, "height": 900}
AXE = f"if (location.href !== '{NOWHERE}') {{ {Axe().axe_script} }}"
RULES = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
OPEN = "document.querySelectorAll('details:not([data-pop], [name])').forEach((each) => { each.open = true; })"
BROKEN = """async (rules) => {
  const found = await axe.run(document, { runOnly: rules, resultTypes: ["violations"] });
  return found.violations.map((each) => [each.id, each.nodes[0].html]);
}"""
FRAME = """() => {
  const shown = ["class", "style", "open", "hidden", "role", "type", "lang", "disabled"];
  const says = (each) => each.getAttributeNames().filter((name) => shown.includes(name) || /^(aria-c|data-)/.test(name))
    .map((name) => `${name}=${each.getAttribute(name)}`).sort().join(" ");
  const chain = (each) => each ? `${each.tagName} ${says(each)} < ${chain(each.parentElement)}` : "";
  return [...new Set([...document.querySelectorAll("body *:not(main, main *)")].map(chain))];
}"""
"""What there is around the main part: each kind of element, with all it stands in, as far as colours depend on it."""
COLOURS_OF = "(where) => axe.configure({ rules: [{ id: 'color-contrast', selector: where }] })"
BROKEN_BY_OPENING = """async (rules) => {
  const off = { "color-contrast": { enabled: false }, "target-size": { enabled: false } };
  const whole = await axe.run(document, { runOnly: rules, rules: off, resultTypes: ["violations"] });
  const boxes = [...document.querySelectorAll("details[data-pop]")];
  const within = await axe.run({ include: boxes }, { runOnly: ["color-contrast"], resultTypes: ["violations"] });
  return [...whole.violations, ...within.violations].map((each) => [each.id, each.nodes[0].html]);
}"""
POP = """() => {
  const found = document.querySelectorAll("main details[data-pop]");
  if (found.length) document.querySelectorAll("details[data-pop]").forEach((each) => { each.open = true; });
  return found.length;
}"""
TARGETS = """() => [...document.querySelectorAll('a, button, summary, select, input:not([type=hidden])')]
  .filter((each) => each.offsetParent && !each.matches('.visually-hidden, .visually-hidden-focusable, .skip'))
  .filter((each) => !each.closest('p, .notice, .figure-label, .facts dd, td, .prose'))
  .map((each) => [each.outerHTML.slice(0, 90), each.getBoundingClientRect()])
  .filter(([html, box]) => Math.min(box.height, box.width) < (/type="(checkbox|radio)"/.test(html) ? 19.9 : 23.9))
  .map(([html, box]) => `${Math.round(box.width)}x${Math.round(box.height)} ${html}`)"""
TORN = r"""() => {
  const numbers = /(\d{4}-)?[A-Z]{1,4}(-\d+)+|(\d{2}\.\d{4}|\d{2})[–-]\d{2}\.\d{4}|\d{2}\.\d{2}\.\d{4}|\d+('\d{3})+/g;
  const found = [], walk = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  for (let text = walk.nextNode(); text; text = walk.nextNode()) for (const each of text.data.matchAll(numbers)) {
    const range = document.createRange();
    range.setStart(text, each.index); range.setEnd(text, each.index + each[0].length);
    const lines = new Set([...range.getClientRects()].filter((box) => box.width > 1).map((box) => Math.round(box.top)));
    if (lines.size > 1 && !text.parentElement.closest(".visually-hidden, textarea")) found.push(each[0]);
  }
  return found;
}"""
"""Numbers, days and amounts that stand in two lines."""


def broken_rules(window: Window, script: str = BROKEN) -> list[str]:
    """Return the rules the page breaks as it stands, each with its first place.

    ``BROKEN_BY_OPENING`` is for a page that was looked at before its boxes opened over it: colours are compared inside
    the boxes, everything else on the whole page again. What lies below them is not to be touched or read then.
    """
    return [f"{name}: {place[:160]}" for name, place in window.tab.evaluate(script, RULES)]


def compare_colours(window: Window) -> None:
    """Let axe compare the colours of the frame only where something in it was never compared; the main part's always.

    Comparing colours is half of axe's work, and most of a page is the same frame. Every other rule sees all of it.
    """
    kinds = set(window.tab.evaluate(FRAME))
    window.tab.evaluate(COLOURS_OF, "main, main *" if kinds <= _COMPARED else "*")
    _COMPARED.update(kinds)


_COMPARED = set[str]()


def wrong_with(window: Window, look: Look) -> list[str]:
    """Open the page as its person and return everything that is wrong with it."""
    window.open(look.person, look.address, WIDE)
    window.tab.evaluate(OPEN)
    compare_colours(window)
    wrong = broken_rules(window)
    if window.tab.evaluate(POP):
        compare_colours(window)
        wrong += [each for each in broken_rules(window, BROKEN_BY_OPENING) if each not in wrong]
    window.tab.set_viewport_size(NARROW)
    if (over := window.tab.evaluate(OVERFLOW)) > 0:
        wrong.append(f"{over} px too wide at 320 px")
    wrong += [f"torn in two at 320 px: {each}" for each in window.tab.evaluate(TORN)]
    wrong += [f"small target {each}" for each in window.tab.evaluate(TARGETS)]
    return [f"{look.person} {look.address}: {each}" for each in [*wrong, *window.complaints]]


@pytest.fixture(scope="module")
def window(window: Window) -> Window:
    """Bring axe into every page."""
    window.tab.add_init_script(AXE)
    return window


@pytest.fixture(scope="module")
def records(shared_portal: Household) -> Mapping[str, Mapping[str, Any]]:
    """The addresses of every sample record, made once."""
    tables = [table for name, table in expected().items() if name.partition(".")[0] in shared_portal.app.blueprints]
    lines = [line for table in tables for line in ([table] if isinstance(table, Line) else table.values())]
    return {name: samples.samples()[name](shared_portal) for name in sorted({line.own for line in lines if line.own})}


@pytest.fixture
def _numbers_stand_still(shared_portal: Household, language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Count what waits behind each line of the menu once per person and language: nothing changes while one looks."""
    extensions = shared_portal.app.extensions
    monkeypatch.setitem(extensions, "ssip.settings", replace(extensions["ssip.settings"], counter_seconds=3600))
    monkeypatch.setitem(extensions, "ssip.counters", _SHOWN[language])


_SHOWN = {"fr": Counters(), "de": Counters()}


@pytest.mark.usefixtures("_numbers_stand_still")
@pytest.mark.timeout(400)
@pytest.mark.parametrize("language", ["fr", "de"])
@pytest.mark.parametrize("blueprint", blueprints())
def test_row_39_every_page_of_every_role_is_accessible_and_fits(
    window: Window,
    shared_portal: Household,
    records: Mapping[str, Mapping[str, Any]],
    blueprint: str,
    language: str,
) -> None:
    wrong = [line for look in looks(shared_portal, records, blueprint, language) for line in wrong_with(window, look)]
    assert not wrong, "\n".join(wrong)


PALE = "(where) => document.querySelector(where).style.setProperty('color', '#eee', 'important')"
UNNAMED = "(where) => document.querySelector(where).parentElement.append(document.createElement('button'))"


@pytest.mark.parametrize("spoil", [PALE, UNNAMED], ids=["pale", "unnamed"])
@pytest.mark.parametrize("where", ["main h1", "main details[data-pop] .pop-box label"])
def test_what_is_spoilt_on_a_page_or_in_its_boxes_is_found(window: Window, where: str, spoil: str) -> None:
    window.open("ssip_coordinator", "/places", WIDE)
    script = BROKEN
    if "data-pop" in where:
        assert window.tab.evaluate(POP)
        script = BROKEN_BY_OPENING
    assert broken_rules(window, script) == []
    window.tab.evaluate(spoil, where)
    assert [each.partition(":")[0] for each in broken_rules(window, script)] == [
        "color-contrast" if spoil is PALE else "button-name"
    ]


def test_what_is_spoilt_in_the_frame_of_a_page_is_found_though_the_frame_is_known(window: Window) -> None:
    for address in ("/", "/places"):
        window.open("ssip_coordinator", address, WIDE)
        compare_colours(window)
        assert broken_rules(window) == []
    compare_colours(window)
    assert window.tab.evaluate("axe._audit.rules.find((each) => each.id === 'color-contrast').selector") != "*"
    window.tab.evaluate(PALE, ".foot *")
    compare_colours(window)
    assert [each.partition(":")[0] for each in broken_rules(window)] == ["color-contrast"]
