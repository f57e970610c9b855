"""Threads, papers and the timeline take the same few statements, however much there is."""

from __future__ import annotations

import pytest

from tests.portal.admin.counter import counted
from tests.portal.household import Household
from tests.portal.registration.scene import paper, running, written

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
