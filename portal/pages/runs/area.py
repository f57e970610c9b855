"""What files made in the background bring: the page of one's own runs; its line stands under one's own name."""

from __future__ import annotations

from typing import Final

from portal.areas import Area
from portal.pages.runs import pages

AREA: Final = Area(blueprints=[pages.blueprint])
