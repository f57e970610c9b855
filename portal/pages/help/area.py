"""What help brings: its pages; they are reached from the foot of the menu and with the key ``?``."""

from __future__ import annotations

from typing import Final

from portal.areas import Area
from portal.pages.help import pages

AREA: Final = Area(blueprints=[pages.blueprint])
