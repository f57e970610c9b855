"""Without script, late, twice and backwards: what people do to forms in Chromium; nothing is lost or done twice."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import expect

from deploy.demo.people import PASSWORD, by_name
from services.casework.queries.files import dossier_file
from tests.journeys.colleague import Colleague
from tests.journeys.journey import ANSWERS
from tests.journeys.town import Town, dossier

pytestmark = [pytest.mark.slow, pytest.mark.timeout(400)]
At = Callable[..., Colleague]
ODD = "Öffnung « à voir » 🙂 \u200fعربي\u200f Zeile eins\nZeile zwei"
LONG = "zehntausend " * 800


def test_row_39_without_script_a_mandate_is_submitted_through_the_wizard(at: At) -> None:
    with at("as.lyss", "de", with_script=False) as me:
        me.go("/mandates/new?fresh=yes")
        me.answer_wizard({"family_name": "Skriptlos", "given_name": "Rolf", **ANSWERS})
        me.sees("Skriptlos")


def test_row_39_without_script_a_list_is_narrowed_its_columns_chosen_and_taken_along(at: At) -> None:
    with at("as.bienne", with_script=False) as me:
        me.go("/dossiers")
        me.fill(within="[data-filters]", text="BI-4402")
        me.press("[data-filters] .filter-go")
        me.sees("BI-4402")
        expect(me.tab.locator("table[data-rows] tbody tr")).to_have_count(1)
        columns = me.tab.locator("details.pop").filter(has=me.tab.locator("#column-0"))
        columns.locator("summary").click()
        before = me.tab.locator("table[data-rows] thead th").count()
        columns.locator("[name=columns]").nth(1).uncheck()
        me.press(columns.locator("form button"))
        expect(me.tab.locator("table[data-rows] thead th")).to_have_count(before - 1)
        with me.tab.expect_download() as coming:
            me.tab.locator('.exports a[href*="export=csv"]').click()
        assert "BI-4402" in Path(coming.value.path()).read_text(encoding="utf-8-sig")
        me.press('.tongues a[hreflang="de"]')
        expect(me.tab.locator("html")).to_have_attribute("lang", "de")
        me.press('.tongues a[hreflang="fr"]')


def test_row_39_without_script_a_person_is_proposed_and_accepted(town: Town, at: At) -> None:
    with at("coordination", with_script=False) as me:
        me.go("/mandates?state=matching")
        me.press("table[data-rows] tbody td.lead a")
        me.go("/matching/" + me.record().rpartition("/")[2])
        me.press('main a[href*="/propose/"]')
        me.send(starts_on="07.12.2026", ends_on="30.04.2027", workload_percent="80", ground="consent")
        me.sees("07.12.2026")
    town.deliver()
    with at("gad", "de", with_script=False) as provider:
        provider.takes("Vorschlag beantworten")
        provider.act("accept")
        expect(provider.tab.locator('.action-panel a[href$="/do/accept"]')).to_have_count(0)


@pytest.mark.parametrize("with_script", [True, False], ids=["with script", "without script"])
def test_a_session_that_ended_under_a_long_form_loses_nothing(town: Town, at: At, with_script: bool) -> None:
    with at("coordination", with_script=with_script) as me:
        me.go("/mandates?state=clarification")
        me.press("table[data-rows] tbody td.lead a")
        me.go(f"{me.record()}/messages")
        typed = f"{ODD} {with_script}"
        me.fill(text=typed)
        town.stage.moment += timedelta(minutes=45)
        me.press('main form[action$="/messages/write"] .btn-primary')
        me.complaints.clear()  # the browser says that this answer was 401
        me.fill(sign_in_name=me.name, password=PASSWORD)
        me.press("main form .btn-primary")
        me.press("main form .btn-primary")
        kept = me.tab.locator('main textarea[name="text"]').first
        assert kept.input_value().replace("\r\n", "\n") == typed
        me.press("main form .btn-primary")
        me.sees("Zeile zwei", str(with_script))


def test_a_note_sent_twice_and_gone_back_to_is_one_note(town: Town, at: At) -> None:
    with at("as.bienne", with_script=False) as me:
        page = f"/dossiers/{dossier(2)}"
        me.go(f"{page}/contact")
        me.fill(contact_on="27.11.2026", contact_kind="interview", contact_minutes="45", contact_note="Zweimal.")
        me.tab.locator("main form.form .form-end .btn").first.dblclick(no_wait_after=True)
        me.tab.wait_for_url(f"**{page}")
        me.tab.go_back()
        me.tab.go_forward()
        me.go(page)
        me.sees("27.11.2026")
    file = town.stage.ask(dossier_file, by_name("as.bienne"), dossier_id=dossier(2))
    assert [each.contact_on for each in file.contacts].count(date(2026, 11, 27)) == 1


def test_too_much_text_is_refused_at_its_field_and_stays(at: At) -> None:
    with at("as.bienne", with_script=False) as me:
        me.go(f"/dossiers/{dossier(2)}/contact")
        me.fill(contact_on="26.11.2026", contact_kind="interview", contact_minutes="45")
        note = me.tab.locator('main [name="contact_note"]')
        note.evaluate("each => each.removeAttribute('maxlength')")
        note.fill(LONG)
        me.press("main form.form .form-end .btn")
        me.complaints.clear()  # the browser says that this answer was 422
        expect(me.tab.locator("#error-summary a[href='#field-contact_note']")).to_be_visible()
        assert me.tab.locator('main [name="contact_note"]').input_value().strip() == LONG.strip()
