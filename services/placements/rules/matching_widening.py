"""What keeping only each person's best choices may lose is looked for where it can be: at seats that stay free.

Everybody's best forty are much the same seats, so a far or unloved one may stay empty although somebody fits. Whoever
fits a free seat may leave the one she has to somebody without a place: so choices are added to the seats that stay
free, then to those of the people who could move there, while somebody is still without a place.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Final
from uuid import UUID

from services.placements.rules.matching import Edge, Question
from services.placements.rules.matching_edges import edges
from services.placements.rules.matching_plan import KEPT_EDGES, Plan, Solver, plan_over
from services.placements.rules.matching_solver import solve

_ROUNDS: Final = 3
_ALL_OF: Final = 100_000
"""Pairs of people and places up to which all choices are looked at: nothing can be lost, and nothing need be added."""


def plan(question: Question, solver: Solver = solve) -> Plan:
    """Return the best plan."""
    return best_plan(question, candidates(question), solver)


def candidates(question: Question) -> list[list[Edge]]:
    """Return everybody's choices: all of them for a region, the best ones of each person for a country."""
    is_small = len(question.searchers) * len(question.places) <= _ALL_OF
    return edges(question, None if is_small else KEPT_EDGES)


def best_plan(question: Question, choices: Sequence[Sequence[Edge]], solver: Solver = solve) -> Plan:
    """Return the best plan over choices already known, and over more of them where a seat stays free."""
    found = plan_over(question, choices, solver)
    if not any(len(own) == KEPT_EDGES for own in choices):
        return found
    moving: set[UUID] = set()
    for _ in range(_ROUNDS):
        free = _free(found)
        if not free or len(found.chosen) == len(question.searchers):
            break
        held = {found.chosen[who].place.place_id for who in moving if who in found.chosen}
        wider, moving = _with_choices_of(free | held, choices, question)
        if any(len(own) < len(more) for own, more in zip(choices, wider, strict=True)):
            choices, found = wider, max(found, plan_over(question, wider, solver), key=_worth)
    return found


def _worth(found: Plan) -> tuple[int, int]:
    return len(found.chosen), found.score


def _free(found: Plan) -> set[UUID]:
    """Return the places where a seat stays free."""
    taken = Counter(each.place.place_id for each in found.chosen.values())
    places = found.question.places
    return {each.place_id for each in places if taken[each.place_id] < sum(one.seats for one in each.openings)}


def _with_choices_of(
    places: set[UUID], choices: Sequence[Sequence[Edge]], question: Question
) -> tuple[list[Sequence[Edge]], set[UUID]]:
    """Return the choices with all those of some places added, and who could go there."""
    few = replace(question, places=tuple(each for each in question.places if each.place_id in places))
    wider, could_go = list[Sequence[Edge]](), set[UUID]()
    for who, own, more in zip(question.searchers, choices, edges(few), strict=True):
        known = {(each.place.place_id, each.opening.opens_on) for each in own}
        added = [each for each in more if (each.place.place_id, each.opening.opens_on) not in known]
        wider.append([*own, *added] if added else own)
        if more:
            could_go.add(who.mandate_id)
    return wider, could_go
