"""Who may open the pages of help: everybody who is signed in."""

from __future__ import annotations

from tests.portal.access import Lines, everybody

LINES: Lines = {"help.index": everybody(), "help.page": everybody(name="today")}
