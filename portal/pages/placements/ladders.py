"""The ladder above the page of a place, proposal, placement, report or presence month."""

from __future__ import annotations

from uuid import UUID

from portal.doors import ask
from portal.ladders import rungs_of
from portal.parts import Rung
from services.placements.queries.ladders import record_ladder


def rungs(what: str, record_id: UUID) -> list[Rung]:
    """Return the states of one record with who acts in them and until when."""
    return rungs_of(ask(record_ladder, what=what, record_id=record_id))
