"""The search finds people and mandates by any piece of a name or a number, capitals or not, and nothing by signs."""

from __future__ import annotations

import pytest

from services.registration.queries.lists import MandateFilter, mandates
from services.registration.queries.names import find_mandates, may_be_of_a_number
from tests.services.registration.people import COORDINATOR, OTHER_WORKER, PROVIDER, Office

PEOPLE = ("Ahornfeld", "Ménardin", "Under_lin", "Prozent%er", "Back\\slash")
FINDINGS = {
    "ahorn": "Ahornfeld",
    "HORNF": "Ahornfeld",
    "nardin": "Ménardin",
    "r_l": "Under_lin",
    "t%e": "Prozent%er",
    "k\\s": "Back\\slash",
    "0001": "Ahornfeld",
    "m-2026-0001": "Ahornfeld",
    "horn M-20": "Ahornfeld",
    "0001 horn": "Ahornfeld",
    "hornx": "",
    "horn 0002": "",
    "h%d": "",
    "M_2": "",
}


@pytest.mark.parametrize("text", FINDINGS)
def test_row_03_a_word_is_found_in_names_and_numbers_by_search_and_list_alike(office: Office, text: str) -> None:
    for name in PEOPLE:
        office.submit(family_name=name)
    wanted = [FINDINGS[text]] if FINDINGS[text] else []
    found = office.service.ask(find_mandates, COORDINATOR, text=text)
    assert [each.name.partition(",")[0] for each in found] == wanted
    lines = office.service.ask(mandates, COORDINATOR, narrowed=MandateFilter(text=text)).lines
    assert [each.name.partition(",")[0] for each in lines] == wanted
    for stranger in (PROVIDER, OTHER_WORKER):
        assert office.service.ask(find_mandates, stranger, text=text) == ()


def test_a_number_is_looked_for_where_a_word_may_be_of_one(office: Office) -> None:
    office.submit()
    (line,) = office.service.ask(mandates, COORDINATOR, narrowed=MandateFilter()).lines
    pieces = {line.number[first:last] for first in range(len(line.number)) for last in range(first + 1, 13)}
    assert all(may_be_of_a_number(each) for each in pieces if each)
    assert not may_be_of_a_number("Ahorn")
