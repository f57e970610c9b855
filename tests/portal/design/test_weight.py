"""Pages are light, and what does not change is asked for once."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from portal import assets
from portal.design.pages import SCREENS

BUDGET = 150_000


@pytest.mark.parametrize("screen", SCREENS)
def test_a_cold_page_stays_below_the_budget(ask: FlaskClient, screen: str) -> None:
    page = gzip.compress(ask.get(f"/design/{screen}").data)
    rest = sum(len(each.packed or each.plain) for each in assets.assets().values())
    assert len(page) + rest < BUDGET * 0.7


def test_files_are_packed_for_those_who_can_unpack_and_kept_for_a_year(ask: FlaskClient) -> None:
    address = f"/assets/{assets.digest()}/seeland.css"
    packed = ask.get(address, headers={"Accept-Encoding": "gzip"})
    plain = ask.get(address)
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data
    assert "immutable" in packed.headers["Cache-Control"]
    assert packed.headers["Vary"] == "Accept-Encoding"
    again = ask.get(address, headers={"If-None-Match": plain.headers["ETag"]})
    assert again.status_code == 304


def test_an_old_address_still_works_but_is_not_kept(ask: FlaskClient) -> None:
    answer = ask.get("/assets/000000000000/seeland.js")
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-cache"
    assert ask.get("/assets/000000000000/../rendering.py").status_code == 404
    assert ask.get(f"/assets/{assets.digest()}/nothing.css").status_code == 404


def test_no_sheet_asks_for_anything_outside_this_house() -> None:
    for name, each in assets.assets().items():
        if name.endswith(".css"):
            assert re.findall(rb"url\(([^)]*)\)", each.plain) == [b'"inter-latin.woff2"', b'"inter-latin-ext.woff2"']
            assert b"@import" not in each.plain


def test_what_others_made_carries_its_licence() -> None:
    vendor = assets.HOME / "vendor"
    for folder in vendor.iterdir():
        if folder.is_dir():
            assert Path(folder, "LICENSE").read_text(encoding="utf-8"), folder.name
            assert f"`{folder.name}/`" in Path(vendor, "README.md").read_text(encoding="utf-8")
