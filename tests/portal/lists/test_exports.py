"""Every list leaves the portal exactly as it stands on the screen, for those who see it, and leaves a trace."""

from __future__ import annotations

import csv
from io import BytesIO, StringIO
from typing import Any

import pytest
from pypdf import PdfReader
from python_calamine import CalamineWorkbook
from sqlalchemy import select

from tests.portal.household import Household, account_id
from tests.portal.placements.stage import Stage


@pytest.fixture(scope="module")
def house(shared_portal: Household) -> Household:
    stage = Stage(shared_portal)
    for number in range(1, 61):
        stage.place(title=f"Atelier {number:03}")
    stage.place(title="=CMD()")
    return shared_portal


def taken(house: Household, who: str, address: str) -> bytes:
    with house.as_(who).client.get(address) as answer:
        assert answer.status_code == 200, answer.status_code
        assert "attachment" in answer.headers["Content-Disposition"]
        return answer.get_data()


def csv_of(house: Household, who: str, address: str) -> list[list[str]]:
    text = taken(house, who, address).decode("utf-8-sig")
    return list(csv.reader(StringIO(text, newline=""), delimiter=";"))


def acts(house: Household) -> list[Any]:
    desk = house.desks["accounts"]
    audit = desk.wiring.ledger.audit
    asked = select(audit).where(audit.c.act == "accounts.note_export").order_by(audit.c.at)
    with desk.database.reading() as session:
        return list(session.execute(asked))


def test_row_25_a_csv_holds_every_page_in_the_order_of_the_screen(house: Household) -> None:
    rows = csv_of(house, "ssip_coordinator", "/places?export=csv")
    shown = house.as_("ssip_coordinator").open("/places").text
    assert len(rows) == 1 + 61
    assert all(heading in shown for heading in rows[0])
    pages = [house.as_("ssip_coordinator").open(f"/places?page={page}").text for page in (1, 2)]
    first_page, second_page = rows[1:51], rows[51:]
    assert all(row[0].removeprefix("IP ").lstrip("'") in pages[0] for row in first_page)
    assert all(row[0].removeprefix("IP ").lstrip("'") in pages[1] for row in second_page)


def test_row_25_the_filters_of_the_screen_hold_for_the_file(house: Household) -> None:
    rows = csv_of(house, "ssip_coordinator", "/places?text=Atelier+00&export=csv&page=2")
    assert [row[0] for row in rows[1:]] == [f"IP Atelier 00{number}" for number in range(1, 10)]


def test_row_25_who_may_not_see_a_list_gets_no_file_of_it(house: Household) -> None:
    before = len(acts(house))
    assert house.as_("ssip_admin").client.get("/matching?export=csv").status_code == 403
    assert house.as_("provider").client.get("/offer/figures?export=xlsx").status_code == 403
    assert house.guest().client.get("/places?export=csv").status_code == 303
    assert len(acts(house)) == before


def test_row_25_excel_and_pdf_hold_the_same_lines(house: Household) -> None:
    plain = csv_of(house, "ssip_coordinator", "/places?text=Atelier+01&export=csv")
    book = taken(house, "ssip_coordinator", "/places?text=Atelier+01&export=xlsx")
    sheet = CalamineWorkbook.from_filelike(BytesIO(book)).get_sheet_by_index(0).to_python()
    assert [row[0] for row in sheet] == [row[0] for row in plain]
    paper = PdfReader(BytesIO(taken(house, "ssip_coordinator", "/places?text=Atelier+01&export=pdf")))
    text = " ".join(page.extract_text() for page in paper.pages)
    assert all(row[0] in text for row in plain[1:])
    assert paper.root_object["/MarkInfo"]["/Marked"]


def test_row_25_an_export_is_written_down_without_what_was_searched_for(house: Household) -> None:
    before = len(acts(house))
    taken(house, "auditor", "/places?text=Atelier+001&kind=IP&export=csv")
    row = acts(house)[before]
    assert row.account_id == account_id("auditor")
    assert row.changed == {"list": "placements.places", "format": "csv", "rows": "1", "narrowed": "text=*;kind=IP"}


def test_row_25_the_second_list_of_a_page_has_its_own_file(house: Household) -> None:
    rows = csv_of(house, "ssip_coordinator", "/reservations?export=csv&list=placements.quotas")
    assert "Prévision" in " ".join(rows[0])


def test_row_25_a_paper_too_long_to_read_is_refused_with_the_way_out(
    house: Household, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("portal.lists.pdf_file.MOST", 50)
    answer = house.as_("ssip_coordinator").client.get("/places?export=pdf")
    assert answer.status_code == 422
    assert "61" in answer.get_data(as_text=True)


def test_row_25_an_unknown_format_is_the_page_itself(house: Household) -> None:
    answer = house.as_("ssip_coordinator").client.get("/places?export=exe")
    assert answer.mimetype == "text/html"
    assert "export=xlsx" in answer.get_data(as_text=True)
    assert "export=exe" not in answer.get_data(as_text=True)
