"""Every page × every role × own and foreign: nobody gets more than the hand-written table says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import uuid4

import pytest
from werkzeug.routing import Rule

from schemas.actor import Role
from tests.portal import samples
from tests.portal.access import Line, expected
from tests.portal.actions import action_pages
from tests.portal.household import PEOPLE, Household

UNSAFE = {"POST", "PUT", "PATCH", "DELETE"}
SAID_NO = {401, 403, 404}
QUICK = ("case_worker", "other_provider")
"""One who owns records and one from elsewhere; everybody else walks the same way in the patient run."""


@pytest.fixture(autouse=True)
def _no_menu(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave the menu out: it takes half the time of a page, and its own tests look at it."""
    monkeypatch.setattr("portal.menu.menu", list)


@pytest.fixture(scope="module")
def records(shared_portal: Household) -> Mapping[str, Mapping[str, Any]]:
    """The parameters of every sample record, made once."""
    here = [table for name, table in expected().items() if name.partition(".")[0] in shared_portal.app.blueprints]
    wanted = {line.own for table in here for line in _lines(table) if line.own}
    return {name: samples.samples()[name](shared_portal) for name in sorted(wanted)}


def _lines(table: Line | Mapping[str, Line]) -> Iterator[Line]:
    yield from [table] if isinstance(table, Line) else table.values()


def _rules(household: Household) -> list[Rule]:
    return list(household.app.url_map.iter_rules())


def _said(rule: Rule) -> Line | Mapping[str, Line]:
    """Return what the table says of a page; a page without a line is somebody else's failure."""
    return expected().get(rule.endpoint.replace(".act_now", ".act"), {})


def test_row_47_every_page_says_who_may_open_it(shared_portal: Household) -> None:
    endpoints = {rule.endpoint.replace(".act_now", ".act") for rule in _rules(shared_portal)}
    assert sorted(endpoints - set(expected())) == []
    said = {name for name in expected() if name.partition(".")[0] in shared_portal.app.blueprints}
    assert sorted(said - endpoints) == []


def test_every_action_says_who_may_take_it(shared_portal: Household) -> None:
    for name, pages in action_pages(shared_portal.app).items():
        table = expected().get(f"{name}.act")
        assert isinstance(table, Mapping), name
        assert sorted(table) == sorted(pages.commands), name


@pytest.mark.parametrize(
    "person", [pytest.param(name, marks=[] if name in QUICK else pytest.mark.slow) for name in sorted(PEOPLE)]
)
def test_nobody_gets_more_than_the_table_says(
    shared_portal: Household, records: Mapping[str, Mapping[str, Any]], person: str
) -> None:
    wrong = [
        line
        for rule in _rules(shared_portal)
        if rule.endpoint not in ("door.sign_out", "assets.send")
        for line in _probe(shared_portal, rule, records, person)
    ]
    assert wrong == []


def _probe(household: Household, rule: Rule, records: Mapping[str, Mapping[str, Any]], person: str) -> Iterator[str]:
    table = _said(rule)
    actions = {"": table} if isinstance(table, Line) else table
    for action, line in actions.items():
        address = _address(household, rule, line, records, action)
        for method in sorted((rule.methods or set()) & {"GET", "POST"}):
            got = _ask(household, person, method, address, action)
            if not _fits(line, person, method, got):
                yield f"{method} {rule.endpoint} {action}: {got}"


def _address(
    household: Household, rule: Rule, line: Line, records: Mapping[str, Mapping[str, Any]], action: str
) -> str:
    known = {**records.get(line.own, {}), **line.given, "action": action}
    values = {name: known.get(name, uuid4()) for name in rule.arguments}
    with household.app.test_request_context():
        return str(household.app.url_map.bind("localhost").build(rule.endpoint, values))


def _ask(household: Household, person: str, method: str, address: str, action: str) -> int:
    browser = household.as_(person)
    if method == "GET":
        return browser.client.get(address).status_code
    token = _tokens.setdefault(f"{id(household)} {person}", "") or browser.csrf()
    _tokens[f"{id(household)} {person}"] = token
    return browser.client.post(address, data={"csrf_token": token, "action": action}).status_code


_tokens: dict[str, str] = {}


def _fits(line: Line, person: str, method: str, got: int) -> bool:
    role, _ = PEOPLE[person]
    if role not in line.roles:
        return got == line.others
    if person.startswith("other_") and line.own and _is_scoped(role):
        return got == line.foreign
    if method == "GET":
        return (
            got == line.status
            or (line.elsewhere and got == 303)
            or (got == 404 and not line.own and line.status == 200)
        )
    return got != 403


def _is_scoped(role: Role) -> bool:
    return role in (Role.CASE_WORKER, Role.SERVICE_HEAD, Role.PROVIDER)


def test_nobody_gets_in_without_signing_in(shared_portal: Household) -> None:
    browser = shared_portal.guest()
    wrong = []
    for rule in _rules(shared_portal):
        table = _said(rule)
        line = next(_lines(table), Line(frozenset()))
        address = _address(shared_portal, rule, line, {}, "any")
        for method in sorted((rule.methods or set()) & {"GET", "POST"}):
            answer = browser.client.open(address, method=method)
            closed = answer.status_code == 401 or "/sign-in" in answer.headers.get("Location", "")
            if closed is line.public:
                wrong.append(f"{method} {rule.endpoint}: {answer.status_code}")
    assert wrong == []
