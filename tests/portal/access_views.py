"""Who may keep views: everybody who is signed in, their own."""

from __future__ import annotations

from tests.portal.access import Lines, everybody

LINES: Lines = {"views.index": everybody(), "views.save": everybody(303), "views.drop": everybody()}
