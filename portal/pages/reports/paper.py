"""The report of the office as an accessible paper: texts, figures, charts with their words, tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from portal import formats
from portal.charts import columns_of
from portal.doors import language, now, say
from portal.pages.reports import shown
from portal.pages.reports.naming import title as title_of
from portal.papers.pictures import bars_svg, lines_svg
from portal.papers.press import printed
from schemas.codes_reporting import ReportPart
from services.steering.queries.reports import ReportLine

BLOCKS: Final = ("introduction", "course", "outlook")


def paper_of(report: ReportLine) -> bytes:
    """Return the report as PDF in the language of the reader."""
    content = shown.content_of(report)
    days = f"{formats.day(report.first_on)} – {formats.day(report.last_on)}"
    stand = say("papers.preview") if report.published_at is None else ""
    given: dict[str, Any] = {
        "title": title_of(report),
        "language": language(),
        "notes": [each for each in (days, stand) if each],
        "blocks": list(blocks(report)),
        "figures": _table(say("papers.figures"), _heads(), shown.figure_rows(content)),
        "charts": list(_charts(content)),
        "tables": list(_tables(report, content)),
        "empty": say("figures.none"),
        "small_note": _small(content),
        "page_word": say("table.page"),
        "foot": _foot(content),
    }
    return printed("report.typ", given, at=report.published_at or now())


def _foot(content: shown.Content) -> str:
    if not shown.has(content, ReportPart.CONCENTRATION):
        return ""
    return f"{say('figures.hhi')}{say('export.colon')} {content['hhi'] or say('figures.no_data')}"


def blocks(report: ReportLine) -> list[dict[str, Any]]:
    """Return the texts that were written, in the reader's language, by paragraph."""
    found = [(name, report.texts.get(f"{name}_{language()}", "")) for name in BLOCKS]
    return [
        {"title": say(f"papers.{name}"), "paragraphs": [each.strip() for each in text.split("\n") if each.strip()]}
        for name, text in found
        if text.strip()
    ]


def _small(content: shown.Content) -> str:
    minimum = content.get("small_cell_minimum")
    return say("papers.small_cells", minimum=minimum) if minimum else ""


def _heads() -> list[tuple[str, bool, int]]:
    return [
        (say("figures.indicator"), False, 3),
        (say("figures.value"), True, 2),
        (say("figures.unit"), False, 0),
        (say("figures.formula"), False, 5),
    ]


def _table(title: str, heads: Sequence[tuple[str, bool, int]], rows: Sequence[Sequence[str | None]]) -> dict[str, Any]:
    columns = [{"label": label, "numeric": numeric, "share": share} for label, numeric, share in heads]
    return {"title": title, "columns": columns, "rows": [[each or "–" for each in row] for row in rows]}


def _charts(content: shown.Content) -> list[dict[str, str]]:
    use = shown.use_bars(content)
    found = []
    if series := shown.series(content):
        course = lines_svg(shown.labels(content), series)
        found.append({"title": say("figures.course"), "svg": course, "alt": say("figures.course_text")})
    if use:
        said = "; ".join(f"{each.label} {each.note}" for each in use)
        alt = f"{say('figures.utilisation_text')} {said}"
        found.append({"title": say("figures.utilisation"), "svg": bars_svg(use), "alt": alt})
    return found


def _tables(report: ReportLine, content: shown.Content) -> Iterator[dict[str, Any]]:
    if series := shown.series(content):
        course = [(say("period.from"), False, 1), *((each.label, True, 1) for each in series)]
        yield _table(say("figures.course"), course, columns_of(shown.labels(content), series))
    closings = [(say(f"figures.{name}"), False, 2) for name in ("reason", "potential", "success")]
    counted = (say("figures.count"), True, 1)
    outcomes = [(say("figures.month"), True, 1), (say("figures.outcome"), False, 3), counted]
    if shown.has(content, ReportPart.CLOSINGS):
        yield _table(say("figures.closings"), [*closings, counted], shown.closing_rows(content))
    if shown.has(content, ReportPart.OUTCOMES):
        yield _table(say("figures.outcomes"), outcomes, shown.outcome_rows(content))
    if people := shown.person_rows(report, content):
        named = [(say("service_report.number"), False, 0), (say("service_report.name"), False, 1)]
        yield _table(say("code.report_part.persons"), named, people)
