"""Assignment plans measured: solver times, fill against first come, the same plan in any order, quotas, and years."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from random import Random
from resource import RUSAGE_SELF, getrusage
from typing import Any, Final

from deploy.benches.figures import percentile, timed
from deploy.benches.matching_scene import Scene
from deploy.benches.matching_years import LEAD, compare
from services.placements.rules.matching import Edge, Question
from services.placements.rules.matching_accelerator import is_installed, solve_fast
from services.placements.rules.matching_board import board_of
from services.placements.rules.matching_edges import edges
from services.placements.rules.matching_plan import KEPT_EDGES, Plan, Solver, first_come, plan_over
from services.placements.rules.matching_quotas import violations
from services.placements.rules.matching_reasons import pair_reason
from services.placements.rules.matching_solver import solve
from services.placements.rules.matching_widening import best_plan, candidates, plan

Say = Callable[[str], None]
Report = dict[str, Any]
Choices = Sequence[Sequence[Edge]]
_USED: Final = "utilisation_percent"
_GAINS: Final = ("people_placed", "waiting_days", "waiting_days_of_all", "fit_points")


def run(*, quick: bool, say: Say) -> Report:
    """Measure and return the report; every gain is against first come in the same run."""
    say("a backlog of 300 people for 200 seats")
    report = _backlog(Scene(1).question(300, 200), "300x200", repeats=3 if quick else 20)
    report |= _steady(Scene(1).question(300, 200), shuffles=3 if quick else 100)
    say("nested quotas that bind")
    report |= _quotas(seeds=2 if quick else 20)
    if not quick:
        say("1,000 people for 800 seats")
        report |= _backlog(Scene(1).question(1000, 800), "1000x800", repeats=3)
        say("5,000 people for 4,000 seats")
        report |= _country(Scene(1).question(5000, 4000), "5000x4000")
        say("22,000 people for 6,000 seats")
        report |= _country(Scene(1).question(22_000, 6000), "22000x6000")
    say("900 days, three ways of giving seats")
    report["years_days_from_choice_to_start"] = LEAD
    for load in (1.0, 1.6) if quick else (1.0, 1.3, 1.6):
        report |= _years(load, seeds=1 if quick else 8, places=15 if quick else 30)
    return report


def _backlog(question: Question, name: str, repeats: int) -> Report:
    spent: dict[str, list[float]] = {"candidates": [], "board": [], "solver": [], "first_come": []}
    with timed(spent["candidates"]):
        every = edges(question)
    kept = candidates(question)
    with timed(spent["first_come"]):
        taken = first_come(question)
    for _ in range(repeats):
        with timed(spent["board"]):
            board = board_of(question, kept)
        with timed(spent["solver"]):
            solve(board.choices, board.room)
    best, seats = best_plan(question, kept), len(question.places)
    whole = [_worked(lambda: plan(question)) for _ in range(repeats)]
    report: Report = {f"{name}_{step}_ms": _ms(times) for step, times in spent.items()}
    report |= {
        f"{name}_plan_with_candidates_processor_ms": _ms(whole),
        f"{name}_edges": sum(len(own) for own in every),
        f"{name}_fill_first_come_percent": round(100 * len(taken) / seats, 1),
        f"{name}_fill_plan_percent": round(100 * len(best.chosen) / seats, 1),
        f"{name}_more_people_percent": _more(len(best.chosen), len(taken)),
        f"{name}_more_points_percent": _more(best.score, sum(each.score for each in taken.values())),
        f"{name}_lost_by_keeping_{KEPT_EDGES}_edges": len(plan_over(question, every).chosen) - _kept_only(question),
        f"{name}_explanation_ms": _explaining(best),
    }
    return report | _accelerated(question, kept, best, name)


def _kept_only(question: Question) -> int:
    """Return how many are placed where each person's best choices are kept, and added to where a seat stays free."""
    return len(best_plan(question, edges(question, KEPT_EDGES)).chosen)


def _worked(do: Callable[[], Any]) -> float:
    """Return how many seconds the processor worked; the machine may have other things to do beside."""
    started = time.process_time()
    do()
    return time.process_time() - started


def _ms(times: Sequence[float]) -> float:
    return round(percentile(times, 0.5) * 1000, 2)


def _more(value: float, before: float) -> float:
    return round(100 * (value - before) / before, 1) if before else 0.0


