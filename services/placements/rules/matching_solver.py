"""The cheapest way to give everybody exactly one seat: exact, whole numbers, plain Python, with prices that prove it.

Successive shortest paths with prices (Jonker and Volgenant 1987, carried over to seats of more than one person): people
come one by one, each along the cheapest chain of moves that ends at a free seat. Prices are never above zero, zero
where a seat stays free, and no choice is cheaper than the one made once prices are taken off: that proves the optimum.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from heapq import heappop, heappush

Choices = Sequence[Sequence[tuple[int, int]]]
"""For each person the seats she could take, as (seat, cost)."""


@dataclass(frozen=True)
class Solved:
    """The seat of each person, and the price of each seat (None where the solver gives none)."""

    seats: tuple[int, ...]
    prices: tuple[int, ...] | None


@dataclass
class _Board:
    """Who sits where while the solution grows; ``cost`` is what each person pays for her seat."""

    choices: Choices
    room: Sequence[int]
    price: list[int]
    held: list[set[int]]
    seat: list[int] = field(default_factory=list)
    cost: list[int] = field(default_factory=list)

    def sit(self, person: int, seat: int) -> None:
        """Give a person a seat, off her old one."""
        if self.seat[person] >= 0:
            self.held[self.seat[person]].remove(person)
        self.held[seat].add(person)
        self.seat[person] = seat
        self.cost[person] = next(cost for other, cost in self.choices[person] if other == seat)


def solve(choices: Choices, room: Sequence[int]) -> Solved:
    """Return the cheapest assignment; everybody needs at least one choice that always has room."""
    people, seats = len(choices), len(room)
    board = _Board(choices, room, [0] * seats, [set() for _ in range(seats)], [-1] * people, [0] * people)
    for person in _without_their_best(board):
        _seat(board, person)
    return Solved(tuple(board.seat), tuple(board.price))


def _without_their_best(board: _Board) -> list[int]:
    """Give everybody the cheapest seat while it has room; return the others."""
    left = []
    for person, offers in enumerate(board.choices):
        _, seat = min((cost, seat) for seat, cost in offers)
        if len(board.held[seat]) < board.room[seat]:
            board.sit(person, seat)
        else:
            left.append(person)
    return left


def _seat(board: _Board, person: int) -> None:
    far, came, end = _shortest(board, person)
    whole = far[end]
    for seat, distance in far.items():
        board.price[seat] += distance - whole
    seat, mover = end, came[end]
    while mover != person:
        before = board.seat[mover]
        board.sit(mover, seat)
        seat, mover = before, came[before]
    board.sit(person, seat)


def _shortest(board: _Board, person: int) -> tuple[dict[int, int], dict[int, int], int]:
    """Return the distances of the seats passed, who would come to each seat, and the free seat reached."""
    price, held, room, choices = board.price, board.held, board.room, board.choices
    near: dict[int, int] = {}
    came: dict[int, int] = {}
    passed: dict[int, int] = {}
    heap: list[tuple[int, int]] = []
    movers, far, limit = [(person, 0)], 0, None
    while True:
        for mover, paid in movers:
            start = far - paid
            for seat, cost in choices[mover]:
                distance = start + cost - price[seat]
                if (limit is not None and distance >= limit) or distance >= near.get(seat, distance + 1):
                    continue
                near[seat], came[seat] = distance, mover
                heappush(heap, (distance, seat))
                if len(held[seat]) < room[seat]:
                    limit = distance
        far, seat = heappop(heap)
        while seat in passed:
            far, seat = heappop(heap)
        passed[seat] = far
        if len(held[seat]) < room[seat]:
            return passed, came, seat
        movers = [(each, board.cost[each] - price[seat]) for each in held[seat]]
