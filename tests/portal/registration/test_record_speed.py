"""Threads, papers and the timeline take the same few statements, however much there is."""

from __future__ import annotations

import pytest

from tests.portal.admin.counter import counted
from tests.portal.household import Household
from tests.portal.registration.scene import paper, running, submit, written

PAGES = ("/messages", "/mandates/{}/messages", "/mandates/{}/documents", "/mandates/{}/timeline")


@pytest.mark.parametrize("address", PAGES)
def test_row_19_and_20_pages_take_the_same_statements_for_one_line_and_for_eight(
    house: Household, address: str
) -> None:
    mandate_id = running(house)
    written(house, mandate_id)
    paper(house, mandate_id)
    browser = house.as_("case_worker")
    browser.open(address.format(mandate_id))
    with counted(house) as few:
        browser.open(address.format(mandate_id))
    for _ in range(7):
        written(house, mandate_id)
        paper(house, mandate_id)
    other = running(house)
    written(house, other)
    with counted(house) as many:
        browser.open(address.format(mandate_id))
    assert len(many) == len(few)


@pytest.mark.parametrize("view", ["", "?view=team"])
def test_a_file_takes_the_same_statements_with_and_without_an_exception(house: Household, view: str) -> None:
    browser = house.as_("ssip_coordinator")
    asked = []
    for answers in ({}, {"employability_percent": 70}):
        address = f"/mandates/{submit(house, **answers)}{view}"
        browser.open(address)
        with counted(house) as said:
            assert browser.open(address).status == 200
        asked.append(len(said))
    assert asked[0] == asked[1]
