"""One mandate from a published place to its closure, in one process and on PostgreSQL with RabbitMQ."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.journeys import journey
from tests.journeys.houses import House, embedded_house, server_house
from tests.journeys.journey import ANSWERS, People, act, fill_wizard, main_form, path_of, until
from tests.journeys.keyboard import KeyboardVisitor
from tests.journeys.visitor import Visitor

pytestmark = [pytest.mark.slow, pytest.mark.timeout(400)]


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with embedded_house(tmp_path_factory.mktemp("house")) as house:
        yield house


@pytest.fixture(scope="module")
def people(alone: House) -> People:
    return People(alone.base)


def whole_journey(house: House, people: People) -> None:
    place = journey.publish(people)
    mandate = journey.submit(people)
    number = re.search(r"M-\d{4}-\d{4}", people("as.lyss").open(mandate).text)
    assert number
    journey.prepare(people, mandate)
    proposal = journey.propose(people, mandate, place)
    placement = journey.start(people, proposal, number.group())
    journey.report(people, placement)
    closed = journey.finish(people, mandate, placement)
    assert closed.status == 200
    for role in ("as.lyss", "coordination"):
        assert until(lambda role=role: people(role).open("/"), "").status == 200
    assert "Aucune lettre" in house.call("parked", "list") or "No letter is parked" in house.call("parked", "list")
    assert "well" in house.call("check")


def test_row_03_the_whole_journey_in_one_process(alone: House) -> None:
    whole_journey(alone, People(alone.base))


def test_row_39_the_whole_journey_in_a_browser_by_keyboard_alone(alone: House, browser: Browser) -> None:
    people = People(alone.base, "de", lambda base, language: KeyboardVisitor(base, language, browser))
    whole_journey(alone, people)
    visitors = [each for each in people.known.values() if isinstance(each, KeyboardVisitor)]
    assert len(visitors) == 3
    assert [text for each in visitors for text in each.complaints] == []
    for each in visitors:
        each.tab.context.close()


@pytest.mark.postgres
@pytest.mark.rabbitmq
def test_row_40_the_whole_journey_on_postgresql_and_rabbitmq(
    tmp_path: Path, service_databases: str, fresh_vhost: str
) -> None:
    with server_house(tmp_path, service_databases, fresh_vhost) as house:
        whole_journey(house, People(house.base, "de"))


@pytest.mark.parametrize(
    ("language", "word"), [("fr", "assurance"), ("de", "versicherung")], ids=["in French", "in German"]
)
def test_row_09_an_ineligible_person_is_refused_with_all_reasons(alone: House, language: str, word: str) -> None:
    visitor = Visitor(alone.base, language)
    visitor.sign_in("as.lyss" if language == "de" else "as.bienne", journey.PASSWORD)
    commune = "306" if language == "de" else "371"
    wrong = {"birth_on": "01.05.1950", "accident_insurance": "no", "self_employed": "yes", "commune_bfs_no": commune}
    names = {"family_name": "Refus", "given_name": "Claire"}
    page = fill_wizard(visitor, names | ANSWERS | wrong)
    assert page.status == 422, f"{page.url} {page.text[:800]}"
    assert word in page.text.lower()
    for name in ("birth_on", "accident_insurance", "self_employed"):
        assert re.search(rf'href="[^"]*#(field-)?{name}"', page.html), f"no way from the objection to {name}"


def test_row_09_an_exception_is_granted_by_the_head_of_the_office(people: People) -> None:
    mandate = journey.submit(people, employability_percent="70")
    act(people("coordination"), mandate, "acknowledge")
    page = people("coordination").open(f"{mandate}/do/admit")
    refused = people("coordination").send(page, main_form(page))
    assert refused.status == 422
    grant = {"exception": "employability", "granted": "yes", "remark": "Motivation et soutien."}
    act(people("direction"), mandate, "grant_exception", **grant)
    act(people("coordination"), mandate, "admit")


def test_row_05_a_decline_is_overridden_by_the_office(people: People) -> None:
    place = journey.publish(people, title="Atelier au bord du lac")
    mandate = journey.submit(people)
    journey.prepare(people, mandate)
    proposal = journey.propose(people, mandate, place)
    act(people("gad"), proposal, "decline", reason="profile_not_fitting", remark="Autre profil attendu.")
    act(people("coordination"), proposal, "override_decline", remark="Le profil correspond au contrat.")
    assert people("gad").open(proposal).status == 200


def test_row_05_a_confirmed_decline_frees_the_person_for_another_place(people: People) -> None:
    place = journey.publish(people, title="Atelier sous les tilleuls")
    mandate = journey.submit(people)
    journey.prepare(people, mandate)
    proposal = journey.propose(people, mandate, place)
    act(people("gad"), proposal, "decline", reason="profile_not_fitting", remark="Autre profil attendu.")
    act(people("coordination"), proposal, "confirm_decline", remark="D'accord.")
    again = journey.propose(people, mandate, place)
    assert again != proposal


def test_row_01_a_full_place_is_said_and_nothing_is_lost(people: People) -> None:
    place = journey.publish(people, title="Petit atelier", seats="1")
    first, second = journey.submit(people), journey.submit(people)
    for mandate in (first, second):
        journey.prepare(people, mandate)
    journey.propose(people, first, place)
    office = people("coordination")
    mandate_id, place_id = second.rpartition("/")[2], place.rpartition("/")[2]
    until(lambda: office.open(f"/matching/{mandate_id}"), place_id)
    page = office.open(f"/matching/{mandate_id}/propose/{place_id}")
    stay = {"starts_on": journey.swiss(journey.today()), "ends_on": "31.12.2029"}
    refused = office.send(page, main_form(page), **stay, workload_percent="80", ground="consent")
    assert refused.status in (409, 422), refused.text[:800]
    assert path_of(office.open(second)) == second


def test_row_18_the_right_people_are_told(people: People) -> None:
    mandate = journey.submit(people)
    number = re.search(r"M-\d{4}-\d{4}", people("as.lyss").open(mandate).text)
    assert number
    office = people("coordination")
    until(lambda: office.open("/"), number.group())


def test_no_name_travels_or_stands_in_a_log(alone: House, people: People) -> None:
    canary = "Kanarienvogelin"
    place = journey.publish(people, title="Atelier des oiseaux")
    mandate = journey.submit(people, family_name=canary)
    journey.prepare(people, mandate)
    journey.propose(people, mandate, place)
    until(lambda: people("gad").open("/proposals"), "/proposals/")
    found = [
        f"{database.name}:{table}"
        for database in sorted(alone.folder.glob("*.sqlite"))
        for table, text in every_text(database)
        if canary in text and (database.name, table) not in MAY_HOLD_NAMES
    ]
    assert found == []
    assert [log.name for log in alone.folder.glob("*.log") if canary in log.read_text("utf-8", "replace")] == []


MAY_HOLD_NAMES = {("registration.sqlite", "person")}


def every_text(database: Path) -> Iterator[tuple[str, str]]:
    """Yield each table of a database with everything written in it."""
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        tables = connection.execute("select name from sqlite_master where type = 'table'").fetchall()
        for (table,) in tables:
            yield table, repr(connection.execute(f'select * from "{table}"').fetchall())


def test_nobody_sees_what_is_not_theirs(people: People) -> None:
    mandate = journey.submit(people)
    assert people("as.nidau").open(mandate).status == 404
    assert people("gad").open(mandate).status == 404
    assert people("canton").open(mandate).status in (403, 404)
    assert people("as.lyss").open(f"{mandate}/do/admit").status == 403


def test_a_stale_page_is_told_that_somebody_was_faster(people: People) -> None:
    mandate = journey.submit(people)
    office = people("coordination")
    old = office.open(f"{mandate}/do/request_information")
    act(office, mandate, "acknowledge")
    late = office.send(old, main_form(old), remark="Quel permis ?")
    assert late.status == 409
    assert "Quel permis" in late.html
