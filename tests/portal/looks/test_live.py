"""An open page stays true: its numbers and lists follow what happens, and nothing is taken from under one's hands."""

from __future__ import annotations

from datetime import timedelta

from playwright.sync_api import expect

from portal.pages.core.today import FEW
from tests.portal.household import Household
from tests.portal.looks.window import Window
from tests.portal.registration.scene import furnish, submit

LOOK = "window.seeland.look()"


def test_the_numbers_are_sent_again_only_when_they_changed(portal: Household) -> None:
    furnish(portal)
    client = portal.as_("ssip_coordinator").client
    first = client.get("/live")
    assert first.status_code == 200
    again = client.get("/live", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.get_data()) == (304, b"")
    submit(portal)
    later = client.get("/live", headers={"If-None-Match": first.headers["ETag"]})
    assert later.status_code == 200
    assert 'data-count="triage"' in later.text


def test_asking_again_keeps_no_session_alive(portal: Household) -> None:
    client = portal.as_("provider").client
    for _ in range(20):
        portal.watch.now += timedelta(hours=1)
        answer = client.get("/live")
        client.get("/", headers={"X-Unattended": "1"})
    assert answer.status_code == 303, "an unattended page signs nobody in for ever"


def test_a_work_list_follows_what_happens(window: Window) -> None:
    furnish(window.house)
    tab = window.open("ssip_coordinator", "/mandates")
    rows = tab.locator("[data-rows] tbody tr")
    before, urgent = rows.count(), tab.locator("[data-line=triage] [data-count]")
    submit(window.house)
    tab.evaluate(LOOK)
    expect(rows).to_have_count(before + 1)
    expect(urgent).to_be_visible()
    assert window.complaints == []


def test_nothing_is_taken_from_under_ones_hands(window: Window) -> None:
    furnish(window.house)
    tab = window.open("ssip_coordinator", "/mandates")
    before = tab.locator("[data-rows] tbody tr").count()
    box = tab.locator("[data-filters] input[type=search]").first
    box.fill("Mus")
    submit(window.house)
    tab.evaluate(LOOK)
    expect(tab.locator("#news")).to_be_visible()
    assert (box.input_value(), tab.locator("[data-rows] tbody tr").count()) == ("Mus", before)


def test_a_portal_that_does_not_answer_disturbs_nobody(window: Window) -> None:
    tab = window.open("ssip_coordinator", "/mandates")
    tab.context.set_offline(True)
    tab.route("**/live", lambda route: route.abort())
    tab.evaluate(LOOK)
    expect(tab.locator("#main h1")).to_be_visible()
    expect(tab.locator("#news")).to_be_hidden()
    tab.context.set_offline(False)


def test_what_today_has_folded_comes_when_somebody_opens_it(window: Window) -> None:
    furnish(window.house)
    for _ in range(FEW + 3):
        submit(window.house)
    tab = window.open("ssip_coordinator", "/")
    fold = tab.locator("details.more").first
    expect(fold.locator("li.task")).to_have_count(0)
    fold.locator("summary").click()
    told = int("".join(filter(str.isdigit, fold.locator("summary").inner_text())))
    expect(fold.locator("li.task")).to_have_count(told)
    assert window.complaints == []
