"""What the report to the canton shows is set field by field, dated and previewed; persons only where it is asked."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from uuid import UUID

import pytest
from pypdf import PdfReader

from messaging.letter import letter_of
from messaging.letterbox import LetterBox
from schemas.actor import HOUSE
from schemas.steering import SetSteeringValue
from tests.portal.admin.counter import look, save
from tests.portal.household import SERVICE, Household
from tests.portal.registration import scene
from tests.portal.reports.test_reports import NOW, course

FIELD = "/admin/settings/steering/canton_report."
NAMES = "/admin/settings/registration/names_to_canton"


@pytest.fixture
def house(portal: Household) -> Household:
    """Six persons whose mandates were closed in 2025; Nina Muster is one of them."""
    scene.furnish(portal)
    closed: list[UUID | None] = [scene.submit(portal, given_name="Nina"), None, None, None, None, None]
    told = [one for each in closed for one in course(SERVICE[1], date(2025, 3, 2), date(2025, 9, 1), each)]
    box = LetterBox(portal.desks["steering"])
    box.hear([letter_of(each, NOW) for each in told])
    value = SetSteeringValue(name="small_cell_minimum", value=5, valid_from=date(2026, 11, 23))
    portal.desks["steering"].do(value, HOUSE)
    return portal


def switch(house: Household, address: str, value: str) -> None:
    admin = house.as_("ssip_admin")
    page = save(admin, look(admin, address, value=value, valid_from="23.11.2026"))
    assert "Le changement est enregistré." in page.text


def prepared(house: Household, kind: str = "canton") -> str:
    head = house.as_("ssip_head")
    page = head.fill("/reports/new", kind=kind, first_on="01.01.2025", last_on="31.12.2025")
    texts = {"introduction_fr": "Une année.", "introduction_de": "Ein Jahr."}
    return head.send(page, page.form(**dict.fromkeys(texts, "")), **texts).url


def publish(house: Household, report: str) -> None:
    head = house.as_("ssip_head")
    page = head.open(report)
    head.send(page, page.form("/do"), action="publish")


def paper(house: Household, who: str, report: str) -> str:
    with house.as_(who).client.get(f"{report}/paper") as answer:
        assert answer.status_code == 200
        return " ".join(each.extract_text() for each in PdfReader(BytesIO(answer.get_data())).pages)


def test_row_24_each_field_of_the_report_to_the_canton_is_a_setting_of_its_own_r_07(house: Household) -> None:
    report = prepared(house)
    admin = house.as_("ssip_admin")
    preview = look(admin, f"{FIELD}mandates_refused", value="0", valid_from="23.11.2026")
    assert "Le rapport au canton montre – Mandats refusés" in preview.text
    assert "1 brouillon de rapport attend" in preview.text
    save(admin, preview)
    switch(house, f"{FIELD}closings", "0")
    switch(house, f"{FIELD}concentration", "0")
    draft = house.as_("ssip_head").open(report).text
    publish(house, report)
    switch(house, f"{FIELD}mandates_submitted", "0")
    for text in (draft, house.as_("canton_reader").open(report).text, paper(house, "canton_reader", report)):
        assert "Mandats déposés" in text, "a published report keeps what it shows"
        assert "Mandats refusés" not in text
        assert "Clôtures : motif" not in text
        assert "Indice de concentration" not in text
        assert "Situation après la clôture" in text
    yearly = prepared(house, "annual")
    publish(house, yearly)
    assert "Mandats refusés" in paper(house, "canton_reader", yearly), "the annual report is another one"


def test_row_24_persons_are_named_to_the_canton_only_where_both_say_so_r_07_ac_03(house: Household) -> None:
    nameless, named = prepared(house), "Muster, Nina"
    publish(house, nameless)
    switch(house, f"{FIELD}persons", "1")
    report = prepared(house)
    assert named in house.as_("ssip_head").open(report).text
    publish(house, report)
    canton = house.as_("canton_reader")
    assert "Muster" not in canton.open(report).text + paper(house, "canton_reader", report), "off by default"
    switch(house, NAMES, "1")
    assert named in canton.open(report).text
    assert named in paper(house, "canton_reader", report)
    assert "Muster" not in canton.open(nameless).text, "published without persons"
    for other in ("auditor", "service_head", "provider"):
        assert "Muster" not in house.as_(other).open(report).text, other
