"""What people really do to the forms of a mandate: paste, come back late, go back, type signs of every kind."""

from __future__ import annotations

import re
from typing import Any

import pytest
from sqlalchemy import delete

from schemas.words import say as words
from services.registration.model import CommuneMap
from services.registration.queries.drafts import my_drafts
from tests.journeys.visitor import Form, Page
from tests.portal.browser import Browser
from tests.portal.household import PASSWORD, Household, actor
from tests.portal.registration.scene import running
from tests.portal.registration.test_wizard import PERSON, count, fill, submit, walk

START = "/mandates/new?fresh=yes"
SIGNS = "Ziel: früh aufstehen 🛠️ – «ponctualité» שלום <b>x</b> {{ 7*7 }}"


def later(page: Page, field: str) -> Form:
    """Return the form of ``field`` as its button "later" sends it."""
    form = page.form(**{field: ""})
    form.names.add("action")
    return form


def after_signing_in(browser: Browser, late: Page, **sign: Any) -> Page:
    """Sign in on the page that says the session is over, and send what was kept."""
    assert late.status == 401
    page = browser.send(late, late.form(password=""), sign_in_name="case_worker", password=PASSWORD)
    return browser.send(page, page.form(form_review=""), **sign)


def test_a_session_that_ends_in_the_middle_of_the_wizard_loses_nothing(house: Household) -> None:
    browser = house.as_("case_worker")
    page = browser.open(START)
    house.watch.pass_by(days=2)
    shown = after_signing_in(browser, fill(browser, page, **PERSON))
    values = dict(next(each for each in shown.forms if "family_name" in each.names).values)
    assert (values["family_name"], values["birth_on"]) == ("Beispiel", "1.5.1990")
    assert fill(browser, shown, family_name="Beispiel").status == 200


def test_a_long_message_survives_the_end_of_its_session(house: Household) -> None:
    mandate_id = running(house)
    browser = house.as_("case_worker")
    page = browser.open(f"/mandates/{mandate_id}/messages")
    text = SIGNS + "\n" + "Zeile " * 300
    house.watch.pass_by(days=2)
    late = browser.send(page, page.form(text=""), text=text)
    shown = after_signing_in(browser, late)
    assert "Zeile Zeile" in shown.html
    sent = browser.send(shown, shown.form(text=""))
    assert sent.status == 200
    assert "שלום" in sent.text


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Beispiel\t\r\n", "Beispiel"),
        ("Bei\u202espiel\u200f", "Beispiel"),
        ("\u00a0Beispiel\u00a0", "Beispiel"),
        ("Bei\u0000spiel", "Beispiel"),
        ("Beispiel\tLara", "Beispiel Lara"),
        ("O’Brien-Müller 🙂", "O’Brien-Müller 🙂"),
    ],
)
def test_names_pasted_from_a_table_come_in_clean(house: Household, typed: str, kept: str) -> None:
    browser = house.as_("case_worker")
    page = browser.open(START)
    browser.send(page, later(page, "family_name"), family_name=typed, action="later")
    (draft,) = house.desks["registration"].ask(my_drafts, actor("case_worker"))
    assert draft.name.startswith(kept) or kept in draft.name


def test_a_day_and_a_number_pasted_from_a_table_are_understood(house: Household) -> None:
    browser = house.as_("case_worker")
    pasted = PERSON | {"birth_on": "01.05.1990\t\r\n"}
    summary = walk(
        browser, person=pasted, work={"work_capacity_percent": " 100\u00a0%\t", "employability_percent": "90 %"}
    )
    assert "01.05.1990" in summary.text
    assert submit(browser, summary).status == 200
    assert count(house) == 1


def test_ten_thousand_characters_are_objected_to_and_shown_again(house: Household) -> None:
    browser = house.as_("case_worker")
    page = walk(browser, goal={"goal": "é" * 10_000})
    assert page.status == 422
    assert "é" * 10_000 in page.html
    page = fill(browser, page, goal="é" * 4_000)
    assert page.status == 200
    assert submit(browser, page).status == 200


def test_signs_of_every_kind_are_kept_and_shown_as_text(house: Household) -> None:
    browser = house.as_("case_worker")
    summary = walk(browser, goal={"goal": SIGNS})
    assert SIGNS in summary.text
    assert "<b>x</b>" not in summary.html
    assert submit(browser, summary).status == 200


def test_going_back_after_sending_registers_nobody_twice_and_says_where_the_mandate_is(house: Household) -> None:
    browser = house.as_("case_worker")
    first = browser.open(START)
    page = fill(browser, first, **PERSON)
    summary = walk(browser)
    sent = submit(browser, summary)
    assert sent.status == 200
    again = submit(browser, summary)
    assert again.url == sent.url
    old = fill(browser, page, wished_kind="IS")
    assert old.status in (200, 404)
    assert count(house) == 1


@pytest.mark.parametrize(("tongue", "other"), [("fr", "de"), ("de", "fr")])
def test_row_42_a_person_with_a_running_mandate_is_objected_to_by_code_and_nothing_is_lost(
    house: Household, tongue: str, other: str
) -> None:
    browser = house.as_("case_worker")
    submit(browser, walk(browser))
    browser.open(f"/language/{tongue}")
    summary = walk(browser, goal={"goal": SIGNS})
    page = submit(browser, summary)
    assert page.status == 422
    (number,) = set(re.findall(r"M-\d{4}-\d{4}", page.text))
    said, unsaid = (
        " ".join(words("objection.person_has_this_mandate", each, number=number).split()) for each in (tongue, other)
    )
    assert said in page.text
    assert unsaid not in page.text
    assert SIGNS in page.text
    assert "01.05.1990" in page.text
    assert count(house) == 1
    (draft,) = house.desks["registration"].ask(my_drafts, actor("case_worker"))
    assert "Beispiel" in draft.name
    again = fill(browser, browser.open(page.url.replace("/check", "/person")), family_name="Anders")
    assert again.status == 200
    assert submit(browser, browser.open(page.url)).status == 200
    assert count(house) == 2


def test_row_03_a_commune_nobody_answers_for_is_objected_to_and_nothing_is_lost(house: Household) -> None:
    browser = house.as_("case_worker")
    summary = walk(browser)
    forged = fill(browser, browser.open(START), **(PERSON | {"commune_bfs_no": "738"}))
    assert forged.status == 422, "not on the list of one's own communes"
    with house.desks["registration"].database.writing() as session:
        session.execute(delete(CommuneMap))
    for tongue in ("fr", "de"):
        browser.open(f"/language/{tongue}")
        page = submit(browser, summary)
        assert page.status == 422
        assert words("objection.commune_not_mapped", tongue) in page.text
        assert "Beispiel" in page.text
    assert count(house) == 0
