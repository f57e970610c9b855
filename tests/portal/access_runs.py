"""Who may have files made in the background: everybody who is signed in, their own."""

from __future__ import annotations

from tests.portal.access import Lines, everybody

LINES: Lines = {"runs.index": everybody(), "runs.file": everybody(404), "runs.cancel": everybody()}
