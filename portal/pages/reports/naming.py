"""What a report is called: its kind and the time it is about, so that two of one year are told apart."""

from __future__ import annotations

from collections.abc import Sequence

from portal import formats
from portal.doors import language, say
from services.steering.queries.reports import ReportLine


def title(report: ReportLine) -> str:
    """Return ``Rapport au canton juillet–septembre 2026``, and only the year where it is about a whole one."""
    return f"{formats.code(report.kind, language())} {in_words(report)}"


def title_among(report: ReportLine, others: Sequence[ReportLine]) -> str:
    """Return the title, with the version where the same time was reported on more than once; ``others`` holds all."""
    known = title(report)
    alike = sorted((each for each in others if title(each) == known), key=lambda each: each.made_at)
    if len(alike) < 2:
        return known
    return f"{known} ({say('papers.version', number=alike.index(report) + 1)})"


def short_span(report: ReportLine) -> str:
    """Return the year of a report, or its months in figures where it is about a part of one."""
    first, last = report.first_on, report.last_on
    if _is_year(report):
        return str(last.year)
    if first.year != last.year:
        return f"{first:%m.%Y}–{last:%m.%Y}"
    return f"{last:%m.%Y}" if first.month == last.month else f"{first:%m}–{last:%m.%Y}"


def _is_year(report: ReportLine) -> bool:
    first, last = report.first_on, report.last_on
    return first.year == last.year and (first.month, last.month) == (1, 12)


def in_words(report: ReportLine) -> str:
    """Return the year of a report, or its months by name."""
    first, last = report.first_on, report.last_on
    if _is_year(report):
        return str(last.year)
    begins, ends = (formats.month_name(each, language()) for each in (first, last))
    if first.year != last.year:
        return f"{begins} {first.year}–{ends} {last.year}"
    return f"{ends} {last.year}" if first.month == last.month else f"{begins}–{ends} {last.year}"
