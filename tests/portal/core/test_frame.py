"""What surrounds every page: language, menu, Today, search, one's own details."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from flask import Flask

from messaging.database import DatabaseDown
from portal.accounts.queries import my_account
from portal.areas import Area, Count, Hit, MenuEntry, TodayLines
from portal.parts import Task
from tests.portal.household import PASSWORD, SETTINGS, Household


def test_row_38_guests_are_greeted_in_the_language_of_their_browser(portal: Household) -> None:
    german = portal.guest()
    german.language = "de-CH,de;q=0.9,fr;q=0.5"
    assert "Anmeldename" in german.open("/sign-in").text
    assert "Identifiant" in portal.guest().open("/sign-in").text


def test_row_38_the_language_is_changed_by_one_click_and_stays(portal: Household) -> None:
    browser = portal.as_("provider")
    page = browser.open("/account/sessions")
    assert '<html lang="fr">' in page.html
    page = browser.open(page.link("/language/de"))
    assert page.url.endswith("/account/sessions")
    assert '<html lang="de">' in page.html
    assert '<html lang="de">' in browser.open("/").html


def test_row_38_the_language_of_the_account_holds_on_every_device(portal: Household) -> None:
    browser = portal.as_("provider")
    page = browser.fill("/account/settings", language="de", email="new@example.ch")
    assert '<html lang="de">' in page.html
    assert '<html lang="de">' in portal.guest().sign_in("provider", PASSWORD).html


def test_row_38_unknown_languages_are_not_found(portal: Household) -> None:
    assert portal.guest().client.get("/language/xx").status_code == 404


def test_details_changed_elsewhere_meanwhile_show_both_versions(portal: Household) -> None:
    here, there = portal.as_("provider"), portal.new_session("provider")
    page = here.open("/account/settings")
    there.fill("/account/settings", email="first@example.ch")
    page = here.send(page, page.form(email=""), email="second@example.ch")
    assert page.status == 409
    assert "first@example.ch" in page.text
    assert "second@example.ch" in page.text


def test_the_menu_shows_what_the_role_may_open(portal: Household) -> None:
    assert "Comptes" in portal.as_("ssip_admin").open("/").text
    assert "Comptes" not in portal.as_("provider").open("/").text


@pytest.fixture
def with_area(portal: Household) -> Household:
    add_area(portal.app)
    return portal


def add_area(app: Flask) -> None:
    late = Task("Rapport en retard", "/x", late=True, due=date(2026, 11, 19), action_label="Écrire")
    soon = Task("Bientôt", "/y", due=date(2026, 12, 1))
    area = Area(
        blueprints=[],
        menu=[MenuEntry("accounts", "today.index", my_account, rank=1, count=lambda: Count(3, urgent=True))],
        today=lambda _: TodayLines(
            act=[replace(late, late=False, due=date(2026, 11, 25), title="Zweite"), late], soon=[soon]
        ),
        search=lambda text: [Hit(f"Trouvé {text}", "/z", "mandate", "note")],
    )
    app.extensions["ssip.areas"] = (*app.extensions["ssip.areas"], area)


def test_row_18_today_puts_what_is_late_first(with_area: Household) -> None:
    text = with_area.as_("provider").open("/").text
    assert text.index("Rapport en retard") < text.index("Zweite") < text.index("Bientôt")
    assert "3 à traiter" in text


def test_an_empty_day_says_so(portal: Household) -> None:
    portal.app.extensions["ssip.areas"] = tuple(
        replace(each, today=None) for each in portal.app.extensions["ssip.areas"]
    )
    assert "Rien à faire pour l’instant" in portal.as_("provider").open("/").text


def test_row_37_the_search_box_asks_every_area(with_area: Household) -> None:
    browser = with_area.as_("provider")
    page = browser.open("/")
    page = browser.send(page, page.form("/search"), q="Möwe <b>")
    assert "Trouvé Möwe <b>" in page.text
    assert "au moins deux" in browser.open("/search?q=x").text
    assert browser.open("/search?q=" + "x" * 5000).status == 200


def test_a_counter_that_fails_keeps_no_page_from_being_shown(portal: Household) -> None:
    def failing() -> Count:
        raise DatabaseDown("gone")

    entry = MenuEntry("accounts", "today.index", my_account, rank=1, count=failing)
    portal.app.extensions["ssip.areas"] = (*portal.app.extensions["ssip.areas"], Area(blueprints=[], menu=[entry]))
    assert portal.as_("provider").open("/").status == 200


def test_menu_numbers_are_remembered_for_a_moment_but_not_past_ones_own_acts(
    portal: Household, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []

    def counting() -> Count:
        asked.append(1)
        return Count(len(asked))

    entry = MenuEntry("accounts", "today.index", my_account, rank=1, count=counting)
    portal.app.extensions["ssip.areas"] = (*portal.app.extensions["ssip.areas"], Area(blueprints=[], menu=[entry]))
    monkeypatch.setitem(portal.app.extensions, "ssip.settings", replace(SETTINGS, counter_seconds=60))
    browser, other = portal.as_("provider"), portal.as_("other_provider")
    for _ in range(3):
        assert "1 à traiter" in browser.open("/").text
    assert "2 à traiter" in other.open("/").text
    browser.fill("/account/settings", email="another@example.ch")
    assert "3 à traiter" in browser.open("/").text


def test_a_guest_who_finds_nothing_is_not_sent_to_a_search_the_page_does_not_have(portal: Household) -> None:
    lost = portal.guest().open("/nowhere-at-all")
    assert lost.status == 404
    assert "connectez-vous" in lost.text
    assert "en haut de la page" not in lost.text
    assert "en haut de la page" in portal.as_("provider").open("/nowhere-at-all").text
