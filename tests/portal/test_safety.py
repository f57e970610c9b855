"""Sweeps over every page: tokens, headers, hosts, and that looking never changes anything."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
import structlog
from sqlalchemy import event

from messaging.database import DatabaseDown
from portal.headers import POLICY
from portal.settings import PortalSettings
from tests.portal.access import Line, expected
from tests.portal.household import Household

UNSAFE = {"POST", "PUT", "PATCH", "DELETE"}
NUMBERS = {"bfs_no": 306, "year": 2026}


def _any(name: str) -> object:
    return NUMBERS[name] if name in NUMBERS else uuid4() if name.endswith("_id") else "any"


def addresses(house: Household, methods: set[str]) -> Iterator[tuple[str, str, str]]:
    """Yield endpoint, method and address of every rule that takes one of ``methods``."""
    bound = house.app.url_map.bind("localhost")
    for rule in house.app.url_map.iter_rules():
        table = expected().get(rule.endpoint)
        given = dict(table.given) if isinstance(table, Line) else {"action": next(iter(table or ["any"]))}
        values = {name: given.get(name, _any(name)) for name in rule.arguments}
        for method in sorted((rule.methods or set()) & methods):
            yield rule.endpoint, method, str(bound.build(rule.endpoint, values))


@pytest.fixture
def _no_menu(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave the menu out of sweeps that look at nothing but statuses and headers: it takes half the time of a page."""
    monkeypatch.setattr("portal.menu.menu", list)


@pytest.mark.slow
@pytest.mark.usefixtures("_no_menu")
def test_every_form_without_its_token_is_refused(shared_portal: Household) -> None:
    browser = shared_portal.as_("ssip_admin")
    swept = 0
    for endpoint, method, address in addresses(shared_portal, UNSAFE):
        for sent in ({}, {"csrf_token": "forged"}):
            answer = browser.client.open(address, method=method, data=sent)
            assert answer.status_code == 400, f"{method} {endpoint}"
            swept += 1
    assert swept >= 20
    assert browser.client.get("/").status_code == 200, "nobody was signed out by a forged form"


@pytest.mark.slow
@pytest.mark.usefixtures("_no_menu")
def test_every_answer_says_what_the_browser_may_do(shared_portal: Household) -> None:
    for name in ("", "ssip_admin", "provider"):
        browser = shared_portal.as_(name) if name else shared_portal.guest()
        for endpoint, method, address in addresses(shared_portal, {"GET", "POST"}):
            if endpoint == "door.sign_out":
                continue
            answer = browser.client.open(address, method=method)
            check_headers(endpoint, answer)


def check_headers(endpoint: str, answer: Any) -> None:
    assert answer.headers["Content-Security-Policy"] == POLICY, endpoint
    assert answer.headers["X-Content-Type-Options"] == "nosniff", endpoint
    assert answer.headers["Referrer-Policy"] == "same-origin", endpoint
    assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin", endpoint
    assert "camera=()" in answer.headers["Permissions-Policy"], endpoint
    assert re.fullmatch(r"00-[0-9a-f]{32}-[0-9a-f]{16}-01", answer.headers["traceparent"]), endpoint
    assert answer.content_type, endpoint
    if endpoint != "assets.send":
        assert answer.headers["Cache-Control"] == "no-store", endpoint


def test_the_policy_allows_nothing_from_elsewhere_and_no_inline_code(shared_portal: Household) -> None:
    assert "default-src 'none'" in POLICY
    assert "unsafe" not in POLICY
    assert "data:" not in POLICY
    browser = shared_portal.as_("ssip_admin")
    for _, _, address in addresses(shared_portal, {"GET"}):
        html = browser.client.get(address).text
        assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=\"", html), address


@pytest.mark.parametrize(
    ("address", "method", "status"),
    [("/nothing/here", "GET", 404), ("/roles", "DELETE", 405), ("/", "TRACE", 405), ("/accounts", "GET", 403)],
)
def test_errors_are_pages_of_the_house_with_the_same_headers(
    shared_portal: Household, address: str, method: str, status: int
) -> None:
    answer = shared_portal.as_("provider").client.open(address, method=method)
    assert answer.status_code == status
    check_headers(address, answer)
    assert 'class="brand"' in answer.text
    if status == 405:
        assert answer.headers["Allow"]


