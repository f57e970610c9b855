"""What notifications brings: one's alerts and choices, mails and their usefulness, feeds and signed links."""

from __future__ import annotations

from typing import Final

from portal.areas import Area, MenuEntry
from portal.pages.notifications import alerts, feed, figures, links, preferences, visits, webhook
from services.notifications.queries.alerts import alert_counts
from services.notifications.queries.mails import mails
from services.notifications.queries.usefulness import usefulness

AREA: Final = Area(
    blueprints=[
        alerts.blueprint,
        preferences.blueprint,
        feed.blueprint,
        figures.blueprint,
        links.blueprint,
        visits.blueprint,
        webhook.blueprint,
    ],
    also_needs=("placements",),
    menu=[
        MenuEntry("alerts", "alerts.index", alert_counts, icon="bell", rank=10, count=alerts.count),
        MenuEntry("usefulness", "mails.useful", usefulness, icon="bar-chart", group="admin", rank=940),
        MenuEntry("mails", "mails.index", mails, icon="envelope", group="admin", rank=950),
    ],
    today=alerts.today_lines,
)
