"""Row 17 and the rest of a working week: what each role does from Monday to Friday, in Chromium, with its effect."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from deploy.demo.people import by_name
from schemas.actor import Role
from tests.journeys.colleague import Colleague
from tests.journeys.journey import ANSWERS
from tests.journeys.town import Town, dossier

pytestmark = [pytest.mark.slow, pytest.mark.timeout(400)]
At = Callable[..., Colleague]
TEXT = "Discuté et convenu « ensemble » 🙂"


def test_row_17_every_role_has_its_week() -> None:
    told = re.findall(r'with at\("([a-z0-9.]+)"[^)]*\) as me:', Path(__file__).read_text(encoding="utf-8"))
    assert {by_name(name).role for name in told} == set(Role) - {Role.SYSTEM}


def test_row_17_the_coordinator_s_week(town: Town, at: At) -> None:
    with at("coordination") as me:
        me.reads_today("À faire")
        me.takes("Accuser réception du mandat")
        mandate = me.record()
        me.act("acknowledge")
        me.act("admit")
        me.sees("clarification")
        me.picture("admitted")
        me.works_a_list("/mandates", "M-2026-0004", text="M-2026-0004")
        me.finds("M-2026-0004", "M-2026-0004")
        waiting = me.record()
        me.go(f"{waiting}/messages")
        me.fill(text=TEXT)
        me.press('main form[action$="/messages/write"] .btn-primary')
        me.sees(TEXT)
        me.press(".message-undo button")
        expect(me.tab.locator("main")).not_to_contain_text(TEXT)
        me.go("/matching/" + waiting.rpartition("/")[2])
        me.picture("workbench")
        me.press('main a[href*="/propose/"]')
        me.send(starts_on="07.12.2026", ends_on="30.04.2027", workload_percent="80", ground="consent")
        proposal = me.record()
    town.deliver()
    with at("as.bienne") as worker:
        worker.go(mandate)
        expect(worker.tab.locator(".rung-now")).to_contain_text("larification")
        worker.go(proposal)
        worker.sees("07.12.2026")


def test_row_21_the_week_of_the_head_of_the_office(at: At) -> None:
    with at("direction") as me:
        me.reads_today("À faire")
        me.takes("sans prestation saisie")
        me.press('main a[href*="/service-records?mandate="]')
        me.tab.locator('main select[name="item"]').select_option(index=1)
        me.fill(served_on="30.11.2026", service_minutes="60")
        me.press("main form.form .btn-primary")
        expect(me.tab.locator("#error-summary")).to_have_count(0)
        me.sees("30.11.2026")
        me.picture("record")
        me.go("/")
        me.takes("Contrôler le brouillon")
        draft = me.record()
        me.act("check")
        me.picture("checked")
        me.works_a_list("/mandates", "M-2026-0002", text="M-2026-0002")
        me.finds("M-2026-0002", "M-2026-0002")
    with at("finances") as finance:
        finance.go(draft)
        finance.sees("contrôlé")


def test_row_03_the_social_worker_s_week(town: Town, at: At) -> None:
    with at("as.lyss", "de") as me:
        me.reads_today("Pendenzen")
        me.go("/mandates")
        me.press('main a[href="/mandates/new"]')
        me.answer_wizard({"family_name": "Wochenende", "given_name": "Rosa", **ANSWERS})
        mandate = me.record()
        me.picture("submitted")
        me.works_a_list("/mandates", "Wochenende", text="Wochenende")
        me.finds("Wochenende", "Wochenende, Rosa")
        assert me.record() == mandate
    town.deliver()
    with at("koordination", "de") as office:
        office.takes("Wochenende")
        assert office.record() == mandate


def test_row_12_the_case_worker_s_week(at: At) -> None:
    with at("as.bienne") as me:
        me.reads_today("À faire")
        me.works_a_list("/dossiers", "BI-4402", text="BI-4402")
        me.finds("BI-4402", "BI-4402")
        me.go(f"/dossiers/{dossier(2)}")
        me.press('main a[href$="/contact"]')
        me.send(contact_on="30.11.2026", contact_kind="interview", contact_minutes="45", contact_note=TEXT)
        me.sees("30.11.2026")
        me.picture("contact")
    with at("secteur.bienne") as head:
        head.go(f"/dossiers/{dossier(2)}")
        head.sees("30.11.2026")


def test_row_04_the_provider_s_week(town: Town, at: At) -> None:
    with at("gad", "de") as me:
        me.reads_today("Pendenzen")
        me.takes("Vorschlag beantworten")
        proposal = me.record()
        me.picture("proposal")
        me.act("accept")
        town.deliver()
        me.works_a_list("/places", "Lyss")
        me.go("/placements")
        me.press('table[data-rows] tbody a[href^="/placements/"]')
        me.act("start", started_on="30.11.2026")
        me.picture("started")
        me.go("/presence")
        me.finds("M-2026-0003", "M-2026-0003")
    town.deliver()
    with at("coordination") as office:
        office.go(proposal)
        expect(office.tab.locator('.action-panel a[href$="/do/withdraw"]')).to_have_count(0)
        office.go("/mandates?state=placed")
        office.sees("M-2026-0003")


def test_row_12_the_sector_head_s_week(at: At) -> None:
    with at("secteur.bienne") as me:
        me.reads_today("À faire")
        me.takes("Contrôler la proposition")
        me.sees("BI-4401")
        me.act("agree", transfer_report="yes")
        me.picture("agreed")
        me.works_a_list("/dossiers", "BI-4401", text="BI-4401")
        me.finds("BI-4401", "BI-4401")
        me.go("/portfolios")
        me.picture("portfolios")
    with at("as.bienne") as worker:
        worker.go(f"/dossiers/{dossier(1)}")
        expect(worker.tab.locator('.action-panel a[href$="/do/agree"]')).to_have_count(0)


def test_row_12_the_administrative_assistant_s_week(at: At) -> None:
    with at("aadmin.bienne") as me:
        me.reads_today("À faire")
        me.go("/dossiers")
        me.press('main a[href="/dossiers/new"]')
        me.fill(dossier_number="BI-9001", sector="intake_2", opened_on="30.11.2026")
        me.tab.locator('main select[name="case_worker_id"]').select_option(index=1)
        me.send()
        opened_now = me.record()
        me.sees("BI-9001")
        me.picture("opened")
        me.works_a_list("/dossiers", "BI-9001", text="BI-9001")
        me.finds("BI-9001", "BI-9001")
    with at("secteur.bienne") as head:
        head.go(opened_now)
        head.sees("BI-9001")


def test_row_12_the_week_of_intake_1(at: At) -> None:
    with at("intake.bienne") as me:
        me.reads_today("À faire")
        me.go("/dossiers")
        me.press('main a[href="/dossiers/new"]')
        me.fill(dossier_number="BI-9101", sector="intake_1", opened_on="30.11.2026")
        me.tab.locator('main select[name="case_worker_id"]').select_option(index=1)
        me.send()
        opened_now = me.record()
        me.picture("opened")
        me.works_a_list("/dossiers", "BI-9101", text="BI-9101")
        me.finds("BI-9101", "BI-9101")
        me.act("move", moving_to="intake_2")
        expect(me.tab.locator("main h1")).to_have_text("Dossiers")
    with at("secteur.bienne") as head:
        head.go(opened_now)
        expect(head.tab.locator(".rung-now")).to_contain_text("Intake 2")


def test_row_12_the_week_of_the_head_of_a_service(at: At) -> None:
    with at("chef.bienne") as me:
        me.reads_today("À faire")
        me.works_a_list("/dossiers", "BI-4402", text="BI-4402")
        me.finds("BI-4402", "BI-4402")
        handed = me.record()
        me.press('.action-panel a[href$="/do/hand_over"]')
        me.send(case_worker_id=str(by_name("as2.bienne").account_id), transfer_remark=TEXT)
        me.picture("handed-over")
        me.go("/portfolios")
        me.picture("portfolios")
    with at("as2.bienne", "de") as colleague:
        colleague.go(handed)
        colleague.sees("BI-4402")
        expect(colleague.tab.locator('.action-panel a[href$="/do/propose"]')).to_be_visible()


def test_row_21_the_week_of_finance(at: At) -> None:
    with at("finances") as me:
        me.reads_today("À faire")
        me.takes("Contrôler le brouillon")
        me.picture("draft")
        with me.tab.expect_download() as coming:
            me.tab.locator('main a[href$="/paper.csv"]').click()
        assert coming.value.path().stat().st_size > 100
        me.works_a_list("/papers", "2026-C-00003", text="2026-C-00003")
        me.finds("2026-C-00003", "2026-C-00003")
        me.go("/billing")
        me.picture("month")


def test_row_21_the_week_of_the_canton(at: At) -> None:
    with at("canton", "de") as me:
        me.reads_today("Pendenzen")
        me.works_a_list("/papers", "2026-C-00003", text="2026-C-00003")
        me.press('table[data-rows] tbody a[href^="/papers/"]')
        me.sees("2026-C-00003")
        assert me.tab.locator(".action-panel form, .action-panel a").count() == 0
        me.picture("paper")
        me.go("/reports")
        me.picture("reports")
    with at("audit") as auditor:
        auditor.go(f"/audit?account={by_name('canton').account_id}")
        auditor.sees("Beat Obstgartner")


def test_row_29_the_auditor_s_week(at: At) -> None:
    with at("audit") as me:
        me.reads_today("À faire")
        me.works_a_list("/mandates", "M-2026-0001", text="M-2026-0001")
        me.finds("M-2026-0001", "M-2026-0001")
        assert me.tab.locator(".action-panel form, .action-panel a").count() == 0
        me.press('.foot a[href^="/audit"]')
        me.sees("Vera Clairmontel")
        me.picture("trail")


def test_row_47_the_administrator_s_week(at: At) -> None:
    setting = "/admin/settings/registration/age_max"
    with at("admin") as me:
        me.reads_today("À faire")
        me.go(setting)
        me.send(value="66", valid_from="01.01.2027")
        me.picture("preview")
        me.press("main form .btn-primary")
        me.go(setting)
        me.sees("01.01.2027")
        me.picture("setting")
        with_change = me.tab.locator("main").inner_text()
        assert "66" in with_change
    with at("audit") as auditor:
        auditor.go("/audit?desk=registration")
        auditor.sees("Quentin Fontanel")
    with at("admin") as me:
        me.go(setting)
        me.press('main form[action*="withdraw"] button')
        me.go(setting)
        expect(me.tab.locator("main")).not_to_contain_text("01.01.2027")
        me.works_a_list("/accounts", "Beat Obstgartner", text="Obstgartner")
        me.finds("Obstgartner", "Obstgartner")
