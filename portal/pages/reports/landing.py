"""What reports show at the head of the canton's Today: its own report of the year that is over, and where it stands."""

from __future__ import annotations

from collections.abc import Iterator

from flask import url_for

from portal import formats
from portal.areas import Figure
from portal.doors import actor, ask, may, say, today
from portal.pages.reports.naming import short_span
from schemas.actor import Role
from schemas.codes_reporting import PaperKind
from schemas.codes_steering import PeriodKind
from services.steering.queries.periods import previous_period
from services.steering.queries.reports import reports


def numbers() -> Iterator[Figure]:
    """Yield the canton's report of the last whole year; one that nobody has published yet is said to be missing."""
    if actor().role is not Role.CANTON_READER or not may(reports):
        return
    year = previous_period(today(), PeriodKind.YEAR).last.year
    mine = [each for each in ask(reports) if each.kind is PaperKind.CANTON]
    found = next((each for each in mine if each.last_on.year >= year and each.published_at), None)
    label = say("today.figure.report")
    if found is None:
        yield Figure(label, str(year), url_for("reports.index"), say("today.figure.report_missing"), "warn", 5)
        return
    published = say("today.figure.report_published", day=formats.day(found.published_at))
    yield Figure(label, short_span(found), url_for("reports.detail", report_id=found.id), published, rank=5)
