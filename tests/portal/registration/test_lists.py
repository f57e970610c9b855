"""Lists of registration: filters in the address, the triage board, the page of deadlines."""

from __future__ import annotations

from typing import Any

from sqlalchemy import event

from schemas import registration as said
from tests.portal.household import Household
from tests.portal.registration.scene import released, step, submit


def test_row_03_the_list_is_narrowed_and_sorted_by_its_address(house: Household) -> None:
    submit(house, family_name="Aebi")
    step(house, said.AcknowledgeMandate, submit(house, family_name="Zurbuchen"))
    browser = house.as_("ssip_coordinator")
    assert "Aebi" not in browser.open("/mandates?state=triage").text
    assert "Zurbuchen" not in browser.open("/mandates?text=aebi").text
    by_name = browser.open("/mandates?sort=-name").text
    assert by_name.index("Zurbuchen") < by_name.index("Aebi")
    assert browser.open("/mandates?page=x&kind=%F0%9F%98%80&service=nobody&sort=me").status == 200


def test_an_address_behind_the_end_shows_the_last_page(house: Household) -> None:
    submit(house, family_name="Aebi")
    page = house.as_("ssip_coordinator").open("/mandates?sort=name&page=20")
    assert "Aebi" in page.text
    assert "Aucun mandat" not in page.text


def test_each_social_service_sees_its_own_mandates_and_the_office_all(house: Household) -> None:
    submit(house, family_name="Lyssmann")
    submit(house, "other_case_worker", family_name="Aarberger")
    assert "Aarberger" not in house.as_("case_worker").open("/mandates").text
    both = house.as_("ssip_coordinator").open("/mandates").text
    assert "Aarberger" in both
    assert "Lyssmann" in both


def test_row_36_mandates_without_coordination_are_a_work_list(house: Household) -> None:
    submit(house, family_name="Niemands")
    step(house, said.AcknowledgeMandate, submit(house, family_name="Jemands"))
    page = house.as_("ssip_coordinator").open("/mandates?unassigned=yes")
    assert "Niemands" in page.text
    assert "Jemands" not in page.text


def test_row_17_deadlines_of_all_desks_stand_in_one_list(house: Household) -> None:
    submit(house, family_name="Fristner")
    house.watch.pass_by(days=4)
    page = house.as_("ssip_coordinator").open("/deadlines")
    assert "Accuser réception du mandat" in page.text
    assert "Fristner" in page.text
    assert "retard" in page.text
    assert "Fristner" not in house.as_("other_case_worker").open("/deadlines").text


def test_row_17_what_is_due_stands_on_the_page_of_the_day(house: Household) -> None:
    submit(house, family_name="Fristner")
    house.watch.pass_by(days=4)
    assert "Fristner" in house.as_("ssip_coordinator").open("/").text


def test_the_search_finds_people_one_may_see(house: Household) -> None:
    submit(house, family_name="Gesuchte")
    assert "Gesuchte" in house.as_("case_worker").open("/search?q=gesuch").text
    assert "Gesuchte" not in house.as_("other_case_worker").open("/search?q=gesuch").text
    assert "Gesuchte" not in house.as_("ssip_admin").open("/search?q=gesuch").text


def _statements(house: Household, address: str) -> int:
    counted: list[str] = []

    def count(*told: Any) -> None:
        if not told[2].startswith("BEGIN"):  # a direct question to a file needs none
            counted.append(told[2])

    engine = house.desks["registration"].database.engine
    event.listen(engine, "before_cursor_execute", count)
    assert house.as_("ssip_coordinator").open(address).status == 200
    event.remove(engine, "before_cursor_execute", count)
    return len(counted)


def test_row_24_pages_ask_a_constant_number_of_questions(house: Household) -> None:
    mandate_id = released(house)
    submit(house, employability_percent=70)
    addresses = (
        "/mandates",
        "/mandates?sort=due",
        "/mandates?sort=-name&ended=yes",
        "/triage",
        "/deadlines",
        f"/mandates/{mandate_id}",
    )
    few = {each: _statements(house, each) for each in addresses}
    for _ in range(8):
        submit(house, employability_percent=70)
    many = {each: _statements(house, each) for each in addresses}
    assert many == few
    assert len({many[each] for each in addresses[:3]}) == 1
