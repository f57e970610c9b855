"""A question in plain numbers: seats, benches and costs that put people placed before points, and points before luck.

The cost of a choice is its score taken off, then a fixed share of chance from the two ids: ties fall the same way in
whatever order people and places come, and no low id is favoured. Staying without a place costs more than all points
together; leaving a chair of a quota's bench empty costs more than that.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from hashlib import blake2b
from uuid import UUID

from services.placements.rules.matching import Edge, Question
from services.placements.rules.matching_quotas import benches

_POINT = 1 << 20
"""What a point costs: chance is kept so small that the chances of all people together never reach it."""
_BENCH = 4
_Seats = dict[int, tuple[int, dict[int, int]]]
"""The chance of each place and its seats by their first day; the number of an id is looked up faster than the id."""


@dataclass(frozen=True)
class Board:
    """``edges`` by person, in an order of their own; seats first, then benches, then one seat for all without a place.

    ``person_cost`` is what one more person without a place costs, ``point_cost`` what one point is worth.
    """

    edges: tuple[tuple[Edge, ...], ...]
    people: tuple[UUID, ...]
    seats: dict[tuple[UUID, int], int]
    choices: tuple[tuple[tuple[int, int], ...], ...]
    room: tuple[int, ...]
    person_cost: int
    point_cost: int

    def chosen(self, seats: Sequence[int]) -> dict[UUID, Edge]:
        """Return the choice behind each person's seat; who sits on a bench or nowhere is missing."""
        found = {}
        for who, edges, seat in zip(self.people, self.edges, seats, strict=True):
            edge = next((each for each in edges if self.seat_of(each) == seat), None)
            if edge is not None:
                found[who] = edge
        return found

    def seat_of(self, edge: Edge) -> int:
        """Return the number of the seat an edge leads to."""
        return self.seats[(edge.place.place_id, edge.opening.opens_on.toordinal())]


def board_of(question: Question, choices: Sequence[Sequence[Edge]]) -> Board:
    """Return the numbers of a question over the given choices."""
    order = sorted(range(len(choices)), key=lambda each: _luck(question.searchers[each].mandate_id))
    edges = tuple(tuple(choices[each]) for each in order)
    places = sorted(question.places, key=lambda each: _luck(each.place_id))
    openings = [(place, opening) for place in places for opening in place.openings]
    seats = {(place.place_id, opening.opens_on.toordinal()): at for at, (place, opening) in enumerate(openings)}
    most = max((abs(each.score) for own in edges for each in own), default=0)
    board = Board(
        edges=edges,
        people=tuple(question.searchers[each].mandate_id for each in order),
        seats=seats,
        choices=(),
        room=tuple(opening.seats for _, opening in openings),
        person_cost=2 * (most + 1) * _POINT * (len(order) + 1),
        point_cost=_POINT,
    )
    return _with_benches(board, question, order)


def _with_benches(board: Board, question: Question, order: Sequence[int]) -> Board:
    known: _Seats = {}
    for (place, day), seat in board.seats.items():
        known.setdefault(place.int, (_luck(place), {}))[1][day] = seat
    own = [_costs(board, edges, known) for edges in board.edges]
    room = list(board.room)
    for bench in benches([question.searchers[each] for each in order], question.room):
        for person in bench.people:
            own[person].append((len(room), -_BENCH * board.person_cost))
        room.append(bench.chairs)
    for costs in own:
        costs.append((len(room), board.person_cost))
    room.append(len(order))
    return replace(board, choices=tuple(tuple(costs) for costs in own), room=tuple(room))


def _costs(board: Board, edges: Sequence[Edge], known: _Seats) -> list[tuple[int, int]]:
    mask = board.point_cost // (1 << len(board.people).bit_length()) - 1
    mine = _luck(edges[0].searcher.mandate_id) if edges else 0
    found = []
    for edge in edges:
        theirs, seats = known[edge.place.place_id.int]
        luck = (mine ^ theirs) * 0x9E3779B97F4A7C15 >> 40 & mask
        found.append((seats[edge.opening.opens_on.toordinal()], luck - edge.score * board.point_cost))
    return found


@lru_cache(maxsize=100_000)
def _luck(key: UUID) -> int:
    """Return a number that depends on an id alone and on nothing people could aim at."""
    return int.from_bytes(blake2b(key.bytes, digest_size=8).digest(), "big")
