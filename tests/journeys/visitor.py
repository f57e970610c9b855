"""Somebody with a browser and no JavaScript: opens pages, fills forms in, reads what comes back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.client import HTTPResponse
from http.cookiejar import CookieJar
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode, urljoin
from urllib.request import HTTPCookieProcessor, ProxyHandler, Request, build_opener


@dataclass
class Form:
    """One form on a page: where it goes, and what it holds."""

    action: str
    method: str
    values: list[tuple[str, str]] = field(default_factory=list)
    names: set[str] = field(default_factory=set)
    buttons: list[tuple[str, str]] = field(default_factory=list)

    def filled(self, given: Mapping[str, Any]) -> list[tuple[str, str]]:
        """Return the form's values with ``given`` in place of its own; a list stands for several boxes."""
        unknown = set(given) - self.names
        if unknown:
            raise AssertionError(f"the form {self.action} has no {sorted(unknown)}, only {sorted(self.names)}")
        kept = [(name, value) for name, value in self.values if name not in given]
        for name, value in given.items():
            many = value if isinstance(value, (list, tuple)) else [value]
            kept += [(name, str(each)) for each in many]
        return kept


class _Reader(HTMLParser):
    """Reads forms, links and the text people see."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.forms: list[Form] = []
        self.links: list[tuple[str, str]] = []
        self.text: list[str] = []
        self._form: Form | None = None
        self._select = ""
        self._options: list[tuple[str, bool]] = []
        self._area: tuple[str, list[str]] | None = None
        self._link: tuple[str, list[str]] | None = None
        self._button: tuple[str, str, list[str]] | None = None
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._form = Form(told.get("action", ""), told.get("method", "get").lower())
            self.forms.append(self._form)
        elif tag == "a" and "href" in told:
            self._link = (told["href"], [])
        elif tag in ("script", "style", "svg"):
            self._silent += 1
        elif self._form is not None:
            self._field(tag, told)

    def _field(self, tag: str, told: dict[str, str]) -> None:
        assert self._form is not None
        name = told.get("name", "")
        if tag == "input" and name:
            self._form.names.add(name)
            kind = told.get("type", "text")
            if kind in ("checkbox", "radio"):
                if "checked" in told:
                    self._form.values.append((name, told.get("value", "on")))
            elif kind not in ("submit", "button", "image", "file"):
                self._form.values.append((name, told.get("value", "")))
        elif tag == "textarea" and name:
            self._form.names.add(name)
            self._area = (name, [])
        elif tag == "select" and name:
            self._form.names.add(name)
            self._select, self._options = name, []
        elif tag == "option" and self._select:
            self._options.append((told.get("value", ""), "selected" in told))
        elif tag == "button":
            self._button = (name, told.get("value", ""), [])

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        elif tag == "a" and self._link:
            self.links.append((self._link[0], " ".join("".join(self._link[1]).split())))
            self._link = None
        elif tag in ("script", "style", "svg") and self._silent:
            self._silent -= 1
        elif tag == "textarea" and self._area and self._form:
            self._form.values.append((self._area[0], "".join(self._area[1]).strip("\n")))
            self._area = None
        elif tag == "select" and self._select and self._form:
            chosen = [value for value, is_on in self._options if is_on] or [value for value, _ in self._options[:1]]
            self._form.values += [(self._select, value) for value in chosen]
            self._select = ""
        elif tag == "button" and self._button and self._form:
            name, value, _ = self._button
            if name:
                self._form.buttons.append((name, value))
            self._button = None

    def handle_data(self, data: str) -> None:
        if self._silent:
            return
        self.text.append(data)
        if self._area:
            self._area[1].append(data)
        if self._link:
            self._link[1].append(data)


@dataclass(frozen=True)
class Page:
    """What came back."""

    status: int
    url: str
    html: str
    text: str
    forms: tuple[Form, ...]
    links: tuple[tuple[str, str], ...]
    headers: Mapping[str, str]

    def form(self, action: str = "", **having: str) -> Form:
        """Return the form whose action contains ``action`` and that has all fields of ``having``' names."""
        found = [each for each in self.forms if action in each.action and set(having) <= each.names]
        if not found:
            raise AssertionError(f"no form {action!r} on {self.url}: {[each.action for each in self.forms]}")
        return found[-1]

    def link(self, piece: str) -> str:
        """Return the address of the first link whose address or words contain ``piece``."""
        for address, words in self.links:
            if piece in address or piece in words:
                return address
        raise AssertionError(f"no link {piece!r} on {self.url}: {self.links}")


class Visitor:
    """One browser with its cookies."""

    def __init__(self, base: str, language: str = "fr") -> None:
        self.base = base
        self.language = language
        self._cookies = CookieJar()
        self._opener = build_opener(ProxyHandler({}), HTTPCookieProcessor(self._cookies))

    def open(self, address: str) -> Page:
        """Open an address; errors are pages too."""
        return self._send(Request(urljoin(self.base + "/", address), headers=self._headers()))

    def send(self, page: Page, form: Form, **given: Any) -> Page:
        """Send a form of ``page`` with ``given`` values."""
        values = form.filled(given)
        target = urljoin(page.url, form.action) if form.action else page.url
        if form.method == "get":
            return self.open(f"{target}?{urlencode(values)}")
        headers = self._headers() | {"Content-Type": "application/x-www-form-urlencoded", "Referer": page.url}
        return self._send(Request(target, urlencode(values).encode(), headers))

    def sign_in(self, name: str, password: str) -> Page:
        """Sign in; fails the test where that is refused."""
        page = self.open("/")
        page = self.send(page, page.form(sign_in_name="", password=""), sign_in_name=name, password=password)
        assert page.status == 200, page.text
        assert not any({"sign_in_name", "password"} <= each.names for each in page.forms), page.text
        return page

    def _headers(self) -> dict[str, str]:
        return {"Accept-Language": self.language, "Accept": "text/html", "Connection": "close"}

    def _send(self, request: Request) -> Page:
        try:
            answer: HTTPResponse = self._opener.open(request, timeout=30)
        except HTTPError as error:
            answer = error  # type: ignore[assignment]
        html = answer.read().decode("utf-8", "replace")
        reader = _Reader()
        reader.feed(html)
        text = " ".join(" ".join(reader.text).split())
        url = answer.geturl()
        return Page(
            int(answer.status or 0), url, html, text, tuple(reader.forms), tuple(reader.links), dict(answer.headers)
        )
