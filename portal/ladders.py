"""The ladder above the page of a record: its states as people read them, whose turn it is and until when."""

from __future__ import annotations

from collections.abc import Iterable

from portal import formats
from portal.doors import language, today
from portal.parts import Rung
from workflow.ladder import LadderStep


def rungs_of(steps: Iterable[LadderStep]) -> list[Rung]:
    """Return the states of one record with who acts in them and until when."""
    return [
        Rung(
            label=formats.code(each.state, language()),
            place=each.place,
            owner=formats.code(each.owner, language()) if each.owner and each.place == "now" else "",
            due=each.due_on,
            done_on=each.left_on,
            late=each.due_on is not None and each.due_on < today(),
        )
        for each in steps
    ]
