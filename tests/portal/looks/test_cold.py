"""An empty browser fetches less than 150 KB for any page, and can read it after one round trip for its styles."""

from __future__ import annotations

import gzip
import re
from collections.abc import Mapping
from typing import Any

import pytest
from flask import Flask, Response
from werkzeug.routing import Rule

from portal import assets, packing
from tests.portal import samples
from tests.portal.access import Line, expected
from tests.portal.household import PEOPLE, Household
from tests.portal.looks.pages import NO_PAGES, _addresses

COLD = 150_000
AS_BROWSERS_DO = {"Accept-Encoding": "gzip, deflate, br"}
HEAD = re.compile(r"<head>.*</head>", re.S)


def files() -> int:
    """The bytes of everything else an empty browser fetches, as it travels."""
    return sum(len(each.packed or each.plain) for each in assets.assets().values())


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_every_page_of_every_role_is_below_the_budget(shared_portal: Household) -> None:
    house = shared_portal
    tables = [table for name, table in expected().items() if name.partition(".")[0] in house.app.blueprints]
    lines = [line for table in tables for line in ([table] if isinstance(table, Line) else table.values())]
    records = {name: samples.samples()[name](house) for name in sorted({line.own for line in lines if line.own})}
    heavy, seen = [], 0
    for rule in house.app.url_map.iter_rules():
        if "GET" not in (rule.methods or ()) or rule.endpoint in NO_PAGES:
            continue
        for person, address in _one_a_role(house, rule, records):
            answer = house.as_(person).client.get(address, headers=AS_BROWSERS_DO)
            if answer.mimetype == "text/html" and answer.status_code == 200:
                seen += 1
                if (cold := len(answer.data) + files()) > COLD:
                    heavy.append(f"{person} {address}: {cold} bytes")
    assert seen > 200
    assert heavy == []


def _one_a_role(house: Household, rule: Rule, records: Mapping[str, Mapping[str, Any]]) -> list[tuple[str, str]]:
    """Return each address of a page once, as the first of those who may open it sees it; Today as everybody sees it."""
    found = dict[str, str]()
    for person, address in _addresses(house, rule, records):
        if address == "/":
            found[f"/?as={person}"] = person
        else:
            found.setdefault(address, person)
    return [(person, address) for address, person in found.items() if person in PEOPLE]


def test_a_long_page_travels_packed_and_a_short_one_as_it_is(portal: Household) -> None:
    long, short = _answers(portal.app, packing.FROM), _answers(portal.app, packing.FROM - 1)
    assert (long.headers["Content-Encoding"], "Content-Encoding" in short.headers) == ("gzip", False)
    assert gzip.decompress(long.data) == b"a" * packing.FROM
    assert "Accept-Encoding" in long.headers["Vary"]
    assert "Accept-Encoding" in short.headers["Vary"]
    assert "Content-Encoding" not in _answers(portal.app, packing.FROM, {}).headers
    assert packing.FROM + files() < COLD
    again = {len(_answers(portal.app, packing.FROM).data) for _ in range(20)}
    assert len(again) > 1, "the length of a packed page tells nobody exactly what it holds"


def _answers(app: Flask, length: int, headers: Mapping[str, str] = AS_BROWSERS_DO) -> Response:
    with app.test_request_context("/", headers=dict(headers)):
        return packing._pack(app.make_response("a" * length))


def test_a_page_is_readable_after_one_round_trip(portal: Household) -> None:
    page = portal.as_("ssip_coordinator").client.get("/").text
    head = HEAD.search(page)
    assert head
    scripts = re.findall(r"<script[^>]*>", page)
    assert scripts
    assert all(" defer" in each and "src=" in each for each in scripts), "no script holds the page up"
    assert (
        re.findall(r'rel="stylesheet"', page) == re.findall(r'rel="stylesheet"', head.group()) == ['rel="stylesheet"']
    )
    assert '<link rel="preload"' in head.group()
    sheet = assets.assets()["seeland.css"].plain
    faces = re.findall(rb"@font-face\s*\{[^}]*\}", sheet)
    assert faces
    assert all(b"font-display: swap" in each or b"font-display:swap" in each for each in faces)
