"""Every screen in the menu has help in both languages, and help speaks only of screens that exist."""

from __future__ import annotations

import re

import pytest

from portal.help.texts import page_for, search, texts
from schemas.words import LANGUAGES, catalogue
from tests.portal.household import PEOPLE, Household


def test_row_38_help_is_the_same_set_of_pages_in_both_languages() -> None:
    french, german = texts("fr"), texts("de")
    assert list(french) == list(german)
    assert [name for name in french if french[name].screens != german[name].screens] == []
    assert [name for name in french if sorted(french[name].links) != sorted(german[name].links)] == []
    assert [name for name in german if "ß" in german[name].source] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_row_38_every_menu_entry_has_a_page_of_help(shared_portal: Household, language: str) -> None:
    app = shared_portal.app
    silent = []
    for area in app.extensions["ssip.areas"]:
        for entry in area.menu:
            folder = app.view_functions[entry.endpoint].__module__.removeprefix("portal.pages.").partition(".")[0]
            if not page_for(entry.endpoint, folder, language):
                silent.append(entry.endpoint)
    assert silent == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_help_names_in_bold_with_a_capital_stands_so_on_a_screen(language: str) -> None:
    screens = "\n".join(catalogue(language).values())
    named = [each for text in texts(language).values() for each in re.findall(r"\*\*([^*]+)\*\*", text.source)]
    plain = [re.sub(r"\[([^]]*)]\([^)]*\)", r"\1", each).rstrip(".:") for each in named]
    unknown = [each for each in plain if each not in screens and each[0].lower() + each[1:] not in screens]
    assert [each for each in unknown if each[0].isupper()] == []
    assert sum(each[0].isupper() for each in plain) > 30


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_screen_named_in_help_exists(shared_portal: Household, language: str) -> None:
    named = {endpoint for text in texts(language).values() for endpoint in text.links}
    assert sorted(named - shared_portal.app.view_functions.keys()) == []
    assert len(named) > 15


def test_the_help_of_a_screen_opens_from_it(shared_portal: Household) -> None:
    browser = shared_portal.as_("ssip_coordinator")
    for address, name in (("/", "today"), ("/mandates", "mandates"), ("/triage", "triage"), ("/places", "places")):
        assert f'href="/help/{name}" data-help' in browser.open(address).html, address
    for person, address, name in (
        ("ssip_coordinator", "/reservations", "quotas"),
        ("ssip_coordinator", "/offer/waiting", "waiting"),
        ("ssip_coordinator", "/matching", "workbench"),
        ("case_worker", "/runs", "files"),
        ("ssip_head", "/mails/texts", "mail_texts"),
        ("ssip_head", "/mails/texts/hello", "mail_texts"),
        ("provider", "/scorecards", "scorecards"),
        ("ssip_head", "/success", "scorecards"),
        ("ssip_head", "/billing/full-cost", "costs"),
    ):
        assert f'href="/help/{name}" data-help' in shared_portal.as_(person).open(address).html, address
    page = browser.open("/help/workbench")
    assert page.status == 200
    assert 'href="/matching"' in page.html


def test_help_is_searched_without_accents_and_by_every_word(shared_portal: Household) -> None:
    assert "presence" in [each.name for each in search("fr", "feuille remettre")]
    assert search("fr", "echeances")[0].excerpt
    assert search("de", "xyz") == []
    page = shared_portal.as_("case_worker").open("/help?text=brouillon")
    assert "Inscrire une personne" in page.text


@pytest.mark.parametrize("person", sorted(PEOPLE))
def test_everybody_reads_help_and_nothing_typed_becomes_markup(shared_portal: Household, person: str) -> None:
    page = shared_portal.as_(person).open("/help?text=<script>alert(1)</script>")
    assert page.status == 200
    assert "<script>alert(1)" not in page.html


def test_a_page_that_does_not_exist_is_not_found(shared_portal: Household) -> None:
    assert shared_portal.as_("provider").open("/help/nothing").status == 404
