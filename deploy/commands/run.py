"""``ssip run``, ``web``, ``worker`` and ``ticker``: everything in one process, or each part in its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import click

from deploy import processes
from deploy.commands import pass_settings
from deploy.commands.data import put_aside
from deploy.demo.people import PASSWORD, sign_in_lines
from deploy.posts import NoBroker
from deploy.settings import SERVICES, Settings


@click.command()
@click.option("--port", type=click.IntRange(1, 65535), help="Port of the portal (default 8000).")
@click.option("--host", help="Address to listen on (default 127.0.0.1).")
@click.option(
    "--data", "data_dir", type=click.Path(path_type=Path, file_okay=False), help="Folder of the data (default ./data)."
)
@click.option("--demo/--no-demo", default=True, help="Fill an empty installation with invented people (default yes).")
@click.option("--anew", is_flag=True, help="Put a demonstration that was interrupted aside, and tell it anew.")
@pass_settings
def run(settings: Settings, /, *, demo: bool, anew: bool, **where: Any) -> None:
    """Set everything up and run portal, workers and clock in this one process, on SQLite."""
    settings = settings.at(**where)
    if anew:
        put_aside(settings)
    with processes.everything(settings, demo=demo, say=click.echo) as app:
        click.echo(f"\nThe portal is open on {settings.address}")
        if demo:
            _say_sign_in_names()
        click.echo("Stop it with Ctrl+C.")
        processes.serve_web(app, settings)


def _say_sign_in_names() -> None:
    click.echo(f"\nDemonstration people (all invented), password for each: {PASSWORD}")
    for line in sign_in_lines():
        click.echo(f"  {line}")


@click.command()
@click.option("--host", help="Address to listen on (default 127.0.0.1).")
@click.option("--port", type=click.IntRange(1, 65535), help="Port to listen on.")
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1, 64), help="Processes.")
@click.option("--threads", default=2, show_default=True, type=click.IntRange(1, 64), help="Threads a process.")
@pass_settings
def web(settings: Settings, host: str | None, port: int | None, workers: int, threads: int) -> None:
    """Run the portal alone with gunicorn; letters wait in the outboxes for the workers."""
    processes.serve_gunicorn(settings.at(host=host, port=port), workers=workers, threads=threads)


@contextmanager
def _told_plainly() -> Iterator[None]:
    """Turn a missing broker into one line."""
    try:
        yield
    except NoBroker as error:
        raise click.ClickException(str(error)) from error


@click.command()
@click.argument("names", nargs=-1, required=True, type=click.Choice([*SERVICES, "accounts", "all"]))
@pass_settings
def worker(settings: Settings, names: Sequence[str]) -> None:
    """Run the workers of one or more services: their letters, relays and mails."""
    with _told_plainly():
        processes.serve_workers(settings, _named(names))


def _named(names: Sequence[str]) -> tuple[str, ...]:
    return (*SERVICES, "accounts") if "all" in names else tuple(dict.fromkeys(names))


@click.command()
@pass_settings
def ticker(settings: Settings) -> None:
    """Run the clock: it says "look at your deadlines" and decides nothing. Two of them do no harm."""
    with _told_plainly():
        processes.serve_ticker(settings)


COMMANDS: Final = (run, web, worker, ticker)
