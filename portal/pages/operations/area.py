"""What operations brings: letters and queues, parked letters, ticks and traces; for the technical administrator."""

from __future__ import annotations

from typing import Final

from messaging import operating
from portal.areas import Area, MenuEntry
from portal.pages.operations import overview, parked, ticks, trace

AREA: Final = Area(
    blueprints=[overview.blueprint, parked.blueprint, ticks.blueprint, trace.blueprint],
    menu=[
        MenuEntry(
            "operations",
            "operations.index",
            operating.standing,
            icon="activity",
            group="admin",
            rank=960,
            count=overview.count,
        ),
    ],
)
