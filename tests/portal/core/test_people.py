"""The administrator's accounts: entered, reset, closed, opened, given roles; each change audited, none to oneself."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import pytest
from sqlalchemy import select

from portal.accounts.model import LEDGER, Account, SignedInSession
from portal.accounts.queries import account_names, people_of
from schemas import wire
from schemas.accounts import OFFICE_ID, AddAccount, EnableAccount, NoteAttempt
from schemas.actor import HOUSE, Actor, Role
from schemas.refusal import NotAllowed, NotFound, Refused
from tests.journeys.visitor import Page
from tests.portal.household import PASSWORD, SERVICE, Household, account_id, actor, somebody

NEW: Mapping[str, Any] = {
    "sign_in_name": "M.Keller",
    "display_name": "Keller, Mia",
    "email": "mia.keller@example.ch",
    "language": "de",
    "role": "ssip_coordinator",
    "organisation_id": str(OFFICE_ID),
}


def shown_password(page: Page) -> str:
    found = re.search(r'id="one-time-password">([^<]+)<', page.html)
    assert found, page.text
    return found.group(1)


def audit(house: Household) -> list[Any]:
    table = LEDGER.audit
    with house.desks["accounts"].database.reading() as session:
        return list(session.execute(select(table).order_by(table.c.seq)))


def test_row_47_an_administrator_enters_somebody_who_then_chooses_a_password(portal: Household) -> None:
    page = portal.as_("ssip_admin").fill("/accounts/new", **NEW)
    assert page.status == 200
    secret = shown_password(page)
    newcomer = portal.guest()
    page = newcomer.sign_in("m.keller", secret)
    assert page.url.endswith("/account/password")
    assert '<html lang="de">' in page.html
    own = "sieben Enten im Kanal"
    page = newcomer.fill("/account/password", old_password=secret, new_password=own, new_password_again=own)
    assert "Koordination" in page.html
    assert portal.guest().sign_in("m.keller", secret).status == 401
    assert portal.guest().sign_in("m.keller", own).status == 200


def test_row_47_every_change_stands_in_the_audit_trail_without_names(portal: Household) -> None:
    portal.as_("ssip_admin").fill("/accounts/new", **NEW)
    row = audit(portal)[-1]
    assert row.act == "accounts.add_account"
    assert (row.account_id, row.role) == (account_id("ssip_admin"), "ssip_admin")
    assert "Keller" not in str(row)
    assert "Keller" not in "".join(str(each) for each in outbox(portal))


def outbox(house: Household) -> list[Any]:
    with house.desks["accounts"].database.reading() as session:
        return list(session.execute(select(LEDGER.outbox)))


def test_a_second_click_shows_the_same_one_time_password_again(portal: Household) -> None:
    admin = portal.as_("ssip_admin")
    page = admin.open("/accounts/new")
    form = page.form(sign_in_name="")
    first, second = admin.send(page, form, **NEW), admin.send(page, form, **NEW)
    assert shown_password(first) == shown_password(second)
    assert portal.guest().sign_in("m.keller", shown_password(second)).status == 200


def test_a_taken_name_and_a_wrong_address_are_said_at_once(portal: Household) -> None:
    admin = portal.as_("ssip_admin")
    page = admin.fill("/accounts/new", **{**NEW, "email": "nowhere", "role": "provider"})
    assert page.status == 422
    assert 'id="error-email"' in page.html
    assert 'id="error-role"' in page.html
    admin.fill("/accounts/new", **NEW)
    page = admin.fill("/accounts/new", **NEW)
    assert page.status == 409
    assert "déjà utilisé" in page.text
    assert "mia.keller@example.ch" in page.html, "what was typed is carried along"


def test_row_47_closing_and_opening_an_account(portal: Household) -> None:
    admin = portal.as_("ssip_admin")
    address = f"/accounts/{account_id('provider')}"
    page = admin.open(address)
    page = admin.send(page, next(each for each in page.forms if ("action", "disable") in each.values))
    assert "Le compte est fermé" in page.text
    assert portal.guest().sign_in("provider", PASSWORD).status == 401
    page = admin.send(page, next(each for each in page.forms if ("action", "enable") in each.values))
    assert portal.guest().sign_in("provider", PASSWORD).status == 200


def test_row_47_a_new_password_is_shown_once_and_ends_every_session(portal: Household) -> None:
    there = portal.as_("provider")
    admin = portal.as_("ssip_admin")
    page = admin.open(f"/accounts/{account_id('provider')}/password")
    page = admin.send(page, page.form(row_version=""))
    assert portal.guest().sign_in("provider", shown_password(page)).status == 200
    assert there.client.get("/").status_code == 303


def test_row_47_a_role_is_given_and_ended(portal: Household) -> None:
    admin = portal.as_("ssip_admin")
    address = f"/accounts/{account_id('ssip_coordinator')}"
    page = admin.fill(f"{address}/do/role", role="ssip_head", organisation_id=str(OFFICE_ID), valid_from="1.1.26")
    assert "Le rôle est ajouté" in page.text
    assert "01.01.2026" in page.text
    page = admin.open(address)
    page = admin.open(next(address for address, _ in page.links if address.endswith("/end")))
    page = admin.send(page, page.form(valid_until=""), valid_until="22.11.2026")
    assert "Le rôle prend fin" in page.text


def test_nobody_changes_their_own_rights(portal: Household) -> None:
    admin = portal.as_("ssip_admin")
    address = f"/accounts/{account_id('ssip_admin')}"
    page = admin.open(address)
    assert "Fermer le compte" not in page.text
    page = admin.fill(f"{address}/do/role", role="ssip_head", organisation_id=str(OFFICE_ID), valid_from="1.1.26")
    assert page.status == 422
    assert "Personne ne modifie ses propres droits" in page.text


@pytest.mark.parametrize("name", ["ssip_head", "ssip_coordinator", "service_head", "provider", "auditor"])
def test_only_the_administrator_may(portal: Household, name: str) -> None:
    asked = EnableAccount(account_id=account_id("provider"), row_version=1)
    with pytest.raises(NotAllowed):
        portal.desks["accounts"].do(asked, actor(name))


def test_the_door_is_nobodys_to_use_from_outside(portal: Household) -> None:
    asked = NoteAttempt(sign_in_name="provider", address="10.0.0.1")
    for who in (HOUSE, Actor(account_id("provider"), Role.SYSTEM, OFFICE_ID)):
        with pytest.raises(NotFound):
            portal.desks["accounts"].do(asked, who)


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("kurz", "password_too_short"),
        ("123456789012", "password_well_known"),
        ("Passwort2026!", "password_well_known"),
        ("SSIP-Seeland-2026", "password_well_known"),
        ("P@ssw0rd1234", "password_well_known"),
        ("motdepasse!!1", "password_well_known"),
        ("aaaaaaaaaaaaaaaa", "password_too_simple"),
        ("anna.muster.12", "password_well_known"),
        ("x" * 300, "password_too_long"),
    ],
)
def test_guessable_passwords_are_refused(portal: Household, password: str, code: str) -> None:
    base = somebody("anna.muster", Role.CASE_WORKER, SERVICE)
    asked = wire.read(AddAccount, wire.write(base) | {"password": password})
    with pytest.raises(Refused) as refused:
        portal.desks["accounts"].do(asked, HOUSE)
    assert [each.code for each in refused.value.objections] == [code]


@pytest.mark.parametrize(
    "password", ["vier Velos am See", "grün & laut um 7", "x7Kq-9vLm-2pRt", "𝕲𝖗ü𝖊𝖟𝖎 mitenand liebe"]
)
def test_long_phrases_and_random_signs_are_fine(portal: Household, password: str) -> None:
    base = somebody("anna.muster", Role.CASE_WORKER, SERVICE)
    assert portal.desks["accounts"].do(wire.read(AddAccount, wire.write(base) | {"password": password}), HOUSE)


def test_passwords_stand_in_no_row_and_no_text_of_a_command(portal: Household) -> None:
    made = somebody("anna.muster", Role.CASE_WORKER, SERVICE)
    assert PASSWORD not in repr(made)
    portal.guest().sign_in("provider", PASSWORD)
    with portal.desks["accounts"].database.reading() as session:
        rows = [
            str(vars(each)) for each in (*session.scalars(select(Account)), *session.scalars(select(SignedInSession)))
        ]
    assert PASSWORD not in "".join([*rows, *map(str, audit(portal)), *map(str, outbox(portal))])


def test_accounts_tell_ids_roles_and_days_only(portal: Household) -> None:
    portal.as_("ssip_admin").fill("/accounts/new", **NEW)
    body = outbox(portal)[-1].body
    assert '"role":"ssip_coordinator"' in body.replace(" ", "")
    for word in ("Keller", "keller", "example.ch"):
        assert word not in body


def test_row_47_lists_find_people_by_name(portal: Household) -> None:
    admin = portal.as_("ssip_admin")
    page = admin.open("/accounts?text=OTHER_prov")
    assert "Person other_provider" in page.text
    assert "Person case_worker" not in page.text
    assert admin.open("/accounts?text=%25").text.count("Person ") < 3, "a percent sign is a letter like any other"


def test_people_of_an_organisation_are_known_to_it_and_to_the_office(portal: Household) -> None:
    desk, lyss = portal.desks["accounts"], SERVICE[1]
    own = desk.ask(people_of, actor("service_head"), organisation_id=lyss, role=Role.CASE_WORKER)
    assert [each.display_name for each in own] == ["Person case_worker"]
    assert desk.ask(people_of, actor("ssip_coordinator"), organisation_id=lyss, role=None)
    assert desk.ask(people_of, actor("provider"), organisation_id=lyss, role=None) == ()
    names = desk.ask(account_names, actor("provider"), ids=[account_id("ssip_head"), OFFICE_ID])
    assert names == {account_id("ssip_head"): "Person ssip_head"}
