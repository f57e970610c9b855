"""Records of operations for the access tests: a letter of placements that nobody could handle."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from messaging.letterbox import LetterBox
from messaging.parked import waiting
from tests.portal.household import Household


def _parked(house: Household) -> Mapping[str, Any]:
    desk = house.desks["placements"]
    LetterBox(desk).parking.park_bytes(b"no letter", "not_json", "Expecting value")
    return {"service": "placements", "parked_id": waiting(desk)[0].id}


SAMPLES = {"parked": _parked}
