"""What billing brings: its pages, menu lines, lines for Today, and papers found by their number."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from flask import url_for

from portal.areas import Area, Hit, MenuEntry
from portal.doors import ask, has_desk, may
from portal.pages.billing import (
    common,
    coverage,
    crediting,
    files,
    landing,
    month,
    papers,
    reconciling,
    records,
    tariffs,
    tasks,
)
from services.billing.queries import months as month_queries
from services.billing.queries import papers as paper_queries
from services.billing.queries import records as record_queries
from services.billing.queries import reference
from services.billing.queries.coverage import full_costs
from services.billing.queries.reconciliation import reconciliation


def _search(text: str) -> Iterable[Hit]:
    if not may(paper_queries.papers) or not any(each.isdigit() for each in text):
        return []
    found = ask(paper_queries.papers, wanted=paper_queries.PaperFilter(text=text), cut=paper_queries.PaperCut(0, 10))
    return [
        Hit(each.number or "", url_for("papers.detail", paper_id=each.id), "paper", common.word(each.kind))
        for each in found.lines
    ]


def _is_concerned() -> bool:
    """Whether there is any paper for this organisation; a service without separate services has none."""
    return has_desk("billing") and (may(month_queries.billing_month) or ask(paper_queries.has_papers))


AREA: Final = Area(
    blueprints=[
        month.blueprint,
        papers.blueprint,
        files.blueprint,
        reconciling.blueprint,
        records.blueprint,
        tariffs.blueprint,
        coverage.blueprint,
        crediting.blueprint,
    ],
    menu=[
        MenuEntry(
            "billing_month",
            "billing_month.index",
            month_queries.billing_month,
            icon="cash-coin",
            group="billing",
            rank=500,
        ),
        MenuEntry(
            "papers",
            "papers.index",
            paper_queries.papers,
            icon="receipt",
            group="billing",
            rank=510,
            count=tasks.waiting_papers,
            when=_is_concerned,
        ),
        MenuEntry("records", "records.index", record_queries.my_week, icon="stopwatch", group="billing", rank=520),
        MenuEntry(
            "reconciling", "reconciling.index", reconciliation, icon="arrow-left-right", group="billing", rank=530
        ),
        MenuEntry("coverage", "coverage.index", full_costs, icon="bar-chart", group="billing", rank=535),
        MenuEntry("tariffs", "tariffs.index", reference.tariffs, icon="tags", group="billing", rank=540),
    ],
    today=tasks.lines,
    figures=landing.numbers,
    search=_search,
)
