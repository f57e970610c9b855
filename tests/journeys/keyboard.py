"""Somebody who uses a real browser and never touches the mouse; every page they come to is photographed."""

from __future__ import annotations

import os
import re
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

from playwright.sync_api import Browser, Locator, Response
from playwright.sync_api import Page as Tab

from tests.journeys.visitor import Form, Page, Visitor, _Reader

SHOTS = Path(os.environ.get("SSIP_TEST_SCREENSHOTS") or Path(__file__).resolve().parents[2] / "var" / "screenshots")
"""The artefact of a run: one picture per page of the journey by keyboard, and of each role's week Today, a list and the
work in between (``week-<who>-<number>-<what>.png``). ``SSIP_TEST_SCREENSHOTS`` says where, else ``var/screenshots``."""
REACHABLE = "each => each.tabIndex >= 0 && !each.disabled && each.getClientRects().length > 0"
FOLDED = "each => { const part = each.closest('details:not([open])'); return Boolean(part); }"
KIND = "each => each.tagName === 'INPUT' ? each.type : each.tagName.toLowerCase()"
_NUMBER = count(1)


class KeyboardVisitor(Visitor):
    """Opens addresses, and fills forms in with Tab stops, arrows, Space and Enter alone."""

    def __init__(self, base: str, language: str, browser: Browser) -> None:
        super().__init__(base, language)
        context = browser.new_context(
            locale=f"{language}-CH", timezone_id="Europe/Zurich", viewport={"width": 1440, "height": 900}
        )
        self.tab: Tab = context.new_page()
        self.complaints: list[str] = []
        self.tab.on("console", lambda said: self.complaints.append(said.text) if said.type == "error" else None)
        self.tab.on("pageerror", lambda error: self.complaints.append(str(error)))

    def open(self, address: str) -> Page:
        """Open an address, as a link or a bookmark would."""
        return self._seen(self.tab.goto(urljoin(self.base + "/", address)))

    def send(self, page: Page, form: Form, **given: Any) -> Page:
        """Fill the form in and send it with its first button."""
        unknown = set(given) - form.names
        assert not unknown, f"the form {form.action} has no {sorted(unknown)}"
        if self.tab.url.partition("#")[0] != page.url.partition("#")[0]:
            self.tab.goto(page.url)
        place = self.tab.locator("form").nth(page.forms.index(form))
        for name, value in given.items():
            for each in value if isinstance(value, (list, tuple)) else [value]:
                self._answer(place.locator(f'[name="{name}"]:not([type=hidden])'), str(each))
        return self._press(place)

    def _answer(self, fields: Locator, value: str) -> None:
        kind = fields.first.evaluate(KIND)
        if kind in ("radio", "checkbox"):
            box = fields.and_(self.tab.locator(f'[value="{value}"]')).first
            self._come_to(box)
            if not box.is_checked():
                self.tab.keyboard.press("Space")
            assert box.is_checked(), f"Space ticked nothing: {value}"
            return
        self._come_to(fields.first)
        if kind == "select":
            self._choose(fields.first, value)
            return
        self.tab.keyboard.press("Control+A")
        self.tab.keyboard.insert_text(value)

    def _choose(self, box: Locator, value: str) -> None:
        offered: list[str] = box.evaluate("each => [...each.options].map((one) => one.value)")
        steps = offered.index(value) - int(box.evaluate("each => each.selectedIndex"))
        for _ in range(abs(steps)):
            self.tab.keyboard.press("ArrowDown" if steps > 0 else "ArrowUp")
        assert box.input_value() == value

    def _come_to(self, field: Locator) -> None:
        """Come to where Tab would stop; what is folded away is opened first."""
        if field.evaluate(FOLDED):
            field.locator("xpath=ancestor::details[not(@open)]/summary").first.focus()
            self.tab.keyboard.press("Enter")
        assert field.evaluate(REACHABLE), f"no Tab stop: {field.evaluate('each => each.outerHTML.slice(0, 200)')}"
        field.focus()

    def _press(self, form: Locator) -> Page:
        button = form.locator("button:not([type=button]):not([name])").or_(form.locator("button[name]")).first
        self._come_to(button)
        if button.get_attribute("data-ask"):
            self.tab.keyboard.press("Enter")
            self._come_to(self.tab.locator("dialog[open] button[value=yes]"))
        with self.tab.expect_navigation() as came:
            self.tab.keyboard.press("Enter")
        return self._seen(came.value)

    def _seen(self, answer: Response | None) -> Page:
        assert answer is not None
        html = self.tab.content()
        reader = _Reader()
        reader.feed(html)
        text = " ".join(" ".join(reader.text).split())
        self._photograph()
        forms, links = tuple(reader.forms), tuple(reader.links)
        return Page(answer.status, self.tab.url, html, text, forms, links, {})

    def _photograph(self) -> None:
        SHOTS.mkdir(parents=True, exist_ok=True)
        place = re.sub(r"/[0-9a-f-]{36}", "", urlsplit(self.tab.url).path).strip("/").replace("/", "-") or "today"
        self.tab.screenshot(path=SHOTS / f"{next(_NUMBER):03}-{self.language}-{place}.png")
