"""Every record of placements shows where it stands, whose turn it is and until when."""

from __future__ import annotations

import pytest

from tests.portal.household import Household
from tests.portal.placements.stage import Stage

PAGES = {
    "place": "places.detail",
    "proposal": "proposals.detail",
    "running": "placed.detail",
    "report": "interim_reports.detail",
    "sheet": "presence.detail",
}


@pytest.mark.parametrize("made", PAGES)
def test_row_03_the_page_of_a_record_begins_with_its_ladder(portal: Household, made: str) -> None:
    record_id = getattr(Stage(portal), made)()
    rule = next(str(each) for each in portal.app.url_map.iter_rules() if each.endpoint == PAGES[made])
    for who in ("ssip_coordinator", "provider"):
        page = portal.as_(who).open(rule.split("<")[0] + str(record_id))
        assert page.status == 200
        assert '<ol class="ladder"' in page.html
        assert page.html.count('aria-current="step"') == 1


def test_row_01_the_number_of_free_seats_opens_its_calculation(portal: Household) -> None:
    page = portal.as_("ssip_coordinator").open(f"/places/{Stage(portal).place()}")
    drawer = page.html.split('<details class="why"', 1)[1].split("</details>")[0]
    assert "= 2" in drawer
