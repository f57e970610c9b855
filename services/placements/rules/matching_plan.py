"""The plan: as many people placed as possible, and among all such plans the one with the highest total score."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.placements.rules.matching import Edge, Question
from services.placements.rules.matching_board import Board, board_of
from services.placements.rules.matching_edges import Market
from services.placements.rules.matching_quotas import broken, violations
from services.placements.rules.matching_solver import Choices, Solved, solve

KEPT_EDGES = 40
Solver = Callable[[Choices, Sequence[int]], Solved]


@dataclass(frozen=True)
class Plan:
    """Who is proposed where; ``repairs`` counts choices taken back because they broke a quota on the seat's kind.

    With no repair the plan is the proven optimum; with repairs, the optimum among the choices left.
    """

    question: Question
    chosen: dict[UUID, Edge]
    board: Board
    solved: Solved
    repairs: int = 0

    @property
    def score(self) -> int:
        """The total of all scores."""
        return sum(each.score for each in self.chosen.values())

    def shape(self) -> tuple[tuple[str, str, date], ...]:
        """Return who goes where and when, in one order: what two plans are compared by."""
        lines = [(str(who), str(each.place.place_id), each.starts_on) for who, each in self.chosen.items()]
        return tuple(sorted(lines))


def plan_over(question: Question, choices: Sequence[Sequence[Edge]], solver: Solver = solve) -> Plan:
    """Return the best plan over choices already known, one list for each person of the question."""
    left, repairs = [list(each) for each in choices], 0
    while True:
        board = board_of(question, left)
        solved = solver(board.choices, board.room)
        chosen = board.chosen(solved.seats)
        wrong = broken(chosen.values(), question.room)
        if not wrong:
            return Plan(question, chosen, board, solved, repairs)
        repairs += len(wrong)
        left = _without(left, wrong)


def _without(choices: Sequence[Sequence[Edge]], wrong: Sequence[Edge]) -> list[list[Edge]]:
    """Take from the people of ``wrong`` every choice of that kind of seat."""
    barred = {(each.searcher.mandate_id, each.place.offered.kind) for each in wrong}
    return [
        [edge for edge in own if (edge.searcher.mandate_id, edge.place.offered.kind) not in barred] for own in choices
    ]


def first_come(question: Question) -> dict[UUID, Edge]:
    """Return what happens without a plan: who waits longest takes her best seat first, and so on, within quotas."""
    taken: dict[UUID, Edge] = {}
    left: dict[tuple[UUID, date], int] = {
        (place.place_id, opening.opens_on): opening.seats for place in question.places for opening in place.openings
    }
    market = Market(question)
    for searcher in sorted(question.searchers, key=lambda each: (each.waiting.since, str(each.mandate_id))):
        for edge in market.choices(searcher):
            key = (edge.place.place_id, edge.opening.opens_on)
            if left[key] and not _breaks(edge, taken, question):
                left[key] -= 1
                taken[searcher.mandate_id] = edge
                break
    return taken


def _breaks(edge: Edge, taken: dict[UUID, Edge], question: Question) -> bool:
    """Whether one more choice would break a quota."""
    room = question.room
    return bool(room.kinds or room.services) and violations([*taken.values(), edge], room) > 0
