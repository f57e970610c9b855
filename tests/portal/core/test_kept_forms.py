"""A session that ends in the middle of a long form loses nothing that was typed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.journeys.visitor import Page
from tests.portal.browser import BASE, Browser
from tests.portal.core.test_forms import GOOD
from tests.portal.core.toy import LAUNCHED, add_toys
from tests.portal.household import PASSWORD, Household


@pytest.fixture
def boats(portal: Household, tmp_path: Path) -> Household:
    return add_toys(portal, tmp_path)


def send_too_late(house: Household, browser: Browser) -> Page:
    page = browser.open("/toys/new")
    house.watch.pass_by(minutes=31)
    late = browser.send(page, page.form(seats=""), **GOOD)
    assert late.status == 401
    assert "conservé" in late.text
    assert LAUNCHED == []
    return late


def test_what_was_typed_comes_back_after_signing_in_again(boats: Household) -> None:
    browser = boats.as_("provider")
    late = send_too_late(boats, browser)
    page = browser.send(late, late.form(password=""), sign_in_name="provider", password=PASSWORD)
    assert LAUNCHED == [], "nothing is carried out behind anybody's back"
    page = browser.send(page, page.form(form_review=""))
    assert page.status == 200
    form = page.form(seats="")
    values = dict(form.values)
    assert (values["name"], values["built_on"], values["price"]) == ("Möwe", "7.3.98", "48'250.50")
    assert [value for name, value in form.values if name == "kinds"] == ["IP", "PE"]
    page = browser.send(page, form)
    assert page.status == 200
    assert LAUNCHED[-1].remark == "Zwei Zeilen\nText"


def test_a_mistyped_password_does_not_lose_it_either(boats: Household) -> None:
    browser = boats.as_("provider")
    late = send_too_late(boats, browser)
    wrong = browser.send(late, late.form(password=""), sign_in_name="provider", password="mistyped it")
    page = browser.send(wrong, wrong.form(password=""), sign_in_name="provider", password=PASSWORD)
    page = browser.send(page, page.form(form_review=""))
    assert dict(page.form(seats="").values)["name"] == "Möwe"


def test_somebody_else_who_signs_in_next_does_not_see_it(boats: Household) -> None:
    browser = boats.as_("provider")
    late = send_too_late(boats, browser)
    page = browser.send(late, late.form(password=""), sign_in_name="other_provider", password=PASSWORD)
    assert "Möwe" not in page.html
    assert page.url.rstrip("/") == BASE


def test_a_forged_bundle_is_worth_nothing(boats: Household) -> None:
    browser = boats.guest()
    page = browser.open("/sign-in")
    form = page.form(password="")
    form.names.add("kept")
    page = browser.send(page, form, sign_in_name="provider", password=PASSWORD, kept="eyJwYXRoIjoiL3gifQ.x.y")
    assert page.url.rstrip("/") == BASE


def test_a_form_sent_from_elsewhere_is_not_kept(boats: Household) -> None:
    browser = boats.as_("provider")
    boats.watch.pass_by(minutes=31)
    for origin in ({"Origin": "https://evil.example"}, {"Referer": "https://evil.example/x"}, {}):
        answer = browser.client.post("/toys/new", data=GOOD, headers=origin)
        assert answer.status_code == 401
        assert "Möwe" not in answer.text
        assert 'name="kept"' not in answer.text


def test_passwords_are_never_kept(boats: Household) -> None:
    browser = boats.as_("provider")
    page = browser.open("/account/password")
    boats.watch.pass_by(minutes=31)
    sent = {"old_password": PASSWORD, "new_password": "neue Wege am Wasser", "new_password_again": "x"}
    late = browser.send(page, page.form(old_password=""), **sent)
    page = browser.send(late, late.form(password=""), sign_in_name="provider", password=PASSWORD)
    assert "neue Wege" not in page.html
    assert PASSWORD not in page.html


def test_a_form_opened_before_signing_in_again_elsewhere_is_offered_again(boats: Household) -> None:
    browser = boats.as_("provider")
    page = browser.open("/toys/new")
    with browser.client.session_transaction() as cookie:
        cookie["csrf_token"] = "another tab has signed in since"
    stale = browser.send(page, page.form(seats=""), **GOOD)
    assert stale.status == 400
    assert LAUNCHED == []
    page = browser.send(stale, stale.form(form_review=""))
    assert dict(page.form(seats="").values)["name"] == "Möwe"
    assert browser.send(page, page.form(seats="")).status == 200
    assert len(LAUNCHED) == 1
