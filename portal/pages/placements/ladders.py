"""The ladder above the page of a place, proposal, placement, report or presence month."""

from __future__ import annotations

from uuid import UUID

from portal import formats
from portal.doors import ask, language, today
from portal.parts import Rung
from services.placements.queries.ladders import record_ladder


def rungs(what: str, record_id: UUID) -> list[Rung]:
    """Return the states of one record with who acts in them and until when."""
    return [
        Rung(
            label=formats.code(each.state, language()),
            place=each.place,
            owner=formats.code(each.owner, language()) if each.place == "now" else "",
            due=each.due_on,
            done_on=each.left_on,
            late=each.due_on is not None and each.due_on < today(),
        )
        for each in ask(record_ladder, what=what, record_id=record_id)
    ]