def test_files_of_an_edition_are_kept_for_a_year_by_everybody(shared_portal: Household) -> None:
    html = shared_portal.guest().client.get("/sign-in").text
    address = re.findall(r'href="(/assets/[^"]+\.css)"', html)[0]
    answer = shared_portal.guest().client.get(address)
    assert answer.status_code == 200
    assert "immutable" in answer.headers["Cache-Control"]
    assert "Set-Cookie" not in answer.headers


@pytest.mark.slow
def test_looking_never_changes_anything(shared_portal: Household) -> None:
    browser = shared_portal.as_("ssip_admin")
    browser.client.get("/")
    written: list[str] = []

    def spy(connection: Any, cursor: Any, statement: str, *rest: Any) -> None:
        if re.match(r"\s*(insert|update|delete)", statement, re.IGNORECASE):
            written.append(statement)

    engines = [each.database.engine for each in shared_portal.desks.values()]
    for engine in engines:
        event.listen(engine, "before_cursor_execute", spy)
    try:
        for _, _, address in addresses(shared_portal, {"GET", "HEAD"}):
            browser.client.get(address)
    finally:
        for engine in engines:
            event.remove(engine, "before_cursor_execute", spy)
    kept = [each for each in written if not re.match(r"INSERT INTO audit", each)]
    assert kept == []


def test_the_portal_answers_only_to_its_own_names(shared_portal: Household) -> None:
    client = shared_portal.guest().client
    for host in ("evil.example", "localhost.evil.example", "localhost@evil.example"):
        answer = client.get("/sign-in", headers={"Host": host})
        assert answer.status_code == 400, host
        assert "evil" not in answer.text + str(answer.headers)


def test_bodies_have_a_limit(shared_portal: Household) -> None:
    browser = shared_portal.as_("provider")
    sent = {"csrf_token": browser.csrf(), "email": "x" * (3 * 1024 * 1024)}
    assert browser.client.post("/account/settings", data=sent).status_code == 413
    assert "2 M" in browser.client.post("/account/settings", data=sent).text


def test_a_short_secret_key_stops_the_start() -> None:
    with pytest.raises(ValueError, match="32"):
        PortalSettings(secret_key="short")


def test_a_database_that_is_down_says_so_and_when_to_come_back(
    portal: Household, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = portal.as_("provider")

    def down(*_: Any, **__: Any) -> None:
        raise DatabaseDown("gone")

    monkeypatch.setattr(portal.desks["accounts"], "ask", down)
    answer = browser.client.get("/")
    assert answer.status_code == 503
    assert int(answer.headers["Retry-After"]) > 0
    check_headers("today.index", answer)


def test_health_says_which_desk_does_not_answer(portal: Household, monkeypatch: pytest.MonkeyPatch) -> None:
    client = portal.guest().client
    assert client.get("/healthz").get_json()["status"] == "ok"
    monkeypatch.setattr(portal.desks["accounts"].database, "is_up", lambda: False)
    answer = client.get("/healthz")
    assert answer.status_code == 503
    assert answer.get_json()["desks"]["accounts"] is False
    assert answer.content_type == "application/json"


def test_requests_are_logged_with_their_trace_and_without_addresses(portal: Household) -> None:
    with structlog.testing.capture_logs(processors=[structlog.contextvars.merge_contextvars]) as logs:
        answer = portal.as_("provider").client.get("/accounts")
    assert answer.status_code == 403
    line = next(each for each in logs if each["event"] == "refused")
    assert line["trace_id"] in answer.headers["traceparent"]
    assert line["endpoint"] == "people.index"


def test_nobody_is_asked_twice_who_they_are(portal: Household) -> None:
    browser = portal.as_("provider")
    asked: list[str] = []

    def spy(connection: Any, cursor: Any, statement: str, *rest: Any) -> None:
        asked.append(statement)

    browser.client.get("/")
    event.listen(portal.desks["accounts"].database.engine, "before_cursor_execute", spy)
    browser.client.get("/")
    assert len([each for each in asked if "FROM session" in each]) == 1


def test_flask_itself_logs_nothing_about_people(portal: Household, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        portal.guest().sign_in("somebody private", "with a password here")
    assert "somebody private" not in caplog.text
