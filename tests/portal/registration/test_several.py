"""One step for many ticked lines through real forms: each line its own transaction and its own result."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from schemas import registration as said
from services.registration.queries.files import mandate_file
from tests.journeys.visitor import Page
from tests.portal.household import Household, account_id, actor
from tests.portal.registration.scene import later, step, submit
from tests.portal.registration.test_ways import closed


def tick(house: Household, who: str, address: str, action: str, *values: str) -> Page:
    """Tick lines of a list and press one of the buttons under it."""
    page = house.as_(who).open(address)
    form = next(each for each in page.forms if each.action.endswith(("/several", "/several?")))
    offered = [value.partition('"')[0] for value in page.html.split('name="picked" value="')[1:]]
    form.names.update(("picked", "action"))
    return house.as_(who).send(page, form, action=action, picked=list(values or offered))


def confirm(house: Household, who: str, page: Page, **given: Any) -> Page:
    form = next(each for each in page.forms if ("confirmed", "yes") in each.values)
    return house.as_(who).send(page, form, **given)


def test_row_45_many_mandates_get_their_coordinator_and_each_says_how_it_went(house: Household) -> None:
    for number in range(3):
        submit(house, family_name=f"Viele{'abc'[number]}")
    page = tick(house, "ssip_head", "/mandates?unassigned=yes", "assign")
    assert page.text.count("Viele") == 3
    done = confirm(house, "ssip_head", page, account_id=str(account_id("ssip_coordinator")))
    assert "3 sur 3 lignes" in done.text
    assert "Viele" not in house.as_("ssip_head").open("/mandates?unassigned=yes").text


def test_row_45_a_line_somebody_was_faster_with_does_not_hold_up_the_others(house: Household) -> None:
    first, second = submit(house, family_name="Erste"), submit(house, family_name="Zweite")
    page = tick(house, "ssip_head", "/mandates?unassigned=yes", "assign")
    step(house, said.AcknowledgeMandate, first)
    done = confirm(house, "ssip_head", page, account_id=str(account_id("ssip_coordinator")))
    assert "1 sur 2 lignes" in done.text
    assert "pas fait" in done.text
    desk = house.desks["registration"]
    file = desk.ask(mandate_file, actor("ssip_head"), mandate_id=second)
    assert file.coordinator_id == account_id("ssip_coordinator")


def test_row_45_sending_twice_gives_every_line_its_first_answer(house: Household) -> None:
    submit(house, family_name="Doppelt")
    page = tick(house, "ssip_head", "/mandates?unassigned=yes", "assign")
    given = {"account_id": str(account_id("ssip_coordinator"))}
    assert [confirm(house, "ssip_head", page, **given).text.count("1 sur 1 lignes") for _ in range(2)] == [1, 1]


def test_row_45_somebody_has_to_be_chosen_and_nothing_picked_is_said(house: Household) -> None:
    submit(house, family_name="Niemand")
    page = tick(house, "ssip_head", "/mandates?unassigned=yes", "assign")
    again = confirm(house, "ssip_head", page, account_id="")
    assert again.status == 422
    assert "Niemand" in again.text
    empty = tick(house, "ssip_head", "/mandates?unassigned=yes", "assign", "nothing")
    assert "0 sur" in confirm(house, "ssip_head", empty, account_id=str(account_id("ssip_coordinator"))).text


def test_row_45_reminders_rest_for_a_reason_the_due_day_stays(house: Household) -> None:
    submit(house, family_name="Wartet")
    later(house, days=4)
    page = tick(house, "ssip_coordinator", "/deadlines", "postpone")
    until = f"{house.watch.now.date() + timedelta(days=5):%d.%m.%Y}"
    done = confirm(house, "ssip_coordinator", page, until=until, remark="Ferien.")
    assert "1 sur 1 lignes" in done.text
    assert "Wartet" in house.as_("ssip_coordinator").open("/deadlines?resting=yes").text


def test_row_45_a_reminder_goes_out_once_a_day(house: Household) -> None:
    submit(house, family_name="Mahnung")
    later(house, days=4)
    assert "1 sur 1 lignes" in tick(house, "ssip_head", "/deadlines", "remind").text
    again = tick(house, "ssip_head", "/deadlines", "remind")
    assert "0 sur 1 lignes" in again.text
    assert "déjà parti aujourd’hui" in again.text
    later(house, days=1)
    assert "1 sur 1 lignes" in tick(house, "ssip_head", "/deadlines", "remind").text


def test_row_45_outcomes_are_filed_without_being_asked_with_a_reason(house: Household) -> None:
    closed(house)
    later(house, days=92)
    page = tick(house, "ssip_coordinator", "/outcomes", "drop")
    assert confirm(house, "ssip_coordinator", page, remark="").status == 422
    done = confirm(house, "ssip_coordinator", page, remark="Weggezogen.")
    assert "1 sur 1 lignes" in done.text
    assert "Rien à demander" in house.as_("ssip_coordinator").open("/outcomes").text


def test_row_45_no_decision_on_people_is_offered_in_bulk(house: Household) -> None:
    submit(house, family_name="Mensch")
    page = house.as_("ssip_coordinator").open("/mandates")
    for wanted in ("admit", "refuse", "close", "withdraw"):
        assert f'name="action" value="{wanted}"' not in page.html
    value = page.html.partition('name="picked" value="')[2].partition('"')[0]
    form = next(each for each in page.forms if each.action.endswith("/several"))
    form.names.update(("picked", "action"))
    assert house.as_("ssip_coordinator").send(page, form, action="refuse", picked=value).status == 404


def test_row_45_foreign_lines_are_left_alone(house: Household) -> None:
    foreign = submit(house, "other_case_worker", family_name="Fremd")
    submit(house, family_name="Eigen")
    page = tick(house, "service_head", "/mandates", "assign", f"{foreign}:1")
    assert "Fremd" not in page.text
    done = confirm(house, "service_head", page, account_id=str(account_id("case_worker")))
    assert "0 sur 1 lignes" in done.text
    assert "Fremd" not in done.text
