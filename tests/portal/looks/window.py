"""A browser tab whose requests the portal under test answers, without a server."""

from __future__ import annotations

from playwright.sync_api import Page, Route

from tests.portal.household import Household

HOST = "http://localhost"
"""A name browsers trust without TLS."""


class Window:
    """One tab whose requests are answered by the portal under test, as whoever is looking."""

    def __init__(self, house: Household, tab: Page) -> None:
        self.house, self.tab, self.person = house, tab, ""
        self.complaints: list[str] = []
        tab.on("console", lambda said: self.complaints.append(said.text) if said.type == "error" else None)
        tab.on("pageerror", lambda error: self.complaints.append(str(error)))
        tab.route("**/*", self._answer)

    def _answer(self, route: Route) -> None:
        asked = route.request
        answer = self.house.as_(self.person).client.open(asked.url.removeprefix(HOST), method=asked.method)
        headers = {name: value for name, value in answer.headers.items() if name.lower() != "set-cookie"}
        route.fulfill(status=answer.status_code, headers=headers, body=answer.get_data())

    def open(self, person: str, address: str) -> Page:
        """Open an address as one of ``PEOPLE``."""
        self.person = person
        self.complaints.clear()
        self.tab.goto(HOST + address)
        return self.tab
