"""``ssip bench reports``: a service's year out of a country's mandates, and long tables as files."""

from __future__ import annotations

import gc
import logging
import time
import tracemalloc
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import structlog

from deploy import house
from deploy.benches.data import databases, listening
from deploy.benches.figures import percentile, timed
from deploy.benches.furniture import furnish
from deploy.benches.machine import POSTGRES
from deploy.benches.seeding import seed
from deploy.benches.visits import Visitor
from deploy.processes import application_of
from deploy.settings import from_environment
from messaging.service import Service
from portal.cells import Cell, Column, badge, link
from portal.lists import csv_file, xlsx_file
from services.placements.queries.own_places import measures_on, own_use
from services.registration.queries.reporting import CourseCut, courses_counted, courses_of

Say = Callable[[str], None]
MANDATES, QUICK_MANDATES = 50_000, 5_000
LINES, QUICK_LINES = 100_000, 10_000
GOALS: Final = {
    "report_page_p95_ms": 300,
    "report_queries_p50_ms": 7,
    "csv_seconds": 1.0,
    "csv_megabytes": 30.0,
    "xlsx_seconds": 8.0,
    "xlsx_megabytes": 40.0,
}
"""What the figures have to stay under; the report's for 50,000 mandates, the tables' for 100,000 lines of a dozen."""
AT: Final = datetime(2026, 11, 23, 9, tzinfo=UTC)


def run(*, quick: bool, say: Say) -> dict[str, Any]:
    """Return the figures; ``quick`` takes a tenth of the mandates and of the lines."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    report: dict[str, Any] = {"goals": GOALS}
    report |= _tables(QUICK_LINES if quick else LINES, say)
    with TemporaryDirectory() as folder, databases() as name:
        if name is None:
            return report | {"report": "not measured: no PostgreSQL answers on its usual port"}
        base = POSTGRES.rsplit("/", 1)[0]
        variables = {"SSIP_DATABASE_URL": f"{base}/{name}_{{service}}", "SSIP_LOG_LEVEL": "error"}
        settings = from_environment(variables, data_dir=Path(folder))
        services = house.build(settings)
        try:
            furnish(services)
            seed(services, 1, QUICK_MANDATES if quick else MANDATES, say)
            app = application_of(services, settings)
            office, own = Visitor(app, services, "coordination"), Visitor(app, services, "as.bienne")
            report |= {"mandates": QUICK_MANDATES if quick else MANDATES}
            return report | _report(office, own, services, 4 if quick else 25, say)
        finally:
            house.close(services)


def _report(office: Visitor, own: Visitor, services: Mapping[str, Service], times: int, say: Say) -> dict[str, Any]:
    """Return what the report of one service over a year takes: its questions alone, the page, and as the service."""
    year = services["registration"].clock().year
    service, span = own.member.organisation_id, {"first": date(year, 1, 1), "last": date(year, 12, 31)}
    address = f"/service-report?service={service}&period=year&first={year}-01-01"
    asked: list[float] = []
    say("The report of one service over a year ...")
    found = 0
    for _ in range(times + 1):
        with timed(asked):
            found = office.ask(courses_counted, social_service_id=service, **span)
            office.ask(own_use, social_service_id=service, **span)
            shown = office.ask(courses_of, social_service_id=service, cut=CourseCut(0, 50), **span)
            ids = tuple(each.mandate_id for each in shown)
            office.ask(measures_on, social_service_id=service, day=span["last"], mandate_ids=ids)
    report: dict[str, Any] = {"report_lines": found}
    report["report_queries_p50_ms"] = round(percentile(asked[1:], 0.5) * 1000, 1)
    report["report_queries_p95_ms"] = round(percentile(asked[1:], 0.95) * 1000, 1)
    for name, who in (("report_page", office), ("report_own_page", own)):
        report |= _page(name, who, services, address, times)
    return report


def _page(name: str, who: Visitor, services: Mapping[str, Service], address: str, times: int) -> dict[str, Any]:
    who.open(address)
    with listening(services) as heard:
        who.open(address)
    seconds: list[float] = []
    began = time.process_time()
    for _ in range(times):
        with timed(seconds):
            who.open(address)
    return {
        f"{name}_p50_ms": round(percentile(seconds, 0.5) * 1000, 1),
        f"{name}_p95_ms": round(percentile(seconds, 0.95) * 1000, 1),
        f"{name}_processor_ms": round((time.process_time() - began) * 1000 / times, 1),
        f"{name}_statements": len(heard),
    }


def _tables(lines: int, say: Say) -> dict[str, Any]:
    """Return what a list of so many lines takes as a file, wall and processor, and what memory it needs at most."""
    say(f"{lines} lines as CSV and Excel ...")
    traced = min(lines // 2, 20_000)
    report: dict[str, Any] = {"table_lines": lines, "table_lines_for_memory": traced}
    for name, write in (("csv", _csv), ("xlsx", _xlsx)):
        gc.collect()
        rows = list(_rows(lines))
        began, spent = time.perf_counter(), time.process_time()
        size = write(rows)
        report[f"{name}_seconds"] = round(time.perf_counter() - began, 2)
        report[f"{name}_processor_seconds"] = round(time.process_time() - spent, 2)
        report[f"{name}_file_megabytes"] = round(size / 1e6, 1)
        del rows
        tracemalloc.start()
        write(_rows(traced))
        report[f"{name}_megabytes"] = round(tracemalloc.get_traced_memory()[1] / 1e6, 1)
        tracemalloc.stop()
    return report


def _csv(rows: Iterator[Sequence[Cell]] | Sequence[Sequence[Cell]]) -> int:
    return sum(len(piece) for piece in csv_file.lines(COLUMNS, rows))


def _xlsx(rows: Iterator[Sequence[Cell]] | Sequence[Sequence[Cell]]) -> int:
    with xlsx_file.book("Liste", COLUMNS, rows, at=AT) as book:
        return book.seek(0, 2)


COLUMNS: Final = [
    *(Column(name) for name in ("Nr.", "Name", "Beginn", "Phase", "Massnahme", "Dienst", "Anbieter", "Stand")),
    *(Column(name, kind="tight") for name in ("Von", "Bis")),
    *(Column(name, numeric=True) for name in ("Tage", "Betrag")),
]


def _rows(lines: int) -> Iterator[list[Cell]]:
    """Yield lines as pages make them: links, badges, days, amounts."""
    for each in range(lines):
        yield [
            link(f"/mandates/{each:032x}", f"SSIP-2026-{each:06}"),
            f"Ahorn, Aline {each}",
            f"{1 + each % 28:02}.{1 + each % 12:02}.2026",
            "Zuweisung",
            "PIP Holzwerkstatt, Atelier am See",
            "Sozialdienst Lyss",
            f"Anbieter {each % 300}",
            badge("active", "platziert"),
            f"{1 + each % 27:02}.01.2026",
            "31.12.2026",
            each % 300,
            f"{each % 48}'{each % 1000:03}.50",
        ]
