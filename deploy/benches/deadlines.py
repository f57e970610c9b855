"""``ssip bench deadlines``: ticks, the deadline register, portfolios, contact norms, and a day's digests."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from typing import Any, Final
from uuid import uuid4

import structlog
from sqlalchemy import func, select, text, update

from deploy import house
from deploy.benches import digests
from deploy.benches.data import databases, listening
from deploy.benches.figures import percentile, timed
from deploy.benches.machine import POSTGRES
from deploy.benches.seeding_casework import judge_norms, seed
from deploy.migrations import migrate
from deploy.processes import settle
from messaging.database import Database
from messaging.service import Service
from messaging.work import Reading
from schemas.actor import HOUSE, Actor, Role
from schemas.casework import LookAtCaseworkDeadlines
from services.casework.model import BOOKS, LEDGER, Dossier
from services.casework.queries.kept_norms import kept_outcomes, kept_statement
from services.casework.queries.norm_proof import differing
from services.casework.queries.norms import outcomes_by_worker
from services.casework.queries.portfolios import portfolios
from services.casework.queries.settings import limits_on
from services.casework.queries.work import casework_deadlines
from services.casework.rules.dossier_course import DossierState
from services.casework.service import WIRING
from workflow.due import open_deadlines

Report = dict[str, Any]
Say = Callable[[str], None]
DOSSIERS, QUICK_DOSSIERS = 300_000, 20_000
PEOPLE, QUICK_PEOPLE = 5_000, 500
LONGEST: Final = 10.0
"""Seconds after which a figure is not taken again, however few times it was."""
GOALS_MS: Final = {
    "deadlines_30_days": 50,
    "deadlines_of_one_service": 10,
    "portfolios_of_all": 60,
    "norms_live": 1_000,
    "norms_kept": 10,
}
_OPEN: Final = Dossier.state != DossierState.CLOSED


def run(*, quick: bool, say: Say) -> Report:
    """Seed, measure and report; in words where no PostgreSQL answers."""
    dossiers, people, times = (QUICK_DOSSIERS, QUICK_PEOPLE, 3) if quick else (DOSSIERS, PEOPLE, 20)
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    with databases(("casework", "notifications")) as name:
        if name is None:
            return {"deadlines": "not measured: no PostgreSQL answers on its usual port"}
        base = POSTGRES.rsplit("/", 1)[0]
        casework = Service(WIRING, Database(f"{base}/{name}_casework"), house.wall_clock)
        try:
            report = _seeded(casework, dossiers, say)
            settle()
            report |= _questions(casework, times, say)
            report |= _ticks(casework, times, say)
        finally:
            casework.database.close()
        say(f"digests of {people} people")
        report |= digests.measure(f"{base}/{name}_notifications", people)
    return report


def _seeded(casework: Service, dossiers: int, say: Say) -> Report:
    say(f"seeding {dossiers} dossiers")
    started = time.perf_counter()
    migrate(casework)
    seed(casework, dossiers)
    seconds = round(time.perf_counter() - started, 1)
    say("judging the contacts of each")
    started = time.perf_counter()
    looks = judge_norms(casework)
    judged = {"norms_judged_in_seconds": round(time.perf_counter() - started, 1), "norms_judged_in_looks": looks}
    with casework.database.reading() as session:
        workers = session.scalar(select(func.count(Dossier.case_worker_id.distinct())))
        opened = session.scalar(select(func.count()).select_from(Dossier).where(_OPEN))
    counts = {"dossiers": dossiers, "dossiers_open": opened, "workers": workers, "seeded_in_seconds": seconds}
    return counts | judged


def _questions(casework: Service, times: int, say: Say) -> Report:
    """Measure what people ask, in a process that serves; questions about the country are asked as the house.

    All are the functions that pages and services use.
    """
    with casework.database.reading() as session:
        service_id = session.scalar(select(Dossier.social_service_id).order_by(Dossier.number).limit(1)) or uuid4()
    head = Actor(uuid4(), Role.SERVICE_HEAD, service_id)
    asked: dict[str, Callable[[], object]] = {
        "deadlines_30_days": partial(_as_house, casework, _soon),
        "deadlines_of_one_service": partial(casework.ask, casework_deadlines, head),
        "portfolios_of_one_service": partial(casework.ask, portfolios, head),
        "portfolios_of_all": partial(_as_house, casework, portfolios),
        "norms_live": partial(_as_house, casework, _norms),
        "norms_kept": partial(_as_house, casework, _kept),
    }
    report: Report = {}
    for name, ask in asked.items():
        say(name)
        report |= _measured(casework, name, ask, times)
    report["norms_live_of_kept"] = round(report["norms_live_p50_ms"] / max(report["norms_kept_p50_ms"], 0.1), 1)
    report["norms_kept_is_norms_live"] = _as_house(casework, _off) == 0
    report["norms_kept_plan"] = _plan(casework)
    return report


def _as_house(casework: Service, ask: Callable[[Reading], Any]) -> int:
    with casework.database.reading() as session:
        return len(ask(Reading(session, casework.clock(), HOUSE)))


def _soon(reading: Reading) -> Any:
    due_on = BOOKS.deadlines.c.due_on
    return open_deadlines(reading.session, BOOKS, due_on >= reading.today, due_on < reading.today + timedelta(days=30))


def _norms(reading: Reading) -> Any:
    return outcomes_by_worker(reading, limits_on(reading), _OPEN)


def _kept(reading: Reading) -> Any:
    return kept_outcomes(reading)


def _off(reading: Reading) -> Any:
    return differing(reading, limits_on(reading))


def _plan(casework: Service) -> list[str]:
    """Return how the database reads what is kept for one service, as its head asks."""
    with casework.database.reading() as session:
        service_id = session.scalar(select(Dossier.social_service_id).limit(1)) or uuid4()
        reading = Reading(session, casework.clock(), Actor(uuid4(), Role.SERVICE_HEAD, service_id))
        dialect = session.get_bind().dialect
        asked = kept_statement(reading).compile(dialect=dialect, compile_kwargs={"literal_binds": True})
        return [row[0] for row in session.execute(text(f"EXPLAIN {asked}"))]


def _ticks(casework: Service, times: int, say: Say) -> Report:
    """Measure the day's first look, looks of the monthly count of contacts, and looks with nothing to do.

    After them every dossier has changed and nothing is tidied up: the worst a count in the index can meet.
    """
    say("the nightly scan")
    look = partial(casework.do, LookAtCaseworkDeadlines(), HOUSE)
    told = _told(casework)
    report = _measured(casework, "tick_first_of_day", look, 0)
    report["tick_first_of_day_events"] = _told(casework) - told
    report |= _measured(casework, "tick_500_dossiers", look, times)
    with casework.database.writing() as session:
        session.execute(update(Dossier).values(norm_checked_on=casework.clock().date()))
    report |= _measured(casework, "tick_idle", look, times)
    return report | _measured(casework, "portfolios_before_tidying", partial(_as_house, casework, portfolios), times)


def _told(casework: Service) -> int:
    with casework.database.reading() as session:
        return session.scalar(select(func.count()).select_from(LEDGER.outbox)) or 0


def _measured(casework: Service, name: str, ask: Callable[[], object], times: int) -> Report:
    """Do it once counting the statements, then so many times with the watch; without any, the first time counts."""
    seconds: list[float] = []
    with listening({"casework": casework}) as heard, _watch(seconds, times == 0):
        answer = ask()
    while len(seconds) < times and sum(seconds) < LONGEST:
        with timed(seconds):
            ask()
    report: Report = {
        f"{name}_p50_ms": round(percentile(seconds, 0.5) * 1000, 1),
        f"{name}_p95_ms": round(percentile(seconds, 0.95) * 1000, 1),
        f"{name}_times": len(seconds),
        f"{name}_statements": len(heard),
    }
    if name in GOALS_MS:
        report[f"{name}_goal_ms"] = GOALS_MS[name]
    if isinstance(answer, int | tuple):
        report[f"{name}_rows"] = answer if isinstance(answer, int) else len(answer)
    return report


@contextmanager
def _watch(seconds: list[float], is_on: bool) -> Iterator[None]:
    with timed(seconds if is_on else []):
        yield
