"""Row 17: one register over all services; a deadline rests for a reason or goes to its backup, and both are kept."""

from __future__ import annotations

from datetime import timedelta

import pytest

from messaging.worker import Embedded
from schemas import registration as said
from schemas.codes_casework import Segment
from schemas.steering import LookAtSteeringDeadlines
from services.casework.queries.work import casework_deadlines
from services.registration.queries.codes import deadlines
from tests.portal.casework.room import Room as Casework
from tests.portal.household import Household, actor
from tests.portal.registration import scene
from tests.portal.steering.room import Room as Meetings


@pytest.fixture
def asked_back(portal: Household) -> Household:
    """The office has asked the service of Lyss for information."""
    scene.furnish(portal)
    mandate_id = scene.submit(portal)
    scene.step(portal, said.AcknowledgeMandate, mandate_id)
    scene.step(portal, said.RequestInformation, mandate_id, remark="Quelle formation ?")
    return portal


def page_of(house: Household) -> str:
    (found,) = house.desks["registration"].ask(deadlines, actor("service_head"))
    return f"/deadlines/registration/{found.id}"


def test_row_17_the_register_holds_the_deadlines_of_every_service(portal: Household) -> None:
    room = Meetings(portal)
    scene.submit(portal)
    room.planned()
    text = portal.as_("ssip_coordinator").open("/deadlines").text
    assert "Convoquer la séance" in text
    assert "Muster" in text
    narrowed = portal.as_("ssip_coordinator").open("/deadlines?desk=steering").text
    assert "Convoquer la séance" in narrowed
    assert "Muster" not in narrowed


def test_row_17_a_deadline_rests_until_a_day_with_a_reason_that_is_kept(asked_back: Household) -> None:
    browser, address = asked_back.as_("service_head"), page_of(asked_back)
    until = asked_back.watch.now.date() + timedelta(days=4)
    assert browser.fill(f"{address}/snooze", until="01.01.2020", remark="x").status == 422
    assert browser.fill(f"{address}/snooze", until=f"{until:%d.%m.%Y}", remark="").status == 422
    done = browser.fill(f"{address}/snooze", until=f"{until:%d.%m.%Y}", remark="La collègue est absente.")
    assert "L’échéance est en sommeil" in done.text
    page = browser.open(address)
    assert f"en sommeil jusqu’au {until:%d.%m.%Y}" in page.text
    assert "La collègue est absente." in page.text
    assert "Person service_head" in page.text
    assert f"{until:%d.%m.%Y}" in browser.open("/deadlines?resting=yes").text


def test_row_17_a_deadline_goes_to_its_backup_who_hears_of_it(asked_back: Household) -> None:
    browser, address = asked_back.as_("case_worker"), page_of(asked_back)
    assert "passée à la suppléance" in browser.fill(f"{address}/hand_over", remark="Vacances.").text
    (found,) = asked_back.desks["registration"].ask(deadlines, actor("service_head"))
    assert (found.owner_role, found.owner_account_id) == ("service_head", None)
    office = asked_back.as_("ssip_coordinator")
    assert "Vacances." in office.open(address).text
    again = office.fill(f"{address}/hand_over", remark="Encore.")
    assert "déjà chez la suppléance" in again.text
    Embedded(asked_back.desks.values()).drain()
    assert "Échéance dépassée" in asked_back.as_(found.backup_role).open("/").text


def test_row_17_nobody_moves_a_deadline_of_another_house(asked_back: Household) -> None:
    address = page_of(asked_back)
    assert asked_back.as_("other_service_head").open(address).status == 404
    assert asked_back.as_("other_service_head").open(f"{address}/snooze").status == 404


def test_row_17_a_limit_the_concept_fixes_never_rests(portal: Household) -> None:
    scene.furnish(portal)
    Casework(portal).in_segment(Segment.B)
    found = portal.desks["casework"].ask(casework_deadlines, actor("case_worker"))
    legal = next(each for each in found if each.is_legal)
    browser = portal.as_("case_worker")
    address = f"/deadlines/casework/{legal.id}"
    page = browser.open(address)
    assert "limite fixée" in page.text
    assert f"{address}/snooze" not in page.html
    until = portal.watch.now.date() + timedelta(days=4)
    refused = browser.fill(f"{address}/snooze", until=f"{until:%d.%m.%Y}", remark="Plus tard.")
    assert refused.status == 422
    assert "fixée par la loi ou par le concept" in refused.text


def test_row_17_the_register_is_exported_as_it_stands(portal: Household) -> None:
    room = Meetings(portal)
    room.planned()
    room.desk.do(LookAtSteeringDeadlines(), actor("ssip_admin"))
    answer = portal.as_("ssip_coordinator").client.get("/deadlines?desk=steering&export=csv")
    assert answer.status_code == 200
    assert "Convoquer la séance" in answer.get_data(as_text=True)
