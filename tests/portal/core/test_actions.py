"""The pages behind the buttons of a record, and what happens when somebody was faster."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID, uuid4

import pytest

from tests.portal.browser import Browser
from tests.portal.core.test_forms import GOOD
from tests.portal.core.toy import Boat, add_toys
from tests.portal.household import Household


@pytest.fixture
def boats(portal: Household, tmp_path: Path) -> Household:
    return add_toys(portal, tmp_path)


@pytest.fixture
def sailor(boats: Household) -> Browser:
    return boats.as_("provider")


@pytest.fixture
def boat_url(sailor: Browser) -> str:
    page = sailor.fill("/toys/new", **GOOD)
    return page.url


def seats(house: Household, url: str) -> tuple[str, int]:
    with house.app.extensions["ssip.desks"]["toyforms"].database.reading() as session:
        row = session.get(Boat, UUID(url.rpartition("/")[2]))
        return row.name, row.seats


def test_a_step_that_asks_nothing_is_done_by_its_button(boats: Household, sailor: Browser, boat_url: str) -> None:
    page = sailor.open(boat_url)
    form = next(each for each in page.forms if ("action", "sink") in each.values)
    done = sailor.send(page, form)
    assert done.status == 200
    assert "Enregistré" in done.text
    assert seats(boats, boat_url) == ("Möwe", 0)


def test_a_step_that_asks_something_opens_its_form(boats: Household, sailor: Browser, boat_url: str) -> None:
    page = sailor.open(boat_url)
    page = sailor.open(page.link("/do/rename"))
    assert dict(page.form(name="").values)["name"] == "Möwe"
    page = sailor.send(page, page.form(name=""), name="Schwan")
    assert page.url == boat_url
    assert seats(boats, boat_url)[0] == "Schwan"


def test_somebody_who_was_slower_sees_both_versions_and_keeps_what_was_typed(
    boats: Household, sailor: Browser, boat_url: str
) -> None:
    slow = sailor.open(f"{boat_url}/do/rename")
    sailor.fill(f"{boat_url}/do/rename", name="Schneller")
    page = sailor.send(slow, slow.form(name=""), name="Langsamer", remark="mit Grund")
    assert page.status == 409
    assert "Langsamer" in page.text
    assert "Schneller" in page.text
    page = sailor.send(page, page.form(form_review=""))
    assert page.status == 200
    assert seats(boats, boat_url)[0] == "Schneller", "looking again does nothing by itself"
    values = dict(page.form(name="").values)
    assert (values["name"], values["remark"].strip()) == ("Langsamer", "mit Grund")
    page = sailor.send(page, page.form(name=""))
    assert page.status == 200
    assert seats(boats, boat_url)[0] == "Langsamer"


def test_a_button_of_an_old_page_is_a_conflict_too(boats: Household, sailor: Browser, boat_url: str) -> None:
    page = sailor.open(boat_url)
    sailor.fill(f"{boat_url}/do/rename", name="Schneller")
    form = next(each for each in page.forms if ("action", "sink") in each.values)
    assert sailor.send(page, form).status == 409
    assert seats(boats, boat_url) == ("Schneller", 12)


def test_steps_nobody_knows_and_records_nobody_has_are_not_found(sailor: Browser, boat_url: str) -> None:
    assert sailor.open(f"{boat_url}/do/fly").status == 404
    assert sailor.open(f"/toys/{uuid4()}/do/sink").status == 404


def test_a_role_without_a_permit_sees_neither_button_nor_form(boats: Household, boat_url: str) -> None:
    assert boats.as_("case_worker").open(f"{boat_url}/do/sink").status == 403
