"""What a list page asks its databases once names and numbers are remembered: who is there, the lines, their names."""

from __future__ import annotations

from dataclasses import replace
from typing import Final
from uuid import uuid4

import pytest

from schemas import registration
from schemas.accounts import EndSessionsOf
from schemas.codes import PlaceKind
from tests.portal.admin.counter import counted
from tests.portal.household import SETTINGS, Household, account_id, actor
from tests.portal.placements.stage import Stage
from tests.portal.registration.scene import furnish, later, submit, twins

MOST: Final = 3
LISTS: Final = (
    "/mandates",
    "/mandates?sort=name&ended=yes",
    "/mandates?sort=due",
    "/mandates?text=a",
    "/mandates?stalled=yes",
    "/mandates?unassigned=yes",
    "/appointments",
    "/places",
    "/places?text=a&kind=IP",
    "/proposals",
    "/placements",
    "/interim-reports",
    "/presence",
    "/matching",
    "/triage",
    "/duplicates",
)


def _asked(portal: Household, address: str) -> list[str]:
    browser = portal.as_("ssip_coordinator")
    browser.open(address)
    with counted(portal) as said:
        assert browser.open(address).status == 200
    return [each for each in said if not each.startswith("BEGIN")]


def _look_alike(portal: Household) -> None:
    """Merge two records, leave two that look alike, keep two apart, and let one exception wait."""
    desk, office = portal.desks["registration"], actor("ssip_coordinator")
    kept, merged = twins(portal)
    desk.do(registration.MergePersons(merge_id=uuid4(), kept_id=kept, merged_id=merged), office)
    one, other = twins(portal)
    desk.do(registration.KeepApart(one_id=one, other_id=other), office)
    twins(portal)
    submit(portal, employability_percent=70, wished_kind=PlaceKind.IP)


@pytest.mark.slow
def test_a_list_page_asks_three_statements_at_most(portal: Household, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(portal.app.extensions, "ssip.settings", replace(SETTINGS, counter_seconds=60))
    furnish(portal)
    submit(portal)
    stage = Stage(portal)
    stage.running()
    stage.mandate()
    _look_alike(portal)
    few = {address: _asked(portal, address) for address in LISTS}
    assert {address: said for address, said in few.items() if len(said) > MOST} == {}
    for _ in range(4):
        submit(portal)
        stage.running()
        stage.mandate()
        _look_alike(portal)
    later(portal, days=1)
    many = {address: len(_asked(portal, address)) for address in LISTS}
    assert many == {address: len(said) for address, said in few.items()}


def test_a_session_that_was_ended_is_out_at_once_whatever_was_remembered(
    portal: Household, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(portal.app.extensions, "ssip.settings", replace(SETTINGS, counter_seconds=60))
    browser = portal.as_("ssip_coordinator")
    assert browser.open("/mandates").status == 200
    ending = EndSessionsOf(account_id=account_id("ssip_coordinator"))
    portal.desks["accounts"].do(ending, actor("ssip_admin"))
    assert "sign-in" in browser.open("/mandates").url
