"""The same problem given to OR-tools, where it is installed (extra ``matching``): for a country, not for a region."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.util import find_spec
from typing import Any, Final

from services.placements.rules.matching_plan import Solver
from services.placements.rules.matching_solver import Choices, Solved, solve

WORTH_IT_FROM: Final = 50_000
"""Choices from which on the plain solver takes more than a moment."""


def is_installed() -> bool:
    """Whether OR-tools is there."""
    return find_spec("ortools") is not None


def solver_for(choices: int) -> Solver:
    """Return who should solve a problem with so many choices."""
    return solve_fast if choices >= WORTH_IT_FROM and is_installed() else solve


def solve_fast(choices: Choices, room: Sequence[int]) -> Solved:
    """Return the cheapest assignment, without prices; the plain solver helps where numbers grow too large for it."""
    from ortools.graph.python import min_cost_flow

    flow: Any = min_cost_flow.SimpleMinCostFlow()
    people, arcs = len(choices), _arcs(choices)
    for person, seat, cost in arcs:
        flow.add_arc_with_capacity_and_unit_cost(person, people + seat, 1, cost)
    end = people + len(room)
    for seat, seats in enumerate(room):
        flow.add_arc_with_capacity_and_unit_cost(people + seat, end, seats, 0)
    for person in range(people):
        flow.set_node_supply(person, 1)
    flow.set_node_supply(end, -people)
    if people and flow.solve() != flow.OPTIMAL:
        return solve(choices, room)
    found = [0] * people
    for arc, (person, seat, _) in enumerate(arcs):
        if flow.flow(arc):
            found[person] = seat
    return Solved(tuple(found), None)


def _arcs(choices: Choices) -> list[tuple[int, int, int]]:
    return [(person, seat, cost) for person, offers in enumerate(choices) for seat, cost in offers]
