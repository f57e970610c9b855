"""Two records of one person by their pages: found, compared, merged, taken apart again, or known to be two."""

from __future__ import annotations

from uuid import uuid4

from sqlalchemy import update

from schemas import registration as said
from schemas.actor import HOUSE
from services.registration.model import Person
from services.registration.queries.files import mandate_file
from tests.portal.household import Household, actor
from tests.portal.registration.scene import submit, twins


def test_row_42_two_records_stand_side_by_side_and_become_one(house: Household) -> None:
    one, other = twins(house)
    browser = house.as_("ssip_coordinator")
    assert "Zwiling" in browser.open("/duplicates").text
    page = browser.open(f"/duplicates/{one}/{other}")
    assert "Zwilling" in page.text
    assert "Fiche gardée" in page.text
    merged = browser.send(page, page.form(remark=""), remark="Schreibfehler.")
    assert merged.status == 200
    assert "Les deux fiches sont réunies." in merged.text
    assert "Aucun doublon possible." in merged.text
    undo = browser.open(next(target for target, _ in merged.links if target.endswith("/undo")))
    apart = browser.send(undo, undo.form(remark=""), remark="Doch zwei.")
    assert "défaite" in apart.text
    assert f"/duplicates/{one}/{other}" in apart.html or f"/duplicates/{other}/{one}" in apart.html


def test_row_42_a_merge_is_undone_once(house: Household) -> None:
    one, other = twins(house)
    merge_id = uuid4()
    asked = said.MergePersons(merge_id=merge_id, kept_id=one, merged_id=other)
    house.desks["registration"].do(asked, actor("ssip_coordinator"))
    browser = house.as_("ssip_coordinator")
    pages = [browser.open(f"/duplicates/merges/{merge_id}/undo") for _ in range(2)]
    answers = [browser.send(each, each.form(remark=""), remark="Zwei.").status for each in pages]
    assert answers == [200, 409]


def test_row_42_two_that_are_two_are_not_offered_again(house: Household) -> None:
    one, other = twins(house)
    browser = house.as_("ssip_head")
    page = browser.open(f"/duplicates/{one}/{other}")
    apart = browser.send(page, next(each for each in page.forms if each.action.endswith("/apart")))
    assert "La paire n’est plus proposée." in apart.text
    assert "Aucun doublon possible." in apart.text


def test_row_42_two_running_mandates_cannot_come_together(house: Household) -> None:
    given = "Nina Zwo"
    first = submit(house, family_name="Laufend", given_name=given)
    second = submit(house, family_name="Lauffend", given_name=given)
    desk, who = house.desks["registration"], actor("ssip_coordinator")
    names = {desk.ask(mandate_file, who, mandate_id=each).name for each in (first, second)}
    assert len(names) == 2
    browser = house.as_("ssip_coordinator")
    links = [target for target, _ in browser.open("/duplicates").links]
    pair = next(each for each in links if each.startswith("/duplicates/") and each.count("/") == 3)
    page = browser.open(pair)
    assert "mandat en cours" in page.text
    answer = browser.send(page, page.form(remark=""), remark="Geht nicht.")
    assert answer.status == 422


def test_row_42_only_the_office_compares_people(house: Household) -> None:
    one, other = twins(house)
    for who in ("case_worker", "service_head", "provider", "auditor"):
        assert house.as_(who).open("/duplicates").status == 403
        assert house.as_(who).open(f"/duplicates/{one}/{other}").status == 403
    assert house.as_("ssip_coordinator").open(f"/duplicates/{one}/{uuid4()}").status == 404


def test_row_42_the_file_names_who_may_be_the_same_person_to_the_office_only(house: Household) -> None:
    given = "Nina Drei"
    mandate_id = submit(house, family_name="Doppelt", given_name=given)
    browser = house.as_("ssip_coordinator")
    assert "déjà enregistrée" not in browser.open(f"/mandates/{mandate_id}").text
    submit(house, family_name="Doppel", given_name=given)
    page = browser.open(f"/mandates/{mandate_id}")
    assert "Peut-être déjà enregistrée : Doppel, Nina Drei" in page.text
    compare = next(target for target, _ in page.links if target.startswith("/duplicates/"))
    assert "Doppelt, Nina Drei" in browser.open(compare).text
    assert "déjà enregistrée" not in house.as_("case_worker").open(f"/mandates/{mandate_id}").text


def test_row_42_the_list_says_how_far_comparing_is_until_it_is_finished(house: Household) -> None:
    one, _ = twins(house)
    browser, desk = house.as_("ssip_coordinator"), house.desks["registration"]
    assert "comparaison" not in browser.open("/duplicates").text
    with desk.database.writing() as session:
        session.execute(update(Person).where(Person.id == one).values(compared_at=None))
    page = browser.open("/duplicates").text
    assert "Les fiches sont en cours de comparaison. 1 sur 2 sont comparées. La liste est incomplète" in page
    browser.open("/language/de")
    page = browser.open("/duplicates").text
    assert "Die Einträge werden noch verglichen. 1 von 2 sind verglichen. Die Liste ist unvollständig" in page
    desk.do(said.LookAtRegistrationDeadlines(), HOUSE)
    assert "verglichen." not in browser.open("/duplicates").text
