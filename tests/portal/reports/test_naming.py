"""Reports of one year are told apart by their months, and those about the same time by their version."""

from __future__ import annotations

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
from flask import g

from portal.pages.reports.naming import title_among
from schemas.codes_reporting import PaperKind, ReleaseState
from services.steering.queries.reports import ReportLine
from tests.portal.household import Household

MADE = datetime(2026, 10, 20, 8, 0, tzinfo=UTC)


def report(first: date, last: date, made_at: datetime = MADE) -> ReportLine:
    return ReportLine(
        id=uuid4(),
        row_version=1,
        kind=PaperKind.CANTON,
        state=ReleaseState.PUBLISHED,
        first_on=first,
        last_on=last,
        made_at=made_at,
        published_at=made_at,
        texts={},
        content=None,
    )


YEAR = report(date(2026, 1, 1), date(2026, 12, 31))
SUMMER = report(date(2026, 7, 1), date(2026, 9, 30))
AGAIN = report(date(2026, 7, 1), date(2026, 9, 30), MADE.replace(day=25))
WINTER = report(date(2025, 12, 1), date(2026, 2, 28))
MONTH = report(date(2026, 3, 1), date(2026, 3, 31))


@pytest.mark.parametrize(
    ("language", "named"),
    [
        (
            "fr",
            [
                "Rapport au canton 2026",
                "Rapport au canton juillet–septembre 2026 (version 1)",
                "Rapport au canton juillet–septembre 2026 (version 2)",
                "Rapport au canton décembre 2025–février 2026",
                "Rapport au canton mars 2026",
            ],
        ),
        (
            "de",
            [
                "Bericht an den Kanton 2026",
                "Bericht an den Kanton Juli–September 2026 (Fassung 1)",
                "Bericht an den Kanton Juli–September 2026 (Fassung 2)",
                "Bericht an den Kanton Dezember 2025–Februar 2026",
                "Bericht an den Kanton März 2026",
            ],
        ),
    ],
)
def test_row_24_no_two_reports_bear_one_name(portal: Household, language: str, named: list[str]) -> None:
    every = [YEAR, SUMMER, AGAIN, WINTER, MONTH]
    with portal.app.test_request_context():
        g.language = language
        assert [title_among(each, every) for each in every] == named
