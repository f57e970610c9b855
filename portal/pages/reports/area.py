"""What reports bring: indicators, the report of a service, and the reports of the office."""

from __future__ import annotations

from typing import Final

from portal.areas import Area, MenuEntry
from portal.pages.reports import indicators, landing, scorecards, service, success, written
from services.steering.queries import figures
from services.steering.queries import reports as queries
from services.steering.queries import scorecards as card_queries

AREA: Final = Area(
    blueprints=[
        indicators.blueprint,
        scorecards.blueprint,
        service.blueprint,
        success.blueprint,
        written.blueprint,
    ],
    also_needs=("steering", "placements", "registration"),
    menu=[
        MenuEntry("figures", "figures.index", figures.figures_of, icon="bar-chart", group="reports", rank=600),
        MenuEntry(
            "service_report",
            "service_report.index",
            queries.service_report,
            icon="file-earmark-spreadsheet",
            group="reports",
            rank=610,
        ),
        MenuEntry(
            "scorecards",
            "scorecards.index",
            card_queries.provider_scorecards,
            icon="clipboard-check",
            group="reports",
            rank=615,
        ),
        MenuEntry("reports", "reports.index", queries.reports, icon="journal-text", group="reports", rank=620),
    ],
    figures=landing.numbers,
)
