"""A browser tab whose requests the portal under test answers, without a server."""

from __future__ import annotations

from html import escape
from typing import Any

from playwright.sync_api import ConsoleMessage, Page, Route, ViewportSize

from portal.folds import COOKIE
from portal.headers import ALWAYS
from tests.portal.household import Household

HOST = "http://localhost"
"""A name browsers trust without TLS."""
NOWHERE = f"{HOST}/nothing-is-open"
"""An empty page of the same house: leaving for ``about:blank`` would cost a new browser process for each page."""

ASSETS = f"{HOST}/assets/"
_KEPT: dict[str, dict[str, Any]] = {}
"""Files of this edition, as a browser keeps them; Playwright switches the browser's own store off."""

SENT = frozenset({"content-type", "x-csrftoken", "x-unattended"})
"""What of a tab's own headers the portal is told: enough for what an open page sends by itself."""
LEADING = (302, 303)


def _led_on(address: str) -> str:
    """Return a page that leads on as a redirect does: what a tab asks for after one is not answered here."""
    return f'<!doctype html><meta http-equiv="refresh" content="0;url={escape(address)}">'


class Window:
    """One tab whose requests are answered by the portal under test, as whoever is looking."""

    def __init__(self, house: Household, tab: Page) -> None:
        self.house, self.tab, self.person = house, tab, ""
        self.complaints: list[str] = []
        tab.on("console", self._said)
        tab.on("pageerror", lambda error: self.complaints.append(str(error)))
        tab.route("**/*", self._answer)
        tab.route(
            NOWHERE, lambda route: route.fulfill(content_type="text/html", headers=ALWAYS, body="<!doctype html>")
        )

    def _said(self, said: ConsoleMessage) -> None:
        if said.type == "error":
            self.complaints.append(f"{said.text} ({said.location.get('url', '')})")

    def _answer(self, route: Route) -> None:
        asked = route.request
        if asked.url.startswith(ASSETS) and asked.url in _KEPT:
            route.fulfill(**_KEPT[asked.url])
            return
        sent = {name: value for name, value in asked.headers.items() if name in SENT}
        answer = self.house.as_(self.person).client.open(
            asked.url.removeprefix(HOST), method=asked.method, headers=sent, data=asked.post_data_buffer
        )
        if answer.status_code in LEADING and asked.is_navigation_request():
            route.fulfill(content_type="text/html", headers=ALWAYS, body=_led_on(answer.headers["Location"]))
            return
        headers = {name: value for name, value in answer.headers.items() if name.lower() != "set-cookie"}
        told: dict[str, Any] = {"status": answer.status_code, "headers": headers, "body": answer.get_data()}
        if asked.url.startswith(ASSETS):
            _KEPT[asked.url] = told
        route.fulfill(**told)

    def open(self, person: str, address: str, size: ViewportSize | None = None) -> Page:
        """Open an address as one of ``PEOPLE``, in a window of this size if one is named."""
        self.tab.goto(NOWHERE)  # what the last page still asks for is answered as whoever had it open
        if size is not None:
            self.tab.set_viewport_size(size)
        self.person = person
        client = self.house.as_(person).client
        client.delete_cookie(COOKIE)
        for kept in self.tab.context.cookies(HOST):  # What a page's script keeps for the portal to read.
            client.set_cookie(kept["name"], kept["value"])
        self.complaints.clear()
        self.tab.goto(HOST + address)
        return self.tab
