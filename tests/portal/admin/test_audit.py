"""Who read and changed what: one list over all services, read by number, narrowed by person, record, act and day."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import g

from portal.pages.admin.changes import in_words, label
from tests.portal import samples_admin
from tests.portal.admin.counter import counted, look, save
from tests.portal.household import Household, account_id
from tests.portal.samples import samples

AGE = "/admin/settings/registration/age_max"
ROOT = Path(__file__).resolve().parents[3]


def test_row_29_who_read_a_file_stands_behind_the_link_on_it(portal: Household) -> None:
    mandate_id = samples()["mandate"](portal)["mandate_id"]
    portal.as_("case_worker").open(f"/mandates/{mandate_id}")
    head = portal.as_("ssip_head")
    page = head.open(f"/mandates/{mandate_id}")
    trail = next(url for url, words in page.links if words == "Qui a lu ou changé ceci")
    page = head.open(trail)
    assert "A lu : Dossier d’un mandat" in page.text
    assert "Person case_worker" in page.text
    assert "registration.submit_mandate" in page.text
    only = head.open(f"{trail}&account={account_id('case_worker')}&act=read:")
    assert only.text.count("Person ssip_head") < page.text.count("Person ssip_head")
    assert "Person case_worker" in only.text


def test_row_29_a_change_shows_from_what_to_what_and_its_trace(portal: Household) -> None:
    admin = portal.as_("ssip_admin")
    save(admin, look(admin, AGE, value="64", valid_from="23.11.2026"))
    save(admin, look(admin, AGE, value="65", valid_from="24.11.2026"))
    page = admin.open("/audit?act=.set_")
    assert "Âge maximal : 64 → 65" in page.text
    trace = next(url for url, _ in page.links if "trace=" in url)
    assert "registration.set_value" in admin.open(trace).text
    assert admin.open("/audit?act=.set_&until=22.11.2026").text.count("Âge maximal") == 0
    assert admin.open("/audit?act=.set_&since=23.11.2026&desk=placements").text.count("Âge maximal") == 0


def test_row_29_pages_follow_each_other_by_number_without_gap_or_double(portal: Household) -> None:
    for each in range(60):
        samples_admin.commune(portal)
        portal.watch.pass_by(seconds=each % 2)
    admin = portal.as_("ssip_admin")
    seen, address = 0, "/audit?act=registration.register_commune"
    while address:
        page = admin.open(address)
        rows = page.html.partition("<tbody>")[2].partition("</tbody>")[0].split("</tr>")
        seen += sum("registration.register_commune" in row for row in rows)
        address = next((url for url, words in page.links if words == "Suivante"), "")
    assert seen == 60


def test_row_29_the_list_asks_each_service_once(portal: Household) -> None:
    admin = portal.as_("ssip_admin")
    admin.open("/audit")
    with counted(portal) as few:
        admin.open("/audit")
    for _ in range(20):
        samples_admin.commune(portal)
    with counted(portal) as many:
        admin.open("/audit")
    assert len(many) == len(few)


@pytest.mark.parametrize("person", ["ssip_coordinator", "case_worker", "provider", "canton_reader"])
def test_row_29_nobody_else_reads_the_trail_or_sees_the_link(portal: Household, person: str) -> None:
    assert portal.as_(person).open("/audit").status == 403
    mandate_id = samples()["mandate"](portal)["mandate_id"]
    assert "Qui a lu ou changé ceci" not in portal.as_(person).open(f"/mandates/{mandate_id}").text


def noted() -> Iterator[str]:
    """Yield every name under which a handler notes what it changed, as far as it is written out in the source."""
    for path in (*ROOT.glob("services/*/handlers/*.py"), *ROOT.glob("portal/accounts/handlers/*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "note":
                what = node.args[0]
                if isinstance(what, ast.Constant):
                    yield str(what.value)
                elif isinstance(what, ast.JoinedStr) and isinstance(what.values[0], ast.Constant):
                    yield f"{what.values[0].value}2026"


@pytest.mark.parametrize("language", ["fr", "de"])
def test_row_29_every_change_a_handler_notes_has_its_words(portal: Household, language: str) -> None:
    with portal.app.test_request_context():
        g.language = language
        names = sorted(set(noted()))
        assert len(names) > 40
        assert [name for name in names if label(name) == name] == []


def test_row_29_states_codes_days_and_amounts_are_written_as_everywhere(portal: Household) -> None:
    changed = {
        "mandate.state": "submitted -> triage",
        "tariff.canton.coaching": " -> 12400",
        "valid_until": "2026-11-30 -> ",
        "disabled": "False -> True",
        "account": " -> 05385719-7849-53d6-866b-00ed7b998b32",
    }
    with portal.app.test_request_context():
        g.language = "fr"
        assert [f"{name}: {values}" for name, values in in_words(changed)] == [
            "État: reçu → en triage",
            "Tarif – Facture au canton, Coaching: 124.00",
            "Valable jusqu’au: 30.11.2026 → –",
            "Compte bloqué: Non → Oui",
            "Compte: 05385719",
        ]
