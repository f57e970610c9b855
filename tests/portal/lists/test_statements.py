"""What a list page asks its databases once names and numbers are remembered: who is there, the lines, their names."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import pytest

from schemas.accounts import EndSessionsOf
from tests.portal.admin.counter import counted
from tests.portal.household import SETTINGS, Household, account_id, actor
from tests.portal.placements.stage import Stage
from tests.portal.registration.scene import furnish, later, submit

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
)


def _asked(portal: Household, address: str) -> list[str]:
    browser = portal.as_("ssip_coordinator")
    browser.open(address)
    with counted(portal) as said:
        assert browser.open(address).status == 200
    return [each for each in said if not each.startswith("BEGIN")]


@pytest.mark.slow
def test_a_list_page_asks_three_statements_at_most(portal: Household, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(portal.app.extensions, "ssip.settings", replace(SETTINGS, counter_seconds=60))
    furnish(portal)
    submit(portal)
    stage = Stage(portal)
    stage.running()
    stage.mandate()
    few = {address: _asked(portal, address) for address in LISTS}
    assert {address: said for address, said in few.items() if len(said) > MOST} == {}
    for _ in range(4):
        submit(portal)
        stage.running()
        stage.mandate()
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
