"""What the administration brings: its pages and its line in the menu, with the number of things still missing."""

from __future__ import annotations

from typing import Final

from portal.accounts.trail import audit_trail as accounts_trail
from portal.areas import Area, MenuEntry
from portal.pages.admin import audit, codes, lacking, matrix, overview, partners, services, settings, territory
from portal.pages.admin.blueprint import blueprint
from portal.pages.admin.desks import SETTINGS

PAGES: Final = (codes, lacking, matrix, overview, partners, services, settings, territory)
"""Imported so that their pages stand on the blueprint."""

AREA: Final = Area(
    blueprints=[blueprint, audit.blueprint],
    menu=[
        MenuEntry(
            "admin",
            "admin.index",
            SETTINGS[0].settings,
            icon="gear",
            group="admin",
            rank=890,
            count=lacking.count,
        ),
        MenuEntry("audit", "audit.index", accounts_trail, icon="journal-text", group="admin", rank=930),
    ],
)
