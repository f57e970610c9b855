"""A record's way as a ladder of states: what is done, what is now and whose, what comes next; drawn from its table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from messaging.clock import day_of
from schemas.actor import Role
from workflow.moves import Happening
from workflow.table import Workflow


@dataclass(frozen=True)
class LadderStep:
    """One state; ``place`` is done, now, next, skipped or stopped, ``owner`` the role that acts in it."""

    state: StrEnum
    place: str
    owner: Role | None
    left_on: date | None
    due_on: date | None


def ladder(
    workflow: Workflow, path: Sequence[StrEnum], state: StrEnum, history: Iterable[Happening], due_on: date | None
) -> tuple[LadderStep, ...]:
    """Return the usual ``path`` of a workflow as it went for one record that is in ``state`` now.

    A state beside the path (declined, suspended) stands where the record left it; one that ends everything stops it.
    """
    left = _left(workflow, history)
    way = list(path)
    if state not in way:
        way.insert(1 + max((way.index(each) for each in way if each.value in left), default=-1), state)
    here, is_over = way.index(state), state.value in workflow.ends
    steps = []
    for index, each in enumerate(way):
        place = _place(index - here, is_over=is_over, on_path=state in path, was_left=each.value in left)
        timer = workflow.timer(each.value)
        owner = timer.owner if timer and place in ("now", "next") else None
        left_on = left.get(each.value) if place == "done" else None
        steps.append(LadderStep(each, place, owner, left_on, due_on if place == "now" else None))
    return tuple(steps)


def _left(workflow: Workflow, history: Iterable[Happening]) -> dict[str, date]:
    """Return the day each state was last left."""
    own = f"{workflow.name}."
    moves = (each for each in history if each.what.startswith(own) and each.facts.get("before"))
    return {str(each.facts["before"]): day_of(each.at) for each in moves}


def _place(distance: int, *, is_over: bool, on_path: bool, was_left: bool) -> str:
    """Return where a state stands, ``distance`` steps from the present one."""
    if distance == 0:
        return ("done" if on_path else "stopped") if is_over else "now"
    if distance < 0:
        return "done" if was_left else "skipped"
    return "skipped" if is_over else "next"
