"""Somebody at work in a real browser: reads, clicks, types, and leaves a picture of each page worth seeing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Final

from playwright.sync_api import Browser, ConsoleMessage, Locator, expect

from deploy.demo.people import PASSWORD
from tests.journeys.keyboard import FOLDED, SHOTS

WEEK: Final = 2
"""Whose week begins with Today leaves more pictures than these: Today, a list, and the work in between."""
KIND: Final = "each => each.tagName === 'INPUT' ? each.type : each.tagName.toLowerCase()"


class Colleague:
    """One person's browser from signing in to signing out; used as ``with Colleague(...) as me``."""

    def __init__(
        self, base: str, browser: Browser, name: str, language: str = "fr", *, with_script: bool = True
    ) -> None:
        self.base, self.name, self.language = base, name, language
        context = browser.new_context(
            locale=f"{language}-CH",
            timezone_id="Europe/Zurich",
            viewport={"width": 1440, "height": 900},
            reduced_motion="reduce",
            java_script_enabled=with_script,
        )
        self.tab = context.new_page()
        self.tab.set_default_timeout(60_000)
        self.complaints: list[str] = []
        self.pictures: list[str] = []
        self.tab.on("console", self._said)
        self.tab.on("pageerror", lambda error: self.complaints.append(str(error)))

    def __enter__(self) -> Colleague:
        self.go("/")
        self.fill(sign_in_name=self.name, password=PASSWORD)
        self.press("main form .btn-primary")
        expect(self.tab.locator("#menu")).to_be_visible()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        if kind is None:
            self._sign_out()
        self.tab.context.close()
        if kind is None:
            assert self.complaints == [], self.complaints
            assert "today" not in self.pictures or len(self.pictures) > WEEK, f"a week in {self.pictures}"

    def _sign_out(self) -> None:
        self.tab.locator(".who > summary").click()
        self.press(".who form button")
        expect(self.tab.locator("[name=sign_in_name]")).to_be_visible()
        self.go("/mandates")
        expect(self.tab.locator("[name=sign_in_name]")).to_be_visible()

    def _said(self, said: ConsoleMessage) -> None:
        if said.type == "error":
            self.complaints.append(f"{said.text} {said.location.get('url', '')} on {self.tab.url}")

    # --- what hands do -------------------------------------------------------------------------------------

    def go(self, address: str) -> None:
        """Open an address."""
        self.tab.goto(self.base + address)

    def press(self, button: str | Locator) -> None:
        """Click something that leads to another page."""
        place = self.tab.locator(button).first if isinstance(button, str) else button
        with self.tab.expect_navigation():
            place.click()

    def fill(self, within: str = "main", **given: str) -> None:
        """Type and choose by the names of the fields."""
        for name, value in given.items():
            fields = self.tab.locator(f'{within} [name="{name}"]:not([type=hidden])')
            kind = fields.first.evaluate(KIND)
            if fields.first.evaluate(FOLDED):
                fields.first.locator("xpath=ancestor::details[not(@open)]/summary").first.click()
            if kind in ("radio", "checkbox"):
                fields.and_(self.tab.locator(f'[value="{value}"]')).first.check()
            elif kind == "select":
                fields.first.select_option(value)
            else:
                fields.first.fill(value)

    def send(self, **given: str) -> None:
        """Fill the form of this page in and send it."""
        self.fill(**given)
        self.press("main form.form .form-end .btn")
        assert self.tab.locator("#error-summary").count() == 0, self.tab.locator("#error-summary").inner_text()

    def act(self, action: str, **given: str) -> None:
        """Take a step of the record at hand by its button in the panel."""
        link = self.tab.locator(f'.action-panel a[href$="/do/{action}"]')
        if link.count():
            self.press(link)
            self.send(**given)
        else:
            asked = self.tab.locator(".action-panel form").filter(
                has=self.tab.locator(f'[name="action"][value="{action}"]')
            )
            self.press(asked.locator("button"))

    def answer_wizard(self, answers: Mapping[str, str]) -> None:
        """Go through a wizard page by page, answering what each asks, until a record stands there."""
        for _ in range(15):
            if re.search(r"/mandates/[0-9a-f-]{36}$", self.tab.url):
                return
            there = self.tab.locator("main form.form [name]").evaluate_all("all => all.map((each) => each.name)")
            self.fill(**{name: value for name, value in answers.items() if name in there})
            self.press("main form .btn-primary")
        raise AssertionError(f"the wizard does not end: {self.tab.url}")

    def picture(self, what: str) -> None:
        """Keep a picture of the page."""
        SHOTS.mkdir(parents=True, exist_ok=True)
        self.pictures.append(what)
        self.tab.screenshot(path=SHOTS / f"week-{self.name}-{len(self.pictures):02}-{what}.png")

    # --- what eyes see -------------------------------------------------------------------------------------

    def sees(self, *texts: str, within: str = "main") -> None:
        """Every text stands on the page."""
        for each in texts:
            expect(self.tab.locator(within)).to_contain_text(each)

    def task(self, title: str) -> Locator:
        """A line of Today."""
        return self.tab.locator("li.task").filter(has_text=title).first

    # --- what everybody does in a week ---------------------------------------------------------------------

    def reads_today(self, heading: str) -> None:
        """Today is where one lands; the menu says so."""
        self.go("/")
        expect(self.tab.locator("h1")).to_have_text(heading)
        expect(self.tab.locator("#menu [aria-current=page]")).to_have_attribute("href", "/")
        self.picture("today")

    def takes(self, title: str) -> None:
        """Follow the one button of a line of Today."""
        self.press(self.task(title).locator(".task-act a"))

    def finds(self, text: str, hit: str) -> None:
        """Press ``/``, type, and open what was looked for."""
        self.tab.locator("main").focus()
        self.tab.keyboard.press("/")
        expect(self.tab.locator("#find")).to_be_focused()
        self.tab.keyboard.type(text)
        with self.tab.expect_navigation():
            self.tab.keyboard.press("Enter")
        found = self.tab.locator("main li").filter(has_text=hit).first
        expect(found).to_be_visible()
        self.press(found.locator("a").first)

    def works_a_list(self, address: str, line: str, **narrowed: str) -> None:
        """Filter a list, keep it as a view that stands in the menu, take it along as a file, put the view away."""
        self.go(address)
        for name, value in narrowed.items():
            self.tab.locator(f'[data-filters] [name="{name}"]').first.fill(value)
        if narrowed:
            self.tab.locator("[data-filters] .filter-go").click()
            self.tab.wait_for_url(f"**{next(iter(narrowed))}=**")
        self.sees(line)
        self._keeps_view(f"Woche {self.name}")
        with self.tab.expect_download() as coming:
            self.tab.locator('.exports a[href*="export=csv"]').first.click()
        written = Path(coming.value.path()).read_text(encoding="utf-8-sig")
        assert line in written, written[:400]
        self.picture("list")

    def _keeps_view(self, name: str) -> None:
        self.tab.locator("details.pop").filter(has=self.tab.locator("[name=view_name]")).locator("summary").click()
        self.fill(view_name=name)
        self.press('form[action="/views/save"] button')
        expect(self.tab.locator("#menu").get_by_text(name)).to_be_visible()

    def record(self) -> str:
        """The address of the record at hand."""
        found = re.search(r"/[a-z-]+/[0-9a-f-]{36}", self.tab.url)
        assert found, self.tab.url
        return found.group()
