"""A form is a command: Swiss ways of writing, every objection at once, nothing typed is ever lost."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from schemas.codes import Funding, PlaceKind
from tests.journeys.visitor import Page
from tests.portal.browser import Browser
from tests.portal.core.toy import LAUNCHED, add_toys
from tests.portal.household import Household

GOOD: dict[str, Any] = {
    "name": "Möwe",
    "built_on": "7.3.98",
    "seats": "1’250".replace("1’250", "12"),
    "load_percent": "80 %",
    "price": "48'250.50",
    "kinds": ["IP", "PE"],
    "funding": "KIA",
    "harbour": "twann",
    "is_wooden": "yes",
    "insured": "no",
    "declared": "yes",
    "remark": "Zwei Zeilen\nText",
}


@pytest.fixture
def boats(portal: Household, tmp_path: Path) -> Household:
    return add_toys(portal, tmp_path)


@pytest.fixture
def sailor(boats: Household) -> Browser:
    return boats.as_("provider")


def launch(sailor: Browser, **changed: Any) -> Page:
    return sailor.fill("/toys/new", **(GOOD | changed))


def test_a_form_becomes_the_command_it_was_made_from(sailor: Browser) -> None:
    page = launch(sailor)
    assert page.status == 200
    asked = LAUNCHED[-1]
    assert (asked.name, asked.built_on, asked.seats) == ("Möwe", date(1998, 3, 7), 12)
    assert (asked.load_percent, asked.price) == (80, 4825050)
    assert asked.kinds == (PlaceKind.IP, PlaceKind.PE)
    assert (asked.funding, asked.harbour) == (Funding.KIA, "twann")
    assert (asked.is_wooden, asked.insured, asked.declared) == (True, False, True)
    assert asked.remark == "Zwei Zeilen\nText"


def test_every_objection_stands_at_its_field_and_in_the_summary_at_once(sailor: Browser) -> None:
    page = sailor.fill("/toys/new", name="", built_on="31.2.2026", seats="501", price="viel", load_percent="viel")
    assert page.status == 422
    for field in ("name", "built_on", "seats", "price", "load_percent", "funding", "harbour", "insured"):
        assert f'href="#field-{field}"' in page.html, field
        assert f'id="error-{field}"' in page.html, field
    assert "entre 1 et 500" in page.text
    assert "31.12.2026" in page.text


def test_row_38_objections_are_said_in_the_persons_language(sailor: Browser) -> None:
    sailor.client.get("/language/de")
    page = sailor.fill("/toys/new", seats="viele")
    assert "Geben Sie eine ganze Zahl ein" in page.text


def test_what_was_typed_stays_whatever_was_wrong(sailor: Browser) -> None:
    page = launch(sailor, built_on="morgen", seats="zwölf", price="viel Geld", remark="<b>fett</b> & mehr")
    form = page.form(seats="")
    values = dict(form.values)
    assert (values["built_on"], values["seats"], values["price"]) == ("morgen", "zwölf", "viel Geld")
    assert values["remark"] == "<b>fett</b> & mehr"
    assert [value for name, value in form.values if name == "kinds"] == ["IP", "PE"]
    assert (values["funding"], values["harbour"], values["insured"], values["declared"]) == (
        "KIA",
        "twann",
        "no",
        "yes",
    )


def test_objections_of_the_rules_are_shown_like_those_of_the_form(sailor: Browser) -> None:
    page = launch(sailor, name="Titanic")
    assert page.status == 422
    assert 'href="#field-name"' in page.html
    assert page.text.count("toy_whole") == 1


@pytest.mark.parametrize(
    ("typed", "expected"),
    [("2026-03-07", date(2026, 3, 7)), ("07.03.2026", date(2026, 3, 7)), ("7.3.26", date(2026, 3, 7)),
     (" 7. 3. 1958 ", date(1958, 3, 7)), ("7/3/58", date(1958, 3, 7)), ("29.2.2028", date(2028, 2, 29))],
)  # fmt: skip
def test_days_are_read_the_way_people_here_write_them(sailor: Browser, typed: str, expected: date) -> None:
    launch(sailor, built_on=typed)
    assert LAUNCHED[-1].built_on == expected


@pytest.mark.parametrize("typed", ["29.2.2026", "3.2026", "2026", "0.0.2026", "7.3.226", "١.٢.٢٠٢٦"])
def test_what_is_no_day_is_never_guessed(sailor: Browser, typed: str) -> None:
    assert launch(sailor, built_on=typed).status == 422


@pytest.mark.parametrize("typed", ["4'00", "4’00", "4 00", "4\u00a000", "4\u202f00", "400"])
def test_thousands_may_be_grouped_by_any_sign(sailor: Browser, typed: str) -> None:
    launch(sailor, seats=typed)
    assert LAUNCHED[-1].seats == 400


@pytest.mark.parametrize("typed", ["4.5", "1e2", "٤", "0x10", "--4", "9" * 400, "4;drop"])
def test_what_is_no_number_is_refused(sailor: Browser, typed: str) -> None:
    assert launch(sailor, seats=typed).status == 422


def test_no_answer_is_another_answer_than_no(sailor: Browser) -> None:
    launch(sailor, is_wooden="")
    assert LAUNCHED[-1].is_wooden is None
    launch(sailor, is_wooden="no")
    assert LAUNCHED[-1].is_wooden is False


def test_ten_thousand_characters_and_emoji_are_kept_exactly(sailor: Browser) -> None:
    text = ("Schöne Grüsse 🚣‍♀️ " * 700)[:9990] + " end"
    launch(sailor, remark=text)
    assert LAUNCHED[-1].remark == text.strip()
    page = launch(sailor, remark=text + "x" * 100)
    assert page.status == 422
    assert "au plus 10000" in page.text
    assert dict(page.form(seats="").values)["remark"].strip() == text + "x" * 100


def test_pasted_cells_and_control_characters_become_plain_text(sailor: Browser) -> None:
    launch(sailor, name="Anna\tMuster\r\nBiel\x00\x1b[31m\u202egnp.exe\u200b", remark="a\tb\r\nc\x07")
    assert LAUNCHED[-1].name == "Anna Muster Biel[31mgnp.exe"
    assert LAUNCHED[-1].remark == "a\tb\nc"


def test_script_and_template_signs_are_shown_as_text(sailor: Browser) -> None:
    page = launch(sailor, name='{{ 7*7 }}<script>alert(1)</script>" onload="x')
    assert "<script>alert" not in page.html
    assert "49" not in page.text
    assert 'onload="x' not in page.html


def test_row_47_nobody_sends_what_the_page_decides(sailor: Browser) -> None:
    page = sailor.open("/toys/new")
    form = page.form(seats="")
    form.names.update({"owner_role"})
    sailor.send(page, form, **GOOD, owner_role="ssip_head")
    assert LAUNCHED[-1].owner_role == "provider"


def test_fields_the_command_does_not_know_are_refused(sailor: Browser) -> None:
    page = sailor.open("/toys/new")
    form = page.form(seats="")
    form.names.update({"role", "organisation_id"})
    answer = sailor.send(page, form, **GOOD, role="ssip_admin", organisation_id=str(uuid4()))
    assert answer.status == 422
    assert "ne connaît pas" in answer.text


def test_choices_that_were_not_offered_are_refused(sailor: Browser) -> None:
    for changed in ({"harbour": "monaco"}, {"funding": "lottery"}, {"kinds": ["IP", "XX"]}, {"insured": "maybe"}):
        assert launch(sailor, **changed).status == 422, changed


def test_sending_twice_does_it_once_and_answers_the_same(sailor: Browser) -> None:
    page = sailor.open("/toys/new")
    form = page.form(seats="")
    first, second = sailor.post(page, form, **GOOD), sailor.post(page, form, **GOOD)
    assert first.status_code == second.status_code == 303
    assert first.headers["Location"] == second.headers["Location"]
    assert len(LAUNCHED) == 1


def test_going_back_and_changing_an_answer_is_heard_and_not_mistaken_for_a_second_click(sailor: Browser) -> None:
    page = sailor.open("/toys/new")
    form = page.form(seats="")
    sailor.post(page, form, **GOOD)
    again = sailor.post(page, form, **(GOOD | {"name": "Other"}))
    assert len(LAUNCHED) == 2, "the handler is asked again; here the database then says that the boat exists"
    assert again.status_code in (409, 500)


def test_missing_fields_and_an_empty_body_are_objections_not_errors(sailor: Browser) -> None:
    answer = sailor.client.post("/toys/new", data={"csrf_token": sailor.csrf()})
    assert answer.status_code == 422
    assert "Cette indication manque" in answer.text
