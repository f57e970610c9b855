"""Records of placements for the access tests; they belong to Südkurve and to the service of Lyss."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from tests.portal.household import SERVICE, Household
from tests.portal.placements.stage import Stage
from tests.portal.samples import Sample

_MADE: dict[int, Stage] = {}


def _stage(house: Household) -> Stage:
    return _MADE.setdefault(id(house), Stage(house))


@cache
def _sample(method: str, name: str) -> Sample:
    def made(house: Household) -> Mapping[str, Any]:
        return {name: getattr(_stage(house), method)()}

    return made


def _quota(house: Household) -> Mapping[str, Any]:
    _stage(house).quota()
    return {"social_service_id": SERVICE[1], "kind": "IP", "funding": "POIAS", "year": 2026}


SAMPLES: dict[str, Sample] = {
    "place": _sample("place", "place_id"),
    "proposal": _sample("proposal", "proposal_id"),
    "placement": _sample("running", "placement_id"),
    "report": _sample("report", "report_id"),
    "sheet": _sample("sheet", "month_id"),
    "reservation": _sample("reservation", "reservation_id"),
    "quota": _quota,
    "seeker": _sample("mandate", "mandate_id"),
}
