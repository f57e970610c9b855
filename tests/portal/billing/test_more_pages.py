"""What billing lacks is said, costs stand against the invoiced, and lines of a long paper are credited by number."""

from __future__ import annotations

from uuid import uuid4

import pytest

from portal.pages.billing import crediting
from portal.pages.billing.crediting import lines_named
from tests.portal.billing.test_pages import seen, send
from tests.portal.household import PROVIDER, Household
from tests.services.billing.scene import Scene


@pytest.fixture
def scene(portal: Household) -> Scene:
    made = Scene("", service=portal.desks["billing"]).furnish()
    made.address(PROVIDER[1], "Südkurve", "CH9300762011623852957")
    return made


def test_row_47_a_bare_installation_lists_what_billing_lacks(portal: Household) -> None:
    page = seen(portal.as_("ssip_admin"), "/admin/lacking")
    expected = (
        "Facturation et rapports",
        "Tarif : ",
        "Compte MCH2 : ",
        "Crédit 2026 : budget planifié ou libéré",
        "Crédit 2026 : plafond",
        "Adresse de paiement : ",
        "Ce qui compte comme réussite",
    )
    assert [each for each in expected if each not in page] == []
    assert "/billing/tariffs" in seen(portal.as_("ssip_admin"), "/admin")


def test_row_47_what_is_set_leaves_the_list(portal: Household, scene: Scene) -> None:
    page = seen(portal.as_("ssip_admin"), "/admin/lacking")
    assert "Crédit 2026 : budget" not in page
    assert "Adresse de paiement : Südkurve" not in page
    sent = {"name": "credit_warning_percent", "value": "80", "valid_from": "01.01.2026"}
    key = "/billing/tariffs/set/value?key=credit_warning_percent"
    assert "Personne n’est averti quand le crédit" in page
    assert send(portal.as_("ssip_admin"), key, sent).status_code == 303
    assert "Personne n’est averti quand le crédit" not in seen(portal.as_("ssip_admin"), "/admin/lacking")


def test_row_21_the_full_cost_check_holds_costs_against_what_is_invoiced(portal: Household, scene: Scene) -> None:
    scene.locked(provider_id=PROVIDER[1])
    scene.issued()
    browser = portal.as_("seat_finance")
    page = seen(browser, "/billing/full-cost?year=2026")
    assert "1'705.00" in page
    assert "non configuré" in page
    for category, amount in (("programme_places", "2'000.00"), ("admin_pe", "8 000,00"), ("infrastructure", "500.00")):
        sent = {"year": "2026", "cost_category": category, "cost_centimes": amount}
        assert send(browser, "/billing/full-cost/set", sent).status_code == 303
    page = seen(browser, "/billing/full-cost?year=2026")
    for words in ("295.00", "8'000.00", "non couvert", "budget communal"):
        assert words in page
    refused = send(browser, "/billing/full-cost/set", {**sent, "cost_centimes": "-5"})
    assert refused.status_code == 422
    assert send(portal.as_("auditor"), "/billing/full-cost/set", sent).status_code == 403


def test_row_21_lines_of_a_long_paper_are_credited_by_number(
    portal: Household, scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(crediting, "SIZE", 1)
    for _ in range(3):
        scene.locked(provider_id=PROVIDER[1])
    paper = scene.issued()
    assert paper.line_count > 2
    browser = portal.as_("ssip_coordinator")
    address = f"/papers/{paper.id}/credit"
    assert 'value="1"' in seen(browser, address)
    assert 'id="line-3"' in seen(browser, f"{address}?page=3")
    assert 'id="line-3"' in seen(browser, f"{address}?line=3")
    sent = {
        "row_version": str(paper.row_version),
        "credit_note_id": str(uuid4()),
        "credit_reason": "Contesté par le prestataire",
        "bill_again": "no",
    }
    wrong = send(browser, address, {**sent, "more": "2-x"})
    assert wrong.status_code == 422
    assert "2-x" in wrong.get_data(as_text=True)
    assert send(browser, address, {**sent, "more": f"{paper.line_count + 1}"}).status_code == 422
    assert send(browser, address, {**sent, "line": "1", "more": "2-3"}).status_code == 303
    note = scene.card(paper.id).notes[0]
    assert note.line_count == 3


@pytest.mark.parametrize(
    ("typed", "found"),
    [("", set()), ("3", {3}), ("1-3, 5", {1, 2, 3, 5}), ("2 – 3", {2, 3}), ("3-1", None), ("0", None), ("11", None)],
)
def test_lines_are_named_by_numbers_and_runs_of_numbers(typed: str, found: set[int] | None) -> None:
    assert lines_named(typed, 10) == found
