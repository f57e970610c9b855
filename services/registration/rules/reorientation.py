"""When another kind of place may be asked for."""

from __future__ import annotations

from typing import Final

from schemas.codes import PlaceKind
from schemas.codes_registration import MandateState
from schemas.refusal import Objection

S = MandateState
POSSIBLE: Final = frozenset({S.PLAN_READY, S.COACHING, S.MATCHING, S.PROPOSED, S.PLACED})
"""After the plan and before the end: before it, the plan itself decides the kind."""
BACK_TO_PLAN: Final = frozenset({S.PLAN_READY, S.COACHING, S.MATCHING})
"""Where a reorientation leads back to the plan at once; a person in a place stays there until it ends."""


def asking_objections(state: MandateState, wished: PlaceKind, now: PlaceKind, *, is_open: bool) -> list[Objection]:
    """Object to a request at the wrong time, for the same kind, or while another one is open."""
    found = []
    if state not in POSSIBLE:
        found.append(Objection("step_not_possible_now", None, {"state": state.value}))
    if wished is now:
        found.append(Objection("kind_unchanged", "wished_kind", {"kind": now.value}))
    if is_open:
        found.append(Objection("reorientation_open"))
    return found
