"""What steering brings: meetings with their agendas and papers, and their lines for Today."""

from __future__ import annotations

from typing import Final

from portal.areas import Area, MenuEntry
from portal.pages.steering import agenda, calendar, consistency, meetings, papers, tasks
from services.steering.queries.consistency import last_checks
from services.steering.queries.meetings import meetings as meeting_lines

AREA: Final = Area(
    blueprints=[meetings.blueprint, agenda.blueprint, papers.blueprint, consistency.blueprint, calendar.blueprint],
    also_needs=("registration", "placements"),
    menu=[
        MenuEntry("meetings", "meetings.index", meeting_lines, icon="calendar-event", group="steering", rank=490),
        MenuEntry("consistency", "consistency.index", last_checks, icon="clipboard-check", group="admin", rank=965),
    ],
    today=tasks.lines,
)
