"""Bad input at the doors of billing: no money between communes and Bienne, no line without its account."""

from __future__ import annotations

from datetime import date
from html import unescape

import pytest

from messaging import faults
from schemas import billing as said
from schemas.codes import Phase
from schemas.codes_billing import BilledItem, InvoiceState, PaperKind, PartyKind, Payer, TariffUnit
from schemas.words import say
from services.billing.queries.papers import papers
from services.billing.queries.reference import tariffs
from tests.portal.household import PROVIDER, SERVICE, Household, actor
from tests.portal.registration import scene as registration
from tests.services.billing.scene import COORDINATOR, HEAD, Scene

IDS = ("placement_id", "mandate_id", "place_id", "provider_id", "social_service_id")


@pytest.fixture
def bare(portal: Household) -> Scene:
    return Scene("", service=portal.desks["billing"])


@pytest.mark.slow
def test_row_21_lines_without_account_stay_a_draft_and_the_page_says_so(portal: Household, bare: Scene) -> None:
    bare.phase(Phase.CLARIFICATION, date(2026, 9, 1), date(2026, 10, 12))
    bare.tariff(BilledItem.CLARIFICATION, TariffUnit.FLAT, 90_000)
    bare.compute()
    draft = bare.draft()
    bare.step(said.CheckPaper, draft.id, COORDINATOR)
    head = portal.as_("ssip_head")
    assert "compte" in head.open(f"/papers/{draft.id}").text
    page = head.open(f"/papers/{draft.id}/do/issue")
    refused = head.send(page, page.form(row_version=""))
    assert refused.status == 422
    assert "Aucun compte MCH2 n’est attribué à la prestation" in refused.text
    assert (bare.card(draft.id).state, bare.card(draft.id).number) == (InvoiceState.CHECKED, None)


def test_row_21_no_form_lets_a_commune_owe_money_to_the_office(portal: Household, bare: Scene) -> None:
    scene = bare.furnish()
    scene.locked(provider_id=PROVIDER[1])
    page = portal.as_("ssip_head").client.get("/billing/compute?kind=invoice&month=2026-10").get_data(as_text=True)
    assert str(SERVICE[1]) not in page
    scene.compute()
    found = portal.desks["billing"].ask(papers, HEAD).lines
    debtors = {each.debtor_kind for each in found if each.kind is PaperKind.INVOICE}
    assert {each.value for each in debtors if each} == {"canton"}
    assert portal.desks["billing"].ask(papers, actor("case_worker")).lines == ()


@pytest.mark.parametrize("language", ["fr", "de"])
def test_row_47_overlapping_tariffs_are_refused_with_the_day_of_the_other_and_nothing_is_lost(
    portal: Household, language: str
) -> None:
    head = portal.as_("ssip_head")
    head.open(f"/language/{language}")
    given = {"tariff_use": "canton", "item": "clarification", "unit": "flat", "basis": "structure"}
    address = "/billing/tariffs/set/tariff"
    head.fill(address, **given, amount_centimes="900", valid_from="01.01.2026")
    refused = head.fill(address, **given, amount_centimes="1'234.50", valid_from="01.06.2026")
    assert refused.status == 422
    assert say("objection.tariff_overlaps", language, **{"from": "01.01.2026"}) in refused.text
    assert "1'234.50" in unescape(refused.html)
    assert "01.06.2026" in refused.html
    assert [each.amount_centimes for each in portal.desks["billing"].ask(tariffs, HEAD)] == [90_000]


def test_row_14_a_month_contested_after_issue_is_led_to_its_credit_note_and_billed_again(
    portal: Household, bare: Scene
) -> None:
    scene = bare.furnish()
    told = scene.locked(provider_id=PROVIDER[1])
    paper = scene.issued()
    scene.contested(told)
    browser = portal.as_("ssip_coordinator")
    address = browser.open("/billing/reconciliation?month=2026-10").link(f"/papers/{paper.id}/credit")
    page = browser.open(address)
    form = page.form(credit_reason="")
    assert browser.send(page, form, credit_reason="").status == 422, "a credit note says why"
    assert scene.card(paper.id).total_centimes == paper.total_centimes
    sent = browser.send(page, form, credit_reason="Contesté par le prestataire", bill_again="yes")
    assert sent.status == 200
    assert "2026-N-00001" in browser.open(f"/papers/{paper.id}").text
    assert scene.card(paper.id).total_centimes == paper.total_centimes, "what is issued never changes"
    scene.locked({name: told[name] for name in IDS}, present=20)
    scene.compute()
    assert scene.draft().total_centimes < paper.total_centimes


@pytest.mark.parametrize(
    ("payer", "words"), [("", "payer_missing"), ("poias_credit", "payer_is_poias_credit"), ("commune", "")]
)
def test_row_21_what_poias_does_not_pay_names_its_payer_and_never_becomes_an_invoice_to_a_commune(
    portal: Household, payer: str, words: str
) -> None:
    scene = Scene("", service=portal.desks["billing"]).furnish()
    registration.furnish(portal)
    mandate_id = registration.released(portal)
    scene.phase(Phase.COACHING, date(2026, 9, 1), mandate_id=mandate_id)
    browser = portal.as_("ssip_coordinator")
    given = {"mandate_id": str(mandate_id), "item": "measure_support", "served_on": "20.10.2026"}
    page = browser.fill("/service-records", **given, service_minutes="60", payer=payer)
    assert page.status == (422 if words else 200)
    if words:
        assert say(f"objection.{words}", "fr") in page.text
        return
    scene.compute()
    scene.compute(PaperKind.COST_STATEMENT)
    found = portal.desks["billing"].ask(papers, HEAD).lines
    assert {(each.kind, each.payer, each.debtor_kind) for each in found} == {
        (PaperKind.COST_STATEMENT, Payer.COMMUNE, None),
        (PaperKind.INVOICE, None, PartyKind.CANTON),
    }


@pytest.mark.parametrize("language", ["fr", "de"])
def test_row_21_a_release_that_breaks_off_is_taken_up_again_without_gap_or_double_number(
    portal: Household, bare: Scene, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    scene = bare.furnish()
    scene.locked(provider_id=PROVIDER[1])
    scene.compute()
    scene.compute(PaperKind.PROVIDER_STATEMENT)
    invoice, statement = scene.draft(), scene.draft(PaperKind.PROVIDER_STATEMENT)
    for each in (invoice, statement):
        scene.step(said.CheckPaper, each.id, COORDINATOR)
    head = portal.as_("ssip_head")
    head.open(f"/language/{language}")
    page = head.open(f"/papers/{invoice.id}/do/issue")
    point = faults.point

    def fail(name: str) -> None:
        if name == "command.before_commit":
            raise RuntimeError("the power goes off")

    monkeypatch.setattr(faults, "point", fail)
    monkeypatch.setitem(portal.app.config, "PROPAGATE_EXCEPTIONS", False)
    broken = head.send(page, page.form(row_version=""))
    monkeypatch.setattr(faults, "point", point)
    assert broken.status == 500
    assert scene.card(invoice.id).state is InvoiceState.CHECKED
    assert scene.card(invoice.id).number is None
    again = [head.send(page, page.form(row_version="")) for _ in range(2)]
    assert again[0].status == 200
    assert scene.card(invoice.id).number == "2026-C-00001"
    scene.locked(month=date(2026, 9, 1), provider_id=PROVIDER[1])
    assert scene.issued(month=date(2026, 9, 1)).number == "2026-C-00002"
