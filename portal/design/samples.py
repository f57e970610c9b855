"""Gathers the invented mandates, people and figures the design pages put into the macros; nobody here exists."""

from __future__ import annotations

from types import SimpleNamespace
from urllib.parse import urlencode

from portal.charts import Bar, Series
from portal.design import asked, lists, records
from portal.design.frame import Word


def samples(language: str) -> SimpleNamespace:
    """Return the objects by the names the design templates use."""
    word = Word(language)
    return SimpleNamespace(
        columns=lists.columns(word),
        rows=lists.rows(word),
        few=[row[:7] for row in lists.rows(word)[:7]],
        tones=lists.tones(),
        tasks=lists.tasks(word),
        filters=lists.filters(word),
        chips=lists.chips(word),
        tabs=lists.tabs(word),
        rungs=records.rungs(word),
        actions=records.actions(word),
        entries=records.entries(word),
        thread=records.thread(word),
        facts=records.facts(word),
        files=records.files(word),
        fields=asked.fields(word),
        steps=asked.steps(word),
        answers=asked.answers(word),
        bars=bars(),
        months=[f"{month:02}" for month in range(1, 13)],
        series=series(word),
        page_url=lambda number: f"?{urlencode({'lang': language, 'page': number})}",
    )


def bars() -> list[Bar]:
    """Return occupied places of contracted places, two providers full."""
    given = (
        ("Gad-Stiftung", 21, 24),
        ("LBS", 18, 18),
        ("FRAC", 7, 12),
        ("Avenir Biel-Bienne", 13, 15),
        ("CSP Regenove", 6, 10),
        ("Syphon", 9, 9),
        ("Mercato", 5, 8),
        ("Südkurve", 4, 6),
    )
    return [Bar(name, used, all_, "danger" if used == all_ else "") for name, used, all_ in given]


def series(word: Word) -> list[Series]:
    """Return four rows over a year whose last month is still to come."""
    return [
        Series("PIP", [31, 33, 34, 36, 38, 37, 30, 29, 38, 41, 42, None]),
        Series("IS", [22, 22, 25, 24, 26, 27, 24, 23, 27, 28, 31, None]),
        Series("IP", [9, 10, 9, 12, 12, 13, 9, 8, 12, 14, 14, None]),
        Series(word("others"), [4, 4, 5, 5, 3, 6, 4, 4, 5, 6, 6, None]),
    ]
