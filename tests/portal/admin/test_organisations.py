"""Code lists, organisations, the map of communes, the matrix and what is not configured, through their pages."""

from __future__ import annotations

from datetime import date

import pytest

from schemas.placements import RegisterProvider
from services.placements.queries.registers import placements_codes
from services.registration.queries.codes import codes
from services.registration.queries.contracts import contract_lines
from services.registration.queries.territory import communes
from tests.portal import samples_admin
from tests.portal.admin.counter import look, save
from tests.portal.household import OTHER_SERVICE, SERVICE, Household, actor

CODES = "/admin/codes/placements/end_reasons"


def words(portal: Household) -> list[str]:
    found = portal.desks["placements"].ask(placements_codes, actor("provider"), of="end_reasons")
    return [each.fr for each in found]


def test_row_47_an_entry_is_entered_reworded_from_a_day_and_ended(portal: Household) -> None:
    admin = portal.as_("ssip_admin")
    given = {"entry": "job_found", "fr": "Emploi trouvé", "de": "Stelle gefunden", "valid_from": "23.11.2026"}
    save(admin, look(admin, CODES, **given))
    assert words(portal) == ["Emploi trouvé"]
    page = look(admin, f"{CODES}?entry=job_found", fr="A trouvé un emploi", valid_from="01.12.2026")
    assert "L’entrée existe déjà" in page.text
    assert "porte ce code" not in page.text, "nothing carries it, so nothing is said"
    save(admin, page)
    assert words(portal) == ["Emploi trouvé"]
    portal.watch.pass_by(days=8)
    assert words(portal) == ["A trouvé un emploi"]
    admin = portal.new_session("ssip_admin")
    page = admin.fill(f"{CODES}/job_found/end", last_day="02.12.2026")
    assert page.status == 200
    portal.watch.pass_by(days=2)
    assert words(portal) == []
    admin = portal.new_session("ssip_admin")
    assert "A trouvé un emploi" in admin.open(CODES).text


def test_row_47_an_entry_to_come_is_withdrawn_and_the_one_before_holds_on(portal: Household) -> None:
    samples_admin.code(portal)
    head = portal.as_("ssip_head")
    address = "/admin/codes/registration/closing_reasons"
    page = save(head, look(head, f"{address}?entry=work_found", fr="Travaille", valid_from="01.12.2026"))
    form = next(each for each in page.forms if each.action.endswith("/withdraw"))
    head.send(page, form)
    portal.watch.pass_by(days=8)
    found = portal.desks["registration"].ask(codes, actor("ssip_head"), of="closing_reasons")
    assert [each.fr for each in found] == ["Emploi trouvé"]


def test_row_47_a_commune_changes_its_service_from_a_day_on(portal: Household) -> None:
    samples_admin.social_service(portal)
    samples_admin.commune(portal)
    admin = portal.as_("ssip_admin")
    address = f"/admin/communes/{samples_admin.COMMUNE}"
    page = look(admin, address, social_service_id=str(SERVICE[1]), valid_from="23.11.2026")
    assert "Aucun enregistrement en cours n’est concerné." in page.text
    save(admin, page)
    line = portal.desks["registration"].ask(communes, actor("case_worker"))[0]
    assert line.social_service_id == SERVICE[1]
    foreign = look(admin, address, social_service_id=str(OTHER_SERVICE[1]), valid_from="01.12.2026")
    assert foreign.status == 422
    past = look(admin, address, social_service_id=str(SERVICE[1]), valid_from="01.01.2020")
    page = save(admin, past)
    assert page.status == 422
    assert "Le 01.01.2020 est passé" in page.text


def test_row_47_a_contract_ends_and_the_page_says_how_many_mandates_run(portal: Household) -> None:
    samples_admin.contract(portal)
    admin = portal.as_("ssip_admin")
    address = f"/admin/services/{SERVICE[1]}/contracts/{samples_admin.CONTRACT}"
    assert "n’est pas configuré" in admin.open(address).text
    save(admin, look(admin, "/admin/settings/registration/contract_notice_months", value="6", valid_from="23.11.2026"))
    assert 'value="23.05.2027"' in admin.open(f"{address}?notice_on=23.11.2026").html
    page = look(admin, address, ends_on="31.12.2026")
    assert "Aucun enregistrement en cours n’est concerné." in page.text
    save(admin, page)
    assert portal.desks["registration"].ask(contract_lines, actor("ssip_head"))[0].ends_on == date(2026, 12, 31)
    wrong = save(admin, look(admin, address, starts_on="01.01.2027", ends_on="31.12.2026"))
    assert wrong.status == 422


def test_row_47_a_quota_is_set_for_a_year(portal: Household) -> None:
    samples_admin.social_service(portal)
    admin = portal.as_("ssip_admin")
    given = {"kind": "IP", "funding": "POIAS", "year": "2027", "own_places": "4", "place_months": "40"}
    page = save(admin, look(admin, f"/admin/services/{SERVICE[1]}/quotas/new", **given))
    assert page.status == 200
    assert "2027" in page.text
    assert "40" in page.text


def test_row_47_partners_and_offers_are_entered(portal: Household) -> None:
    admin = portal.as_("ssip_admin")
    page = admin.fill("/admin/partners/new", short_code="atelier", name="Atelier du Lac", town="Nidau")
    assert "Atelier du Lac" in page.text
    offer = next(url for url, _ in page.links if url.endswith("/offers/new"))
    page = admin.fill(offer, kind="IS", funding="KIA", town="Nidau", programme="Jardin")
    assert "Jardin" in page.text
    assert RegisterProvider in portal.desks["placements"].wiring.permissions


def test_row_47_a_fresh_installation_says_what_it_lacks_and_a_filled_list_leaves_it(portal: Household) -> None:
    samples_admin.social_service(portal)
    samples_admin.commune(portal)
    admin = portal.as_("ssip_admin")
    page = admin.open("/admin/lacking")
    expected = (
        "1 commune sans service social",
        "Contrat de prestations : Service social de Lyss",
        "Motifs de clôture",
        "Délai de congé des contrats",
        "Prolongation maximale – IP",
        "Contingent 2026",
    )
    assert [each for each in expected if each not in page.text] == []
    samples_admin.contract(portal)
    samples_admin.code(portal)
    page = admin.open("/admin/lacking")
    assert "Contrat de prestations" not in page.text
    assert "Motifs de clôture" not in page.text
    assert "Potentiel" in page.text


def test_row_47_the_matrix_is_the_permission_tables(portal: Household) -> None:
    page = portal.as_("ssip_head").open("/admin/roles")
    for desk in portal.desks.values():
        for asked in desk.wiring.permissions:
            if said := getattr(asked, "said", ""):
                assert said in page.text
    assert "mandate_file" in portal.as_("ssip_head").open("/admin/roles?kind=queries").text


@pytest.mark.parametrize("person", ["ssip_coordinator", "case_worker", "provider", "auditor"])
def test_row_47_nobody_else_sees_or_changes_settings(portal: Household, person: str) -> None:
    browser = portal.as_(person)
    assert browser.open("/admin").status == 403
    sent = {"csrf_token": browser.csrf(), "value": "64", "valid_from": "01.12.2026", "action": "save"}
    assert browser.client.post("/admin/settings/registration/age_max", data=sent).status_code == 403