def _explaining(found: Plan) -> float:
    """Return the slowest of 200 explanations in milliseconds."""
    draw, spent = Random(7), list[float]()  # noqa: S311
    for _ in range(200):
        who, where = draw.choice(found.question.searchers), draw.choice(found.question.places)
        with timed(spent):
            pair_reason(found, who.mandate_id, where.place_id)
    return round(max(spent) * 1000, 2)


def _accelerated(question: Question, kept: Choices, best: Plan, name: str) -> Report:
    if not is_installed():
        return {f"{name}_accelerator": "not measured: OR-tools (extra 'matching') is not installed"}
    other = best_plan(question, kept, _warm(question, kept))
    started = time.perf_counter()
    board = board_of(question, kept)
    solve_fast(board.choices, board.room)
    spent = time.perf_counter() - started
    return {
        f"{name}_accelerator_ms": round(spent * 1000, 2),
        f"{name}_accelerator_agrees": (len(other.chosen), other.score) == (len(best.chosen), best.score),
    }


def _country(question: Question, name: str) -> Report:
    """Return what a problem takes that only the accelerator solves in a moment; it alone is asked."""
    if not is_installed():
        return {f"{name}_accelerator": "not measured: OR-tools (extra 'matching') is not installed"}
    spent: dict[str, list[float]] = {"candidates": [], "accelerator": []}
    with timed(spent["candidates"]):
        kept = candidates(question)
    solver = _warm(question, kept)
    with timed(spent["accelerator"]):
        board = board_of(question, kept)
        solved = solver(board.choices, board.room)
    whole = [_worked(lambda: plan(question, solver))]
    placed = len(best_plan(question, kept, solver).chosen)
    report: Report = {f"{name}_{step}_ms": _ms(times) for step, times in spent.items()}
    return report | {
        f"{name}_plan_with_candidates_processor_ms": _ms(whole),
        f"{name}_memory_mb": getrusage(RUSAGE_SELF).ru_maxrss // 1024,
        f"{name}_found_by_widening": placed - len(board.chosen(solved.seats)),
        f"{name}_fill_plan_percent": round(100 * placed / len(question.places), 1),
    }


def _warm(question: Question, kept: Choices) -> Solver:
    """Return the accelerator once its library is loaded, which takes longer than solving."""
    board = board_of(question, kept)
    solve_fast(board.choices[:1], board.room)
    return solve_fast


def _steady(question: Question, shuffles: int) -> Report:
    draw, first = Random(3), plan(question).shape()  # noqa: S311
    same = 0
    for _ in range(shuffles):
        people = tuple(draw.sample(question.searchers, len(question.searchers)))
        places = tuple(draw.sample(question.places, len(question.places)))
        same += plan(replace(question, searchers=people, places=places)).shape() == first
    return {"permutations_tried": shuffles, "permutations_with_the_same_plan": same}


def _quotas(seeds: int) -> Report:
    over, repairs, placed = 0, 0, 0
    for seed in range(seeds):
        found = plan(Scene(seed).question(150, 120, quotas=True))
        over += violations(found.chosen.values(), found.question.room)
        repairs += found.repairs
        placed += len(found.chosen)
    return {"quota_plans": seeds, "quota_placed": placed, "quota_violations": over, "quota_choices_taken_back": repairs}


def _years(load: float, seeds: int, places: int) -> Report:
    runs = [compare(seed, load, places) for seed in range(1, seeds + 1)]
    mean = {
        policy: {name: sum(each[policy][name] for each in runs) / seeds for name in figures}
        for policy, figures in runs[0].items()
    }
    base, name = mean["first_come"], f"years_load_{round(load * 100)}"
    report: Report = {
        f"{name}_{policy}_{key}": round(value, 1) for policy in mean for key, value in mean[policy].items()
    }
    for policy in ("optimiser", "look_ahead"):
        for key in _GAINS:
            report[f"{name}_{policy}_{key}_gain_percent"] = _more(mean[policy][key], base[key])
        points = sorted(each[policy][_USED] - each["first_come"][_USED] for each in runs)
        report[f"{name}_{policy}_utilisation_gain_points"] = round(sum(points) / seeds, 1)
        report[f"{name}_{policy}_utilisation_gain_points_from_to"] = [round(points[0], 1), round(points[-1], 1)]
    report[f"{name}_regions"] = seeds
    return report
