"""The wizard: one group of questions a page, nothing lost on the way, every objection at once, sent once."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import pytest

from portal.pages.registration import wizard_plan
from schemas.codes import PlaceKind
from services.registration.queries.drafts import my_drafts
from services.registration.queries.lists import MandateFilter, mandates
from services.registration.rules.admission import Applicant, admission_verdict
from tests.journeys.visitor import Page
from tests.portal.browser import Browser
from tests.portal.household import START, Household, actor

PERSON = {"family_name": "Beispiel", "given_name": "Lara", "birth_on": "1.5.1990", "commune_bfs_no": "306"}
ANSWERS: dict[str, dict[str, Any]] = {
    "person": PERSON,
    "kind": {"wished_kind": "PIP"},
    "permit": {"nationality_swiss": "yes"},
    "work": {
        "work_capacity_percent": "100",
        "employability_percent": "90",
        "speaks_french": "yes",
        "potential": "yes",
        "motivation": "yes",
    },
    "conditions": {
        "accident_insurance": "yes",
        "housing_stable": "yes",
        "health_stable": "yes",
        "self_employed": "no",
        "has_children": "no",
        "addiction_present": "no",
        "schooling_done": "yes",
    },
    "goal": {"goal": "Ein geregelter Tag."},
}


def fill(browser: Browser, page: Page, **given: Any) -> Page:
    return browser.send(page, page.form(**dict.fromkeys(given, "")), **given)


def walk(browser: Browser, **changes: dict[str, Any]) -> Page:
    """Fill in every page and return the summary."""
    page = browser.open("/mandates/new?fresh=yes")
    for key, answers in ANSWERS.items():
        page = fill(browser, page, **(answers | changes.get(key, {})))
    return page


def submit(browser: Browser, page: Page) -> Page:
    return browser.send(page, next(each for each in page.forms if each.action.endswith("/check")))


def count(house: Household, who: str = "case_worker") -> int:
    return house.desks["registration"].ask(mandates, actor(who), narrowed=MandateFilter(with_ended=True)).total


def test_row_03_a_person_is_registered_page_by_page(house: Household) -> None:
    browser = house.as_("case_worker")
    summary = walk(browser)
    assert "Beispiel" in summary.text
    assert "admissible" in summary.text
    page = submit(browser, summary)
    assert page.status == 200
    assert "M-2026-0001" in page.text
    assert (count(house), house.desks["registration"].ask(my_drafts, actor("case_worker"))) == (1, ())


@pytest.mark.parametrize(
    ("language", "age", "housing", "insurance"),
    [
        ("fr", "La personne a 64 ans", "logement n’est pas réglée", "ne couvre pas les accidents"),
        ("de", "Die Person ist 64 Jahre alt", "Wohnsituation ist nicht geregelt", "deckt Unfälle nicht"),
    ],
)
def test_row_09_a_refused_registration_tells_every_reason_at_once_in_both_languages(
    house: Household, language: str, age: str, housing: str, insurance: str
) -> None:
    browser = house.as_("case_worker")
    browser.open(f"/language/{language}")
    conditions = {"housing_stable": "no", "accident_insurance": "no"}
    page = submit(browser, walk(browser, person={"birth_on": "1.5.1962"}, conditions=conditions))
    assert page.status == 422
    for words in (age, housing, insurance):
        assert words in page.text
    assert count(house) == 0


def test_an_objection_leads_to_its_question_and_is_said_there(house: Household) -> None:
    browser = house.as_("case_worker")
    page = submit(browser, walk(browser, conditions={"housing_stable": "no"}))
    address = next(target for target, _ in page.links if target.endswith("#field-housing_stable"))
    there = browser.open(urlsplit(address).path + "?check=yes")
    assert "logement n’est pas réglée" in there.text


def test_row_09_a_person_who_needs_an_exception_is_registered_and_waits_for_the_head(house: Household) -> None:
    browser = house.as_("case_worker")
    summary = walk(browser, work={"employability_percent": "70"})
    assert "Exception d’employabilité" in summary.text
    assert submit(browser, summary).status == 200
    board = house.as_("ssip_head").open("/triage")
    assert "Exception d’employabilité" in board.text


def test_going_back_loses_nothing_and_needs_nothing(house: Household) -> None:
    browser = house.as_("case_worker")
    page = fill(browser, browser.open("/mandates/new?fresh=yes"), **PERSON)
    form = page.form(wished_kind="")
    form.names.add("action")
    back = browser.send(page, form, wished_kind="IS", action="back")
    assert 'value="Beispiel"' in back.html
    again = fill(browser, back, family_name="Beispiel")
    assert 'value="IS" checked' in again.html


def test_what_everybody_has_to_say_is_asked_for_before_going_on(house: Household) -> None:
    browser = house.as_("case_worker")
    page = fill(browser, browser.open("/mandates/new?fresh=yes"), family_name="Beispiel", birth_on="gestern")
    assert page.status == 422
    assert 'value="Beispiel"' in page.html
    assert page.text.count("Indiquez un jour comme") == 2
    assert "Prénom : Cette indication manque" in page.text


def test_one_may_leave_and_take_the_draft_up_later(house: Household) -> None:
    browser = house.as_("case_worker")
    page = browser.open("/mandates/new?fresh=yes")
    form = page.form(family_name="")
    form.names.add("action")
    browser.send(page, form, family_name="Später", action="later")
    drafts = browser.open("/mandates/new")
    assert "Später" in drafts.text
    assert "Später" not in house.as_("service_head").open("/mandates").text
    drop = next(each for each in drafts.forms if each.action.endswith("/drop"))
    browser.send(drafts, drop)
    assert house.desks["registration"].ask(my_drafts, actor("case_worker")) == ()


def test_sending_twice_registers_once(house: Household) -> None:
    browser = house.as_("case_worker")
    summary = walk(browser)
    first, second = submit(browser, summary), submit(browser, summary)
    assert first.url == second.url
    assert count(house) == 1


def test_a_commune_nobody_answers_for_is_said_and_never_guessed(house: Household) -> None:
    browser = house.as_("case_worker")
    page = fill(browser, browser.open("/mandates/new?fresh=yes"), **(PERSON | {"commune_bfs_no": "738"}))
    assert page.status == 422
    assert "Choisissez une des réponses proposées" in page.text


@pytest.mark.parametrize("kind", list(PlaceKind))
def test_the_wizard_marks_as_needed_what_admission_needs(kind: PlaceKind) -> None:
    verdict = admission_verdict(Applicant(), kind, START.date())
    fields = [name for page in wizard_plan.STEPS for name in page.fields]
    needed = {name for name in fields if wizard_plan.is_needed(name, kind)}
    known = {"family_name", "given_name", "commune_bfs_no", "wished_kind"}
    assert needed - known == set(verdict.missing) - {"registered_on"}
