"""Every list, file and search with a country's mandates and places in PostgreSQL: p95, statements, scans."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Collection, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final
from uuid import uuid4

import psycopg
import structlog
from psycopg import sql
from sqlalchemy import event

from deploy import house
from deploy.benches import scans
from deploy.benches.figures import percentile, timed
from deploy.benches.furniture import furnish
from deploy.benches.machine import POSTGRES
from deploy.benches.seeding import seed
from deploy.benches.visits import Visitor, addresses
from deploy.processes import application_of
from deploy.settings import DESKS, Settings, from_environment
from messaging.service import Service

Say = Callable[[str], None]
MANDATES, QUICK_MANDATES, FEW = 50_000, 11_000, 400
GOAL_MS: Final = 100
PEOPLE: Final = ("coordination", "as.bienne", "lbs")
"""Who opens the pages: the office, which sees everything, a social service, a provider."""


@dataclass
class Visit:
    """What one page took."""

    seconds: list[float] = field(default_factory=list)
    statements: int = 0
    scans: tuple[str, ...] = ()


def run(*, quick: bool, say: Say) -> dict[str, Any]:
    """Seed, open every page as three people, and report; in words where no PostgreSQL answers."""
    mandates, times = (QUICK_MANDATES, 1) if quick else (MANDATES, 25)
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    with TemporaryDirectory() as folder, databases() as name:
        if name is None:
            return {"data": "not measured: no PostgreSQL answers on its usual port"}
        base = POSTGRES.rsplit("/", 1)[0]
        variables = {"SSIP_DATABASE_URL": f"{base}/{name}_{{service}}", "SSIP_LOG_LEVEL": "error"}
        settings = from_environment(variables, data_dir=Path(folder))
        services = house.build(settings)
        try:
            return _measure(services, settings, mandates, times, say)
        finally:
            house.close(services)


def _measure(
    services: Mapping[str, Service], settings: Settings, mandates: int, times: int, say: Say
) -> dict[str, Any]:
    furnish(services)
    seed(services, 1, FEW, say)
    app = application_of(services, settings)
    visitors = [Visitor(app, services, each) for each in PEOPLE]
    few = {who.name: _round(who, services, 0) for who in visitors}
    started = time.perf_counter()
    seed(services, FEW + 1, mandates, say)
    report: dict[str, Any] = {
        "mandates": mandates,
        "times": times,
        "seeded_in_seconds": round(time.perf_counter() - started, 1),
    }
    for who in visitors:
        say(f"pages of {who.name}")
        many = _round(who, services, times)
        report |= _lines(who.name, few[who.name], many)
    worst = max(value for name, value in report.items() if name.endswith("_p95_ms"))
    grown = [name for name in report if name.endswith("_statements_grew")]
    scanned = [name for name in report if name.endswith("_scans")]
    return report | {
        "worst_p95_ms": worst,
        "goal_ms": GOAL_MS,
        "pages_whose_statements_grew": len(grown),
        "pages_that_scan_large_tables": len(scanned),
    }


def _lines(who: str, few: Mapping[str, Visit], many: Mapping[str, Visit]) -> Iterator[tuple[str, Any]]:
    for page, visit in many.items():
        name = f"{who}_{page}"
        yield f"{name}_p95_ms", round(percentile(visit.seconds, 0.95) * 1000, 1)
        yield f"{name}_statements", visit.statements
        if page in few and visit.statements > few[page].statements:
            yield f"{name}_statements_grew", f"{few[page].statements} -> {visit.statements}"
        if visit.scans:
            yield f"{name}_scans", ", ".join(visit.scans)


def _round(who: Visitor, services: Mapping[str, Service], times: int) -> dict[str, Visit]:
    """Open every page once to warm it, twice to look at its statements, then so many times with the watch.

    Numbers of the menu are ten seconds old at most: of two openings one asks for nothing but the page. Nothing is
    explained while nothing is timed: there are only few rows then.
    """
    found: dict[str, Visit] = {}
    for page, address in addresses(who).items():
        visit = found[page] = Visit()
        who.open(address)
        heard = min((_heard(who, address, services) for _ in range(2)), key=len)
        visit.statements = len(heard)
        visit.scans = scans.of(heard) if times else ()
        for _ in range(times):
            with timed(visit.seconds):
                who.open(address)
    return found


def _heard(who: Visitor, address: str, services: Mapping[str, Service]) -> list[scans.Asked]:
    with listening(services) as heard:
        who.open(address)
    return heard


@contextmanager
def listening(services: Mapping[str, Service]) -> Iterator[list[scans.Asked]]:
    """Yield a list that every statement of these services is written into, with its parameters."""
    heard: list[scans.Asked] = []
    listeners: list[tuple[Any, Any]] = []
    for each in services.values():
        engine = each.database.engine

        def hear(_: Any, __: Any, statement: str, parameters: Any, *rest: Any, engine: Any = engine) -> None:
            heard.append(scans.Asked(engine, statement, parameters))

        event.listen(engine, "before_cursor_execute", hear)
        listeners.append((engine, hear))
    try:
        yield heard
    finally:
        for engine, hear in listeners:
            event.remove(engine, "before_cursor_execute", hear)


@contextmanager
def databases(services: Collection[str] = DESKS) -> Iterator[str | None]:
    """Yield the name of fresh databases, one per service, gone afterwards; None where no server answers."""
    name = f"ssip_data_{uuid4().hex[:8]}"
    try:
        connection = psycopg.connect(POSTGRES, autocommit=True, connect_timeout=3)
    except psycopg.OperationalError:
        yield None
        return
    connection.close()
    names = [f"{name}_{service}" for service in services]
    try:
        side_by_side("create database {}", names)
        yield name
    finally:
        side_by_side("drop database if exists {} with (force)", names)


def side_by_side(statement: str, names: Collection[str]) -> None:
    """Do the same to several databases at once: each waits for the server's disk, and they can wait together."""

    def do(name: str) -> None:
        with psycopg.connect(POSTGRES, autocommit=True) as connection:
            connection.execute(sql.SQL(statement).format(sql.Identifier(name)))

    with ThreadPoolExecutor(len(names)) as hands:
        list(hands.map(do, names))
