"""Dated settings through their forms: preview, save, past values kept, a planned one taken back, everything audited."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import select

from messaging.work import Reading
from schemas.actor import Role
from services.casework.queries.settings import segments_enabled
from services.registration.model import BOOKS, LEDGER
from services.registration.queries.settings import limits_on
from tests.portal import samples_admin
from tests.portal.admin.counter import counted, look, save
from tests.portal.household import SERVICE, Household, actor

AGE = "/admin/settings/registration/age_max"
ANSWER = "/admin/settings/placements/deadline.proposal_answered"


def audited(portal: Household, service: str) -> list[Any]:
    ledger = portal.desks[service].wiring.ledger
    with portal.desks[service].database.reading() as session:
        return list(session.execute(select(ledger.audit).order_by(ledger.audit.c.seq)))


def age_limit(portal: Household) -> int:
    desk = portal.desks["registration"]
    with desk.database.reading() as session:
        return limits_on(Reading(session, desk.clock(), actor("ssip_head"))).age_max


def test_row_47_a_change_is_previewed_then_saved_from_its_day_on_and_audited(portal: Household) -> None:
    admin = portal.as_("ssip_admin")
    page = look(admin, AGE, value="64", valid_from="01.12.2026")
    assert page.status == 200
    assert "63 ans" in page.text
    assert "64 ans" in page.text
    assert "Aucun enregistrement en cours n’est concerné." in page.text
    assert audited(portal, "registration") == []

    page = save(admin, page)
    assert "Le changement est enregistré." in page.text
    assert "prévu" in page.text
    row = audited(portal, "registration")[-1]
    assert (row.act, row.role) == ("registration.set_value", Role.SSIP_ADMIN)
    assert row.changed == {"age_max": " -> 64", "valid_from": " -> 2026-12-01"}
    assert age_limit(portal) == 63
    portal.watch.pass_by(days=8)
    assert age_limit(portal) == 64


def test_row_47_a_planned_change_can_be_withdrawn_and_one_that_holds_cannot(portal: Household) -> None:
    head = portal.as_("ssip_head")
    save(head, look(head, AGE, value="64", valid_from="01.12.2026"))
    page = save(head, look(head, AGE, value="65", valid_from="23.11.2026"))
    assert page.text.count("Retirer") == 2  # the heading for readers, and one button
    form = next(each for each in page.forms if each.action.endswith("/withdraw"))
    page = head.send(page, form)
    assert "Le changement prévu est retiré." in page.text
    assert "01.12.2026" not in page.text
    assert age_limit(portal) == 65
    again = head.post(page, form, valid_from="2026-11-23")
    assert again.status_code == 422
    with portal.desks["registration"].database.reading() as session:
        rows = list(session.execute(select(BOOKS.values.c.valid_from)))
    assert [row.valid_from for row in rows] == [date(2026, 11, 23)]


def test_row_47_past_days_and_numbers_outside_are_objected_to_before_the_preview(portal: Household) -> None:
    admin = portal.as_("ssip_admin")
    page = look(admin, AGE, value="640", valid_from="01.01.2026")
    assert page.status == 422
    assert "Indiquez un nombre de 0 à 99." in page.text
    assert "Le 01.01.2026 est passé" in page.text
    assert 'value="640"' in page.html
    assert audited(portal, "registration") == []


def test_row_47_the_stages_of_a_deadline_are_set_together(portal: Household) -> None:
    admin = portal.as_("ssip_admin")
    page = admin.open(ANSWER)
    form = page.form(counts="", valid_from="")
    crooked = admin.send(page, form, counts=["9", "2", "10", "11"], valid_from="23.11.2026")
    assert crooked.status == 422
    assert "Les étapes doivent se suivre" in crooked.text
    short = admin.send(page, form, counts=["9", "", "10", "11"], valid_from="23.11.2026")
    assert "Indiquez un nombre entier pour chacune des 4 étapes." in short.text
    page = admin.send(page, form, counts=["2", "4", "6", "8"], valid_from="23.11.2026")
    page = save(admin, page)
    assert "Rappeler : 2 jours ouvrables, Escalader : 4 jours ouvrables" in page.text
    assert audited(portal, "placements")[-1].changed["deadline.proposal_answered"] == " -> [2, 4, 6, 8]"


def test_row_47_segments_are_switched_on_for_one_social_service(portal: Household) -> None:
    samples_admin.social_service(portal)
    admin = portal.as_("ssip_admin")
    address = f"/admin/settings/casework/segments_enabled.{SERVICE[1]}"
    page = save(admin, look(admin, address, value="1", valid_from="23.11.2026"))
    assert page.status == 200
    assert portal.desks["casework"].ask(segments_enabled, actor("case_worker"))
    assert not portal.desks["casework"].ask(segments_enabled, actor("other_case_worker"))


def test_row_47_the_same_change_sent_twice_is_one_change(portal: Household) -> None:
    admin = portal.as_("ssip_admin")
    page = look(admin, AGE, value="64", valid_from="01.12.2026")
    save(admin, page)
    assert save(admin, page).status == 200
    assert [row.act for row in audited(portal, "registration")] == ["registration.set_value"]
    assert LEDGER is portal.desks["registration"].wiring.ledger


def test_row_38_every_setting_can_be_read_in_both_languages(portal: Household) -> None:
    samples_admin.social_service(portal)
    admin = portal.as_("ssip_admin")
    for code in ("fr", "de"):
        admin.open(f"/language/{code}")
        page = admin.open("/admin/settings")
        assert page.status == 200
        links = [each for each in page.links if "/admin/settings/" in str(each)]
        assert len(links) > 80


def test_row_47_the_list_takes_the_same_number_of_statements_however_much_is_set(portal: Household) -> None:
    admin = portal.as_("ssip_admin")
    admin.open("/admin/settings")
    with counted(portal) as few:
        admin.open("/admin/settings")
    for value in ("64", "65", "66"):
        save(admin, look(admin, AGE, value=value, valid_from=f"0{int(value) - 60}.12.2026"))
    with counted(portal) as many:
        admin.open("/admin/settings")
    assert len(many) == len(few)
