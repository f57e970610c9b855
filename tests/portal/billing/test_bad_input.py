"""Bad input at the doors of billing: no money between communes and Bienne, no line without its account."""

from __future__ import annotations

from datetime import date

import pytest

from schemas import billing as said
from schemas.codes import Phase
from schemas.codes_billing import BilledItem, InvoiceState, PaperKind, TariffUnit
from services.billing.queries.papers import papers
from tests.portal.household import PROVIDER, SERVICE, Household, actor
from tests.services.billing.scene import COORDINATOR, HEAD, Scene


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
