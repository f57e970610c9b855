"""Records of reports for the access tests: a draft of the office."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import uuid4

from schemas.codes_reporting import PaperKind
from schemas.reporting import PrepareReport
from tests.portal.household import PROVIDER, Household, actor
from tests.portal.samples import Sample


def _report(house: Household) -> Mapping[str, Any]:
    asked = PrepareReport(
        report_id=uuid4(), kind=PaperKind.CANTON, first_on=date(2025, 1, 1), last_on=date(2025, 12, 31)
    )
    return {"report_id": house.desks["steering"].do(asked, actor("ssip_head"))}


def _provider(_: Household) -> Mapping[str, Any]:
    return {"provider_id": PROVIDER[1]}


SAMPLES: dict[str, Sample] = {"office_report": _report, "provider_itself": _provider}
