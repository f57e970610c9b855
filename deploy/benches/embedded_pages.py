"""Pages of the one process on SQLite that is enough for the region, filled from the measured PostgreSQL."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from sqlalchemy import MetaData, insert, select, text

from deploy import house
from deploy.benches.crowd import Habit, gather, memory_megabytes, processor_seconds, sign_in
from deploy.benches.driver import drive
from deploy.migrations import migrate
from deploy.processes import application_of
from deploy.settings import from_environment
from messaging.service import Service

MANDATES: Final = 2_000
"""Several years of the region; the demonstration tells two years with about two hundred."""
PAGES: Final = {"list": "/mandates", "today": "/", "search": "/search?q=ahorn", "places": "/places"}
CONNECTIONS: Final = 4
PEOPLE, READING = 250, 12.5
"""Twenty pages a second: ten times what a region's people do."""
GOALS: Final = (("goal_p95_ms", 50), ("goal_per_second", 80), ("goal_memory_mb", 120))


def copy(services: Mapping[str, Service], folder: Path) -> None:
    """Write every row of these services into fresh SQLite files under ``folder``."""
    there = house.build(from_environment({"SSIP_LOG_LEVEL": "error"}, data_dir=folder))
    try:
        for name, each in there.items():
            migrate(each)
            _copy(services[name], each)
    finally:
        house.close(there)


def _copy(source: Service, target: Service) -> None:
    metadata: MetaData = target.wiring.ledger.audit.metadata
    with source.database.reading() as old, target.database.writing() as new:
        new.execute(text("PRAGMA defer_foreign_keys=ON"))
        for table in metadata.sorted_tables:
            rows = [dict(row) for row in old.execute(select(table)).mappings()]
            new.execute(table.delete())
            if rows:
                new.execute(insert(table), rows)
        new.execute(text("ANALYZE"))


def signed_in(folder: Path) -> list[str]:
    """Return the cookies of people who are signed in there; the last one is of the office."""
    settings = from_environment({"SSIP_LOG_LEVEL": "error"}, data_dir=folder)
    services = house.build(settings)
    try:
        return sign_in(application_of(services, settings), services["accounts"], PEOPLE)
    finally:
        house.close(services)


def measure(home: str, pid: int, cookies: Sequence[str], seconds: float) -> dict[str, Any]:
    """Drive each page of a process that serves the region, then let people read."""
    report: dict[str, Any] = {"embedded_mandates": MANDATES, **{f"embedded_{name}": goal for name, goal in GOALS}}
    asked, lasted = 0, 0.0
    for name, path in PAGES.items():
        drive(home + path, cookies[-1], seconds=seconds / 8, connections=CONNECTIONS)
        before = processor_seconds(pid)
        load = drive(home + path, cookies[-1], seconds=seconds / 2, connections=CONNECTIONS)
        spent = 1000 * (processor_seconds(pid) - before) / (len(load.seconds) or 1)
        asked, lasted = asked + len(load.seconds), lasted + load.lasted
        report |= {**load.figures(f"embedded_{name}"), f"embedded_{name}_processor_ms": round(spent, 1)}
    report["embedded_per_second"] = round(asked / lasted, 1)
    crowd = gather(cookies, Habit(f"{home}/mandates", READING, seconds * 2))
    report |= {"embedded_people": PEOPLE, "embedded_reading_seconds": READING, **crowd.figures("embedded_crowd")}
    return report | {"embedded_memory_mb": memory_megabytes(pid)}
