"""Two coordinators and one seat, on the page: one wins, the other sees who has it and what fits besides."""

from __future__ import annotations

from datetime import timedelta

from tests.portal.household import Household
from tests.portal.placements.stage import END, START, Stage


def test_row_11_the_second_for_the_last_seat_sees_who_has_it_and_what_else_fits(portal: Household) -> None:
    stage = Stage(portal)
    place_id, other_id = stage.place(seats=1, title="Letzter Platz"), stage.place(title="Noch frei")
    first, second = stage.mandate(), stage.mandate()
    browser = portal.as_("ssip_coordinator")
    page = browser.open(f"/matching/{second}/propose/{place_id}")
    proposal_id = stage.proposal(first, place_id)
    form = page.form(ground="", workload_percent="")
    later = START + timedelta(days=20)
    given = {"starts_on": f"{later:%d.%m.%Y}", "ends_on": f"{END:%d.%m.%Y}", "ground": "consent"}
    answer = browser.send(page, form, **given)
    assert answer.status == 422
    assert "La place est complète" in answer.text
    assert "Noch frei" in answer.text
    assert f"/matching/{second}/propose/{other_id}?starts_on={later:%d.%m.%Y}&amp;ends_on={END:%d.%m.%Y}" in answer.html
    assert "proposition de" in answer.text
    assert f'href="/proposals/{proposal_id}"' in answer.html
    browser.open("/language/de")
    answer = browser.send(answer, answer.form(ground="", workload_percent=""))
    assert "Der Platz ist voll" in answer.text
    assert "Letzter Platz: " in answer.text


def test_row_10_days_of_the_workbench_are_typed_as_people_here_write_them(portal: Household) -> None:
    stage = Stage(portal)
    stage.place()
    page = portal.as_("ssip_coordinator").open(f"/matching/{stage.mandate()}?starts_on=1.2.2027&ends_on=30.06.2027")
    assert 'value="01.02.2027"' in page.html
    assert 'value="30.06.2027"' in page.html
    assert 'type="date"' not in page.html


def test_row_01_the_seats_of_any_day_are_asked_by_typing_it(portal: Household) -> None:
    stage = Stage(portal)
    place_id = stage.place(seats=2)
    browser = portal.as_("ssip_coordinator")
    page = browser.open(f"/places/{place_id}/seats")
    answer = browser.send(page, page.form(day=""), day="15.3.2028")
    assert "15.03.2028" in answer.text
    assert browser.open(f"/places/{place_id}/seats?day=31.02.2028").status == 200
