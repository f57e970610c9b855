"""The solver finds the optimum: tried against every possibility, against its own prices, and against OR-tools."""

from __future__ import annotations

from collections import Counter
from itertools import product
from random import Random

import pytest

from services.placements.rules.matching_accelerator import is_installed, solve_fast
from services.placements.rules.matching_solver import Choices, Solved, solve


def drawn(seed: int) -> tuple[list[list[tuple[int, int]]], list[int]]:
    """Return up to five people, four seats with room for up to two, and one seat for everybody else."""
    draw = Random(seed)
    people, seats = draw.randint(1, 5), draw.randint(1, 4)
    choices = [
        [(seat, draw.randint(-9, 9)) for seat in range(seats) if draw.random() < 0.6] + [(seats, 1000)]
        for _ in range(people)
    ]
    return choices, [draw.randint(0, 2) for _ in range(seats)] + [people]


def cost(choices: Choices, seats: tuple[int, ...]) -> int:
    return sum(dict(own)[seat] for own, seat in zip(choices, seats, strict=True))


def cheapest(choices: Choices, room: list[int]) -> int:
    """Try everything."""
    every = product(*[[seat for seat, _ in own] for own in choices])
    return min(cost(choices, seats) for seats in every if all(room[at] >= n for at, n in Counter(seats).items()))


@pytest.mark.parametrize("block", range(10))
def test_the_optimum_of_200_small_problems_is_found_row_11(block: int) -> None:
    for seed in range(block * 20, block * 20 + 20):
        choices, room = drawn(seed)
        found = solve(choices, room)
        assert all(room[seat] >= count for seat, count in Counter(found.seats).items())
        assert cost(choices, found.seats) == cheapest(choices, room), seed


def test_prices_prove_the_optimum_row_11() -> None:
    for seed in range(200):
        choices, room = drawn(seed)
        check_prices(choices, room, solve(choices, room))


def check_prices(choices: Choices, room: list[int], found: Solved) -> None:
    """No choice is cheaper than the one made once prices are off, and only full seats have a price."""
    assert found.prices is not None
    held = Counter(found.seats)
    for seat, price in enumerate(found.prices):
        assert price <= 0
        assert price == 0 or held[seat] == room[seat]
    for own, taken in zip(choices, found.seats, strict=True):
        paid = dict(own)[taken] - found.prices[taken]
        assert all(paid <= each - found.prices[seat] for seat, each in own)


def test_or_tools_finds_plans_of_the_same_cost_row_11() -> None:
    if not is_installed():
        pytest.skip("OR-tools (optional extra 'matching') is NOT installed: the second opinion was not asked")
    for seed in range(200):
        choices, room = drawn(seed)
        assert cost(choices, solve_fast(choices, room).seats) == cost(choices, solve(choices, room).seats)


def test_nobody_waiting_is_a_plan_too_row_11() -> None:
    assert solve([], [1, 0]) == Solved((), (0, 0))
