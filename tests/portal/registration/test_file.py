"""A mandate's page: the office's whole path by its forms, and every way somebody is told no."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

import pytest

from messaging.worker import Embedded
from schemas import registration as said
from schemas.billing import RecordService
from schemas.codes import PlaceKind
from schemas.codes_billing import BilledItem
from services.billing.queries.efforts import efforts
from tests.journeys.visitor import Page
from tests.portal.household import Household, actor
from tests.portal.registration.scene import enter_lists, furnish, proposed, released, running, step, submit

CLOSING = {"reason": "done", "potential": "high", "success": "reached"}


def act(house: Household, who: str, mandate_id: UUID, action: str, **given: Any) -> Page:
    """Open the form of a step and send it."""
    page = house.as_(who).open(f"/mandates/{mandate_id}/do/{action}")
    form = next(each for each in page.forms if f"/do/{action}" in each.action)
    return house.as_(who).send(page, form, **given)


def press(house: Household, who: str, mandate_id: UUID, action: str) -> Page:
    """Press a button of the panel that asks nothing more."""
    page = house.as_(who).open(f"/mandates/{mandate_id}")
    form = next(each for each in page.forms if ("action", action) in each.values)
    return house.as_(who).send(page, form)


def test_row_03_the_office_takes_a_mandate_from_the_board_to_the_search_by_its_forms(house: Household) -> None:
    mandate_id = submit(house)
    assert "Muster" in house.as_("ssip_coordinator").open("/triage").text
    press(house, "ssip_coordinator", mandate_id, "acknowledge")
    act(house, "ssip_coordinator", mandate_id, "admit", remark="Passt.")
    findings = {"professional_realistic": "yes", "needs_more": "no", "findings": "Motiviert."}
    act(house, "ssip_coordinator", mandate_id, "clarify", **findings, **CLOSING)
    plan = {"goals": "Arbeit", "next_steps": "Schnuppern", "workload_percent": "80", "available_from": "1.12.2026"}
    act(house, "ssip_coordinator", mandate_id, "plan", **plan, kinds=["PIP", "IP"])
    page = press(house, "ssip_coordinator", mandate_id, "release")
    assert "cherche une place" in page.text
    assert f"/matching/{mandate_id}" in page.html
    for words in ("Personne admise", "Clarification terminée", "Plan d’insertion établi", "Motiviert."):
        assert words in page.text


def test_row_03_information_goes_back_and_forth(house: Household) -> None:
    mandate_id = submit(house)
    act(house, "ssip_coordinator", mandate_id, "request_information", remark="Bis wann gilt der Ausweis?")
    page = house.as_("case_worker").open(f"/mandates/{mandate_id}")
    assert "Bis wann gilt der Ausweis?" in page.text
    act(house, "case_worker", mandate_id, "answer_information", remark="Bis 2028.")
    assert "Bis 2028." in house.as_("ssip_coordinator").open(f"/mandates/{mandate_id}").text


def test_row_09_the_head_decides_an_exception_on_the_page(house: Household) -> None:
    mandate_id = submit(house, employability_percent=70)
    page = act(house, "ssip_coordinator", mandate_id, "admit")
    assert page.status == 422
    assert "Une exception n’est pas accordée" in page.text
    act(house, "ssip_head", mandate_id, "grant_exception", granted="yes", remark="Jung und willig.")
    admission = house.as_("ssip_coordinator").open(f"/mandates/{mandate_id}?view=admission")
    assert "Jung und willig." in admission.text
    assert "Person ssip_head" in admission.text
    assert act(house, "ssip_coordinator", mandate_id, "admit").status == 200


def test_row_09_the_consultation_is_recorded_by_the_head(house: Household) -> None:
    mandate_id = submit(house, wished_kind=PlaceKind.IS, work_capacity_percent=30)
    act(house, "ssip_head", mandate_id, "record_consultation", held_on="20.11.2026", remark="Besprochen.")
    assert act(house, "ssip_coordinator", mandate_id, "admit").status == 200


def test_row_04_a_refusal_needs_a_reason_of_the_list(house: Household) -> None:
    mandate_id = submit(house)
    page = act(house, "ssip_coordinator", mandate_id, "refuse", reason="", remark="")
    assert page.status == 422
    page = act(house, "ssip_coordinator", mandate_id, "refuse", reason="criteria_not_met", remark="Zu früh.")
    assert "refusé" in page.text
    assert "Zu früh." in house.as_("case_worker").open(f"/mandates/{mandate_id}").text


def test_row_16_a_list_that_is_empty_says_what_to_do(portal: Household) -> None:
    furnish(portal, lists=False)
    mandate_id = submit(portal)
    page = portal.as_("ssip_coordinator").open(f"/mandates/{mandate_id}/do/refuse")
    assert "n’est pas encore configurée" in page.text
    enter_lists(portal)
    page = portal.as_("ssip_coordinator").open(f"/mandates/{mandate_id}/do/refuse")
    assert "n’est pas encore configurée" not in page.text


@pytest.mark.parametrize("who", ["other_case_worker", "other_service_head", "other_provider", "provider"])
def test_a_foreign_mandate_does_not_exist(house: Household, who: str) -> None:
    mandate_id = submit(house)
    browser = house.as_(who)
    assert browser.open(f"/mandates/{mandate_id}").status == 404
    assert browser.open(f"/mandates/{uuid4()}").status == 404
    assert "Muster" not in browser.open("/mandates").text


@pytest.mark.parametrize("who", ["ssip_admin", "canton_reader", "seat_finance"])
def test_who_keeps_machines_or_money_sees_no_person(house: Household, who: str) -> None:
    mandate_id = submit(house)
    assert house.as_(who).open("/mandates").status == 403
    assert house.as_(who).open(f"/mandates/{mandate_id}").status == 403


def test_a_role_that_may_not_take_a_step_gets_neither_button_nor_form(house: Household) -> None:
    mandate_id = submit(house)
    browser = house.as_("case_worker")
    assert "Admettre" not in browser.open(f"/mandates/{mandate_id}").text
    assert browser.open(f"/mandates/{mandate_id}/do/admit").status == 403


def test_a_stale_page_shows_that_somebody_was_faster(house: Household) -> None:
    mandate_id = submit(house)
    browser = house.as_("ssip_coordinator")
    page = browser.open(f"/mandates/{mandate_id}/do/request_information")
    form = next(each for each in page.forms if "/do/request_information" in each.action)
    step(house, said.AcknowledgeMandate, mandate_id)
    answer = browser.send(page, form, remark="Welcher Ausweis?")
    assert answer.status == 409
    assert "Welcher Ausweis?" in answer.html


def test_pressing_a_button_twice_does_no_harm(house: Household) -> None:
    mandate_id = submit(house)
    browser = house.as_("ssip_coordinator")
    page = browser.open(f"/mandates/{mandate_id}")
    form = next(each for each in page.forms if ("action", "acknowledge") in each.values)
    assert [browser.send(page, form).status for _ in range(2)] == [200, 200]


def test_a_provider_sees_only_what_the_placement_needs(house: Household) -> None:
    mandate_id = released(house)
    proposed(house, mandate_id)
    page = house.as_("provider").open(f"/mandates/{mandate_id}")
    assert page.status == 200
    assert "Muster" in page.text
    for hidden in ("01.05.1990", "Contrôle d’admission", "Santé", "Motif", "Historique des"):
        assert hidden not in page.text


def test_row_29_reading_a_file_is_written_down(house: Household) -> None:
    mandate_id = submit(house)
    house.as_("auditor").open(f"/mandates/{mandate_id}")
    audit = house.desks["registration"].wiring.ledger.audit
    with house.desks["registration"].database.reading() as session:
        acts = [row.act for row in session.execute(audit.select().where(audit.c.subject == mandate_id))]
    assert "read:registration.mandate_file" in acts


def test_row_21_the_follow_up_of_a_case_contains_the_efforts_made_r_06(house: Household) -> None:
    mandate_id = running(house)
    Embedded(house.desks.values()).drain()
    today = house.watch.now.date()
    for item, minutes in ((BilledItem.COACHING, 45), (BilledItem.COACHING, 30), (BilledItem.CLARIFICATION, 90)):
        asked = {"record_id": uuid4(), "mandate_id": mandate_id, "served_on": today, "payer": None}
        house.desks["billing"].do(RecordService(**asked, item=item, service_minutes=minutes), actor("ssip_coordinator"))
    for who in ("ssip_coordinator", "case_worker", "auditor"):
        page = house.as_(who).open(f"/mandates/{mandate_id}?view=path").text
        assert "Prestations du SSIP" in page
        assert "2 1:15" in page
        assert "1 1:30" in page
    theirs = house.desks["billing"].ask(efforts, actor("other_case_worker"), mandate_id=mandate_id)
    assert theirs == (), "another service reads nothing of it"
    house.as_("case_worker").open("/language/de")
    assert "Leistungen der Fachstelle" in house.as_("case_worker").open(f"/mandates/{mandate_id}?view=path").text
