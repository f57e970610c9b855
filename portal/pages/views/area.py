"""What one's own views bring: the page that keeps them; their lines in the menu come by themselves."""

from __future__ import annotations

from typing import Final

from portal.areas import Area
from portal.pages.views import pages

AREA: Final = Area(blueprints=[pages.blueprint])
