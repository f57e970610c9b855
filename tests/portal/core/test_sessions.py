"""Sessions: rows that can be ended, cookies that mean nothing without them."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from uuid import uuid4

from portal.accounts.queries import account
from portal.settings import PortalSettings
from portal.signed_in import current
from schemas.accounts import (
    OFFICE_ID,
    AddMembership,
    DisableAccount,
    EndMembership,
    EndSessionsOf,
    ResetPassword,
)
from schemas.actor import HOUSE, OrganisationKind, Role
from tests.portal.household import PASSWORD, Household, account_id, actor, move_in


def test_a_session_ends_after_half_an_hour_without_use(portal: Household) -> None:
    browser = portal.as_("provider")
    assert browser.client.get("/").status_code == 200
    portal.watch.pass_by(minutes=29)
    assert browser.client.get("/").status_code == 200, "use keeps it alive"
    portal.watch.pass_by(minutes=29)
    assert browser.client.get("/").status_code == 200
    portal.watch.pass_by(minutes=31)
    assert browser.client.get("/").status_code == 303


def test_a_session_ends_after_ten_hours_however_busy(portal: Household) -> None:
    browser = portal.as_("provider")
    found = []
    for _ in range(25):
        portal.watch.pass_by(minutes=25)
        found.append(browser.client.get("/").status_code)
    assert found == [200] * 23 + [303] * 2


def test_asking_whether_the_portal_is_well_does_not_keep_a_session_alive(portal: Household) -> None:
    browser = portal.as_("provider")
    for _ in range(4):
        portal.watch.pass_by(minutes=10)
        assert browser.client.get("/healthz").status_code == 200
    assert browser.client.get("/").status_code == 303


def test_the_cookie_of_yesterday_opens_nothing_after_signing_out(portal: Household) -> None:
    browser = portal.as_("provider")
    kept = browser.client.get_cookie("ssip")
    assert kept is not None
    page = browser.open("/")
    browser.send(page, page.form("/sign-out"))
    thief = portal.guest()
    thief.client.set_cookie("ssip", kept.value)
    assert thief.client.get("/").status_code == 303


def test_signing_in_makes_a_new_cookie_whatever_one_came_with(portal: Household) -> None:
    browser = portal.guest()
    with browser.client.session_transaction() as cookie:
        cookie["_user_id"] = "planted by somebody else"
        cookie["csrf_token"] = "planted too"
    browser.sign_in("provider", PASSWORD)
    with browser.client.session_transaction() as cookie:
        assert cookie["_user_id"] != "planted by somebody else"
        assert cookie["csrf_token"] != "planted too"


def test_closing_an_account_ends_its_sessions_at_the_next_click(portal: Household) -> None:
    browser = portal.as_("provider")
    asked = DisableAccount(account_id=account_id("provider"), row_version=1)
    portal.desks["accounts"].do(asked, actor("ssip_admin"))
    assert browser.client.get("/").status_code == 303
    assert portal.guest().sign_in("provider", PASSWORD).status == 401


def test_a_reset_password_ends_every_session_and_has_to_be_changed(portal: Household) -> None:
    browser = portal.as_("provider")
    asked = ResetPassword(account_id=account_id("provider"), row_version=1, password="ganz anderes Wort nun")
    portal.desks["accounts"].do(asked, actor("ssip_admin"))
    assert browser.client.get("/").status_code == 303
    again = portal.guest()
    page = again.sign_in("provider", "ganz anderes Wort nun")
    assert page.url.endswith("/account/password")
    assert again.open("/roles").url.endswith("/account/password"), "nothing else opens before"
    page = again.fill(
        "/account/password",
        old_password="ganz anderes Wort nun",
        new_password="und noch einmal neu",
        new_password_again="und noch einmal neu",
    )
    assert page.status == 200
    assert again.client.get("/roles").status_code == 200


def test_a_changed_password_ends_the_other_sessions_only(portal: Household) -> None:
    here, there = portal.as_("provider"), portal.new_session("provider")
    new = {"new_password": "neue Wege am Wasser", "new_password_again": "neue Wege am Wasser"}
    assert here.fill("/account/password", old_password=PASSWORD, **new).status == 200
    assert here.client.get("/").status_code == 200
    assert there.client.get("/").status_code == 303


def test_trying_old_passwords_on_the_settings_page_is_throttled_like_signing_in(portal: Household) -> None:
    browser = portal.as_("provider")
    new = {"new_password": "neue Wege am Wasser", "new_password_again": "neue Wege am Wasser"}
    for number in range(10):
        assert browser.fill("/account/password", old_password=f"guess {number}", **new).status == 422
    page = browser.fill("/account/password", old_password=PASSWORD, **new)
    assert page.status == 422
    assert "Trop de tentatives" in page.text


def test_people_see_where_they_are_signed_in_and_can_end_it(portal: Household) -> None:
    here, there = portal.as_("provider"), portal.new_session("provider")
    page = here.open("/account/sessions")
    assert page.text.count("utilisé le") == 2
    here.send(page, page.form("/end"))
    assert there.client.get("/").status_code == 303
    assert here.client.get("/").status_code == 200


def test_nobody_ends_somebody_elses_session(portal: Household) -> None:
    stranger, owner = portal.as_("other_provider"), portal.as_("provider")
    page = owner.open("/account/sessions")
    assert "cet appareil" in page.text
    portal.new_session("provider")
    target = owner.open("/account/sessions").form("/end").action
    answer = stranger.client.post(target, data={"csrf_token": stranger.csrf()})
    assert answer.status_code == 404


def test_an_ended_role_closes_the_session_that_acts_in_it(portal: Household) -> None:
    browser = portal.as_("provider")
    desk = portal.desks["accounts"]
    line = desk.ask(account, HOUSE, account_id=account_id("provider"))
    portal.watch.pass_by(hours=-48)
    asked = EndMembership(
        account_id=line.id, membership_id=line.memberships[0].id, valid_until=line.memberships[0].valid_from
    )
    portal.watch.pass_by(hours=48)
    desk.do(asked, actor("ssip_admin"))
    assert browser.client.get("/").status_code == 200, "the last day still counts"
    portal.watch.pass_by(hours=24)
    assert portal.guest().sign_in("provider", PASSWORD).status == 401


def test_an_administrator_signs_somebody_out_everywhere(portal: Household) -> None:
    browser = portal.as_("provider")
    portal.desks["accounts"].do(EndSessionsOf(account_id=account_id("provider")), actor("ssip_admin"))
    assert browser.client.get("/").status_code == 303


def test_over_https_the_cookie_is_bound_to_the_host(furnished: Path, tmp_path: Path) -> None:
    shutil.copytree(furnished, tmp_path / "desks")
    house = move_in(tmp_path / "desks", PortalSettings(secret_key="k" * 40, https=True))
    answer = house.guest().client.get("/sign-in", base_url="https://localhost")
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("__Host-ssip=")
    assert {"Secure", "HttpOnly", "SameSite=Lax", "Path=/"} <= {part.strip() for part in cookie.split(";")}
    assert "Domain" not in cookie
    assert answer.headers["Strict-Transport-Security"].startswith("max-age=")
    house.close()


def test_a_new_secret_key_asks_to_sign_in_again_and_breaks_nothing(furnished: Path, tmp_path: Path) -> None:
    shutil.copytree(furnished, tmp_path / "desks")
    old = move_in(tmp_path / "desks")
    cookie = old.as_("provider").client.get_cookie("ssip")
    assert cookie is not None
    for settings, expected in (
        (PortalSettings(secret_key="n" * 40), 303),
        (PortalSettings(secret_key="n" * 40, secret_fallbacks=("a key for tests only, long enough",)), 200),
    ):
        new = move_in(tmp_path / "desks", settings)
        browser = new.guest()
        browser.client.set_cookie("ssip", cookie.value)
        assert browser.client.get("/").status_code == expected
        new.close()
    old.close()


def test_somebody_with_two_roles_chooses_one_and_can_switch(portal: Household) -> None:
    more = AddMembership(
        account_id=account_id("ssip_coordinator"),
        membership_id=uuid4(),
        role=Role.SSIP_HEAD,
        organisation_kind=OrganisationKind.OFFICE,
        organisation_id=OFFICE_ID,
        valid_from=date(2026, 1, 1),
    )
    portal.desks["accounts"].do(more, actor("ssip_admin"))
    browser = portal.guest()
    page = browser.sign_in("ssip_coordinator", PASSWORD)
    assert page.url.endswith("/roles")
    page = browser.send(page, page.form("/roles/"))
    assert "Vous avez changé de rôle" in page.text
    with browser.client:
        browser.client.get("/")
        user = current()
        assert user is not None
        first = user.live.membership.role
    again = portal.guest()
    again.sign_in("ssip_coordinator", PASSWORD)
    with again.client:
        again.client.get("/")
        user = current()
        assert user is not None
        assert user.live.membership.role is first, "the last used role is offered first"
