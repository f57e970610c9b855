"""``ssip bench``: measured figures, always as ratios within one run; ``--json`` for machines, ``--quick`` for now.

Every report says how many seconds it took and how busy the machine was. A phase that breaks off leaves a null, its
reason under ``failed``, and exit code 1.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable
from importlib import import_module
from typing import Any, Final

import click

from deploy.benches.phases import FAILED, phase

SUBJECTS: Final = {
    "data": "Every list, file and search with 50,000 mandates and 5,000 places: p95, statements, table scans.",
    "deadlines": "Ticks, deadline register, portfolios and contact norms with 300,000 dossiers; a day's digests.",
    "bus": "Relay, consumer and full path against bare RabbitMQ, Celery, Dramatiq and FastStream; what was lost.",
    "billing": "Lines by the hundred thousand, statements with QR-bill as papers, tables as CSV and Excel.",
    "reports": "The periodic report of a service over a year with 50,000 mandates; 100,000 lines as CSV and Excel.",
    "journey": "Front desk, web request and event latency, and journeys per second, in both modes.",
    "portal": "Today, a list, search and a file on gunicorn and PostgreSQL, beside bare Flask and the bare statements.",
    "matching": "Assignment plans: solver, fill against first come, permutations, quotas, and 900 simulated days.",
}
Report = dict[str, Any]


@click.group()
def bench() -> None:
    """Measure this machine's figures."""


def _command(subject: str, words: str) -> click.Command:
    @click.option("--json", "as_json", is_flag=True, help="One JSON object on standard output.")
    @click.option("--quick", is_flag=True, help="Smaller, done within 60 seconds.")
    def measure(as_json: bool, quick: bool) -> None:
        run: Callable[..., Report] = import_module(f"deploy.benches.{subject}").run
        report: Report = {}
        began = time.perf_counter()
        phase(report, subject, lambda: run(quick=quick, say=lambda line: click.echo(line, err=as_json)))
        report |= {"seconds": round(time.perf_counter() - began, 1)}
        report |= {"load_average": [round(each, 1) for each in os.getloadavg()]}
        if as_json:
            click.echo(json.dumps(report))
        else:
            for name, value in report.items():
                click.echo(f"{name:44} {value}")
        if FAILED in report:
            click.get_current_context().exit(1)

    return click.command(subject, help=words)(measure)


for _subject, _words in SUBJECTS.items():
    bench.add_command(_command(_subject, _words))

COMMANDS: Final = (bench,)
