"""Signing in: who gets in, what the others are told, and how often anybody may try."""

from __future__ import annotations

import time
from pathlib import Path
from statistics import median

import pytest
from argon2 import PasswordHasher, extract_parameters
from sqlalchemy import func, select

from portal.accounts import passwords
from portal.accounts.model import Account, SignInAttempt
from portal.accounts.rules.signing_in import normalised
from tests.portal.household import PASSWORD, Household


def test_the_right_password_opens_the_portal(portal: Household) -> None:
    page = portal.guest().sign_in("case_worker", PASSWORD)
    assert page.status == 200
    assert "Person case_worker" in page.text


def test_the_name_may_be_typed_in_any_case_and_width(portal: Household) -> None:
    assert normalised("  CASE_Worker ") == "case_worker"
    assert portal.guest().sign_in("ＣＡＳＥ_worker", PASSWORD).status == 200


def test_a_wrong_password_and_an_unknown_name_get_the_same_answer(portal: Household) -> None:
    browser = portal.guest()
    wrong = browser.sign_in("case_worker", "not the password")
    unknown = browser.sign_in("nobody", "not the password")
    assert wrong.status == unknown.status == 401
    assert wrong.text.replace("case_worker", "") == unknown.text.replace("nobody", "")


def test_an_unknown_name_takes_as_long_as_a_known_one(monkeypatch: pytest.MonkeyPatch) -> None:
    real = PasswordHasher(time_cost=1, memory_cost=46 * 1024, parallelism=1)
    monkeypatch.setattr(passwords, "_HASHER", real)
    passwords._nobody.cache_clear()
    kept = passwords.hashed(PASSWORD)
    times: dict[str | None, list[float]] = {kept: [], None: []}
    passwords.is_right(None, "warm up")
    for _ in range(9):
        for known, found in times.items():
            began = time.thread_time()
            assert not passwords.is_right(known, "not the password")
            found.append(time.thread_time() - began)
    right, unknown = (median(found) for found in times.values())
    assert 0.75 < right / unknown < 1.33
    passwords._nobody.cache_clear()


def test_passwords_are_hashed_as_expensively_as_promised() -> None:
    source = Path(passwords.__file__).read_text(encoding="utf-8")
    assert "time_cost=1, memory_cost=46 * 1024, parallelism=1, type=Type.ID" in source
    assert extract_parameters(passwords.hashed(PASSWORD)).type.name == "ID"


def test_a_hash_with_older_costs_is_made_again_at_the_next_sign_in(portal: Household) -> None:
    with portal.desks["accounts"].database.writing() as session:
        row = session.scalars(select(Account).where(Account.sign_in_name == "provider")).one()
        row.password_hash = old = PasswordHasher(time_cost=2, memory_cost=128, parallelism=1).hash(PASSWORD)
    portal.guest().sign_in("provider", PASSWORD)
    with portal.desks["accounts"].database.reading() as session:
        row = session.scalars(select(Account).where(Account.sign_in_name == "provider")).one()
        assert row.password_hash != old
        assert not passwords.is_outdated(row.password_hash)


def test_nothing_typed_is_shown_again_except_the_name(portal: Household) -> None:
    page = portal.guest().sign_in("case_worker", "something secret here")
    assert 'value="case_worker"' in page.html
    assert "something secret" not in page.html


def test_the_eleventh_try_with_one_name_has_to_wait_and_the_right_password_does_not_help(portal: Household) -> None:
    browser = portal.guest()
    for _ in range(10):
        assert browser.sign_in("provider", "wrong wrong wrong").status == 401
    late = browser.sign_in("provider", PASSWORD)
    assert late.status == 429
    assert late.headers["Retry-After"] == "300"
    assert "5 minutes" in late.text


def test_after_five_minutes_one_may_try_again(portal: Household) -> None:
    browser = portal.guest()
    for _ in range(12):
        browser.sign_in("provider", "wrong wrong wrong")
    portal.watch.pass_by(minutes=5, seconds=1)
    assert browser.sign_in("provider", PASSWORD).status == 200


def test_tries_that_had_to_wait_do_not_make_the_wait_longer(portal: Household) -> None:
    browser = portal.guest()
    for _ in range(10):
        browser.sign_in("provider", "wrong wrong wrong")
    portal.watch.pass_by(minutes=4)
    for _ in range(10):
        assert browser.sign_in("provider", "wrong wrong wrong").status == 429
    portal.watch.pass_by(minutes=1, seconds=1)
    assert browser.sign_in("provider", PASSWORD).status == 200


def test_tries_from_one_address_count_together_whatever_the_name(portal: Household) -> None:
    browser = portal.guest()
    for number in range(10):
        browser.sign_in(f"somebody {number}", "wrong wrong wrong")
    assert browser.sign_in("provider", PASSWORD).status == 429


def test_successful_tries_do_not_count(portal: Household) -> None:
    for _ in range(11):
        assert portal.guest().sign_in("provider", PASSWORD).status == 200


def test_the_trail_holds_neither_names_nor_addresses(portal: Household) -> None:
    portal.guest().sign_in("my password typed into the wrong box", "x")
    with portal.desks["accounts"].database.reading() as session:
        rows = session.scalars(select(SignInAttempt)).all()
        assert len(rows) == session.scalar(select(func.count()).select_from(SignInAttempt)) == 1
    assert len(rows[0].name_hash) == len(rows[0].address_hash) == 64


def test_signing_in_leads_to_where_one_wanted_to_go(portal: Household) -> None:
    browser = portal.guest()
    page = browser.open("/account/settings?x=1")
    page = browser.send(page, page.form(password=""), sign_in_name="provider", password=PASSWORD)
    assert page.url.endswith("/account/settings?x=1")


def test_signing_in_never_leads_out_of_the_house(portal: Household) -> None:
    for away in ("https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", "/a\nb"):
        browser = portal.guest()
        page = browser.open("/sign-in")
        token = next(value for name, value in page.forms[-1].values if name == "csrf_token")
        sent = {"csrf_token": token, "sign_in_name": "provider", "password": PASSWORD, "next": away}
        assert browser.client.post("/sign-in", data=sent).headers["Location"] == "/", away
        assert browser.client.get("/language/de", query_string={"next": away}).headers["Location"] == "/", away


def test_the_sign_in_page_needs_its_token_too(portal: Household) -> None:
    answer = portal.guest().client.post("/sign-in", data={"sign_in_name": "provider", "password": PASSWORD})
    assert answer.status_code == 400
