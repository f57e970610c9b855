"""A browser without JavaScript on the Flask test client: the visitor of the journeys, without a server."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from urllib.parse import urlencode, urljoin, urlsplit

from flask import Flask
from werkzeug.test import TestResponse

from tests.journeys.visitor import Form, Page, _Reader

BASE = "http://localhost"


class Browser:
    """One browser with its cookies; ``client`` is the raw test client behind it."""

    def __init__(self, app: Flask, language: str = "fr") -> None:
        self.client = app.test_client()
        self.language = language

    def open(self, address: str) -> Page:
        """Open an address and follow redirects; errors are pages too."""
        return page_of(self.client.get(address, headers=self._headers(), follow_redirects=True))

    def send(self, page: Page, form: Form, **given: Any) -> Page:
        """Send a form of ``page`` with ``given`` values and follow redirects."""
        if form.method == "get":
            return self.open(f"{form.action}?{urlencode(form.filled(given))}")
        return page_of(self.post(page, form, follow_redirects=True, **given))

    def upload(self, page: Page, form: Form, name: str, content: bytes, **given: Any) -> Page:
        """Send a form of ``page`` with one file in its field ``content``, and follow redirects."""
        assert "content" in form.names, form.names
        file = (BytesIO(content), name)
        return page_of(self.post(page, form, follow_redirects=True, file=file, **given))

    def post(
        self,
        page: Page,
        form: Form,
        *,
        follow_redirects: bool = False,
        file: tuple[BytesIO, str] | None = None,
        **given: Any,
    ) -> TestResponse:
        """Send a form of ``page`` and return the bare answer."""
        target = urlsplit(urljoin(page.url, form.action) if form.action else page.url)
        address = f"{target.path}?{target.query}" if target.query else target.path
        values: dict[str, Any] = {}
        for name, value in form.filled(given):
            values.setdefault(name, []).append(value)
        headers = self._headers() | {"Origin": BASE, "Referer": page.url}
        if file is not None:
            values["content"] = file
        answer = self.client.post(address, data=values, headers=headers, follow_redirects=follow_redirects)
        answer.request.environ["wsgi.input"].close()  # A large upload is a file on disk until then.
        return answer

    def fill(self, address: str, **given: Any) -> Page:
        """Open ``address``, fill in the form that has all these fields, send it."""
        page = self.open(address)
        return self.send(page, page.form(**dict.fromkeys(given, "")), **given)

    def sign_in(self, name: str, password: str) -> Page:
        """Sign in by the page for it."""
        return self.fill("/sign-in", sign_in_name=name, password=password)

    def csrf(self) -> str:
        """Return a valid token of this browser's session."""
        page = self.open("/account/settings")
        return next(value for form in page.forms for name, value in form.values if name == "csrf_token")

    def _headers(self) -> dict[str, str]:
        return {"Accept-Language": self.language, "User-Agent": "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0"}


def page_of(answer: TestResponse) -> Page:
    """Return an answer as a page that was read."""
    html = answer.get_data(as_text=True)
    reader = _Reader()
    reader.feed(html)
    text = " ".join(" ".join(reader.text).split())
    url = answer.request.url
    return Page(answer.status_code, url, html, text, tuple(reader.forms), tuple(reader.links), dict(answer.headers))
