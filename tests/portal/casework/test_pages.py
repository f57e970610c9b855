"""Dossiers as people see them: lists, a file, a quick contact, a proposal, a portfolio, a what-if."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from messaging.worker import Embedded
from schemas import casework as said
from schemas.actor import HOUSE
from schemas.codes_casework import Sector, Segment
from services.casework.queries.dossiers import DossierFilter, dossiers
from tests.portal.casework.room import WORKER, Room
from tests.portal.household import Household, actor


@pytest.fixture
def room(portal: Household) -> Room:
    return Room(portal)


def test_row_12_a_service_without_segments_gets_no_menu_and_an_honest_page(portal: Household) -> None:
    page = portal.as_("case_worker").open("/dossiers")
    assert "ne travaille pas avec les segments" in page.text
    assert 'href="/dossiers"' not in page.html.split("<main")[0]
    Room(portal)
    page = portal.new_session("case_worker").open("/dossiers")
    assert 'href="/dossiers"' in page.html
    assert 'href="/dossier-control"' not in page.html


def test_a_dossier_is_opened_and_keeps_what_was_typed_when_something_is_wrong(portal: Household, room: Room) -> None:
    browser = portal.as_("case_worker")
    page = browser.fill("/dossiers/new", dossier_number="Muster", sector="counselling_1", opened_on="24.11.2026")
    assert page.status == 422
    assert "doit contenir un chiffre" in page.text
    assert 'value="Muster"' in page.html
    page = browser.send(
        page, page.form(dossier_number=""), dossier_number="LY-7", sector="intake_2", opened_on="2.11.26"
    )
    assert page.status == 200
    assert "Dossier LY-7" in page.text
    found = room.desk.ask(dossiers, actor("case_worker"), narrowed=DossierFilter(text="LY-7"))
    assert found.lines[0].sector is Sector.INTAKE_2


def test_row_03_the_page_of_a_dossier_begins_with_its_ladder(portal: Household, room: Room) -> None:
    page = portal.as_("sector_head").open(f"/dossiers/{room.dossier()}")
    assert '<ol class="ladder"' in page.html
    assert page.html.count('aria-current="step"') == 1
    moved = portal.as_("case_worker").open(f"/dossiers/{room.in_segment()}")
    now = moved.html.split('aria-current="step"', 1)[1].split("</li>")[0]
    assert "Conseils" in now
    assert "rung-done" in moved.html


def test_a_contact_is_noted_quickly_and_an_interview_without_minutes_is_not(portal: Household, room: Room) -> None:
    dossier_id = room.in_segment()
    browser = portal.as_("case_worker")
    address = f"/dossiers/{dossier_id}/contact"
    page = browser.fill(address, contact_on="1.12.2026", contact_minutes="", contact_note="Budget vu ensemble")
    assert page.status == 422
    assert "daté après le 23.11.2026" in page.text
    assert "durée d’un entretien physique" in page.text
    assert "Budget vu ensemble" in page.html
    page = browser.send(page, page.form(contact_on=""), contact_on="23.11.2026", contact_minutes="25")
    assert page.status == 200
    assert room.file(dossier_id).norm.counted == 1
    assert "Budget vu ensemble" in page.text


def test_row_12_a_proposal_goes_from_the_case_worker_to_the_head_of_sector(portal: Household, room: Room) -> None:
    dossier_id = room.dossier()
    worker, head = portal.as_("case_worker"), portal.as_("sector_head")
    page = worker.open(f"/dossiers/{dossier_id}/do/propose")
    wish = {"proposed_segment": "B", "criteria": "b_several_topics", "justification": "Plusieurs thèmes."}
    page = worker.send(page, page.form(proposed_segment=""), **wish)
    assert "Le rapport de transfert ne mentionne pas" in page.text
    page = worker.send(page, page.form(proposed_segment=""), transfer_report="yes", **wish)
    assert "attend la ou le responsable de secteur" in page.text
    assert "Contrôler la proposition de segment" in head.open("/").text
    page = head.open(f"/dossiers/{dossier_id}")
    assert f"/dossiers/{dossier_id}/do/agree" in page.html
    assert f"/dossiers/{dossier_id}/do/propose" not in page.html
    page = head.fill(f"/dossiers/{dossier_id}/do/agree", transfer_report="yes", control_remark="Vu.")
    assert "Deux personnes proposent le segment" in page.text
    pending = room.file(dossier_id).under_way
    assert pending is not None
    assert pending.agreed_by is not None


def test_row_12_a_stale_decision_page_says_that_somebody_was_faster(portal: Household, room: Room) -> None:
    dossier_id = room.proposed()
    head = portal.as_("sector_head")
    page = head.open(f"/dossiers/{dossier_id}/do/agree")
    room.settle(said.AgreeToSegment, dossier_id, "sector_head", transfer_report=True)
    page = head.send(page, page.form(control_remark=""), transfer_report="yes")
    assert page.status == 409


def test_row_12_the_file_shows_segment_norms_and_who_stood_behind_each_decision(portal: Household, room: Room) -> None:
    dossier_id = room.in_segment(Segment.A, number="LY-12")
    for language, words in (("fr", "Part en personne"), ("de", "Anteil persönlich")):
        browser = portal.new_session("case_worker")
        browser.language = language
        browser.open(f"/language/{language}?next=/")
        page = browser.open(f"/dossiers/{dossier_id}")
        assert words in page.text
        assert "Person case_worker" in page.text
        assert "Person sector_head" in page.text
        assert "23.05.2027" in page.text


def test_row_12_lists_control_and_portfolios_show_the_dossiers(portal: Household, room: Room) -> None:
    room.in_segment(Segment.B, number="LY-21")
    room.in_segment(Segment.C, number="LY-22")
    page = portal.as_("case_worker").open("/dossiers?segment=C")
    assert "LY-22" in page.text
    assert "LY-21" not in page.text
    head = portal.as_("sector_head")
    page = head.open("/dossier-control?finding=agreement_missing")
    assert "LY-21" in page.text
    assert "Ni convention ni justification" in page.text
    page = head.open("/portfolios")
    assert "Person case_worker" in page.text
    assert "50" in page.text


def test_row_12_the_file_of_the_dossiers_has_plain_spaces_to_filter_by(portal: Household, room: Room) -> None:
    room.dossier(Sector.INTAKE_1)
    with portal.as_("case_worker").client.get("/dossiers?all=yes&export=csv") as answer:
        assert answer.status_code == 200
        text = answer.get_data(as_text=True)
    assert ";Intake 1;" in text
    assert "\u00a0" not in text


def test_row_12_a_head_of_sector_writes_a_portfolio_check_down(portal: Household, room: Room) -> None:
    room.in_segment(Segment.C)
    head = portal.as_("sector_head")
    detail = f"/portfolios/{WORKER}"
    assert detail in head.open("/portfolios").html
    page = head.open(detail)
    assert "au plus 40 %" in page.text
    page = head.send(page, page.form(check_remark=""), check_remark="Deux dossiers seront examinés.")
    assert "Deux dossiers seront examinés." in page.text
    assert "check_remark" not in portal.as_("case_worker").open(detail).html


def test_row_12_what_if_can_be_tried_out_without_saving(portal: Household, room: Room) -> None:
    dossier_id = room.in_segment(Segment.A, number="LY-31")
    room.in_segment(Segment.B)
    wish = said.ChangeSegment(decision_id=uuid4(), dossier_id=dossier_id, target=Segment.B, justification="Stable.")
    room.desk.do(wish, actor("case_worker"))
    head = portal.as_("sector_head")
    page = head.open("/portfolios/what-if")
    assert "LY-31" in page.text
    assert "→" in page.text
    page = head.open(f"/portfolios/what-if?move-{dossier_id}=A&move-strange=Q&other=1")
    assert "→" not in page.text
    assert room.file(dossier_id).segment is Segment.A


def test_a_dossier_is_found_by_its_number(portal: Household, room: Room) -> None:
    room.dossier(number="LY-77")
    assert "Dossier LY-77" in portal.as_("case_worker").open("/search?q=LY-7").text
    assert "LY-77" not in portal.as_("other_case_worker").open("/search?q=LY-7").text


def test_reading_a_dossier_is_written_down(portal: Household, room: Room) -> None:
    dossier_id = room.dossier()
    portal.as_("case_worker").open(f"/dossiers/{dossier_id}")
    audit = room.desk.wiring.ledger.audit
    with room.desk.database.reading() as session:
        rows = session.execute(audit.select().where(audit.c.subject == dossier_id, audit.c.act.like("read:%"))).all()
    assert [each.account_id for each in rows] == [actor("case_worker").account_id]
    assert HOUSE.account_id not in {each.account_id for each in rows}


def test_row_17_a_missed_deadline_of_a_dossier_without_mandate_says_which_dossier(
    portal: Household, room: Room
) -> None:
    room.dossier(Sector.INTAKE_1, number="LY-4711")
    portal.watch.now += timedelta(days=120)
    for _ in range(4):
        room.desk.do(said.LookAtCaseworkDeadlines(), HOUSE)
    Embedded(portal.desks.values()).drain()
    page = portal.new_session("sector_head").open("/alerts")
    assert "Dossier LY-4711" in page.text
