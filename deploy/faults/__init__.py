"""`ssip-faults`: the long fault runs, for the night; they need the source tree, PostgreSQL and RabbitMQ installed."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

PARTS = ("all", "kills", "brokers", "soak", "upgrade")


@click.group()
def main() -> None:
    """Break things on purpose and count what was lost. Starts its own servers; touches nobody else's."""


@main.command()
@click.option(
    "--part", type=click.Choice(["all", "kills", "brokers", "soak", "upgrade"]), default="all", show_default=True
)
@click.option("--only", default="", help="One fault of the part 'brokers', by name.")
@click.option("--seconds", default=600.0, show_default=True, help="How long each soak lasts.")
@click.option("--seed", "seeds", multiple=True, type=int, default=(1, 2, 3), show_default=True)
def nightly(part: str, only: str, seconds: float, seeds: tuple[int, ...]) -> None:
    """Kill the embedded process (F2), hit broker nodes (F6-F8), soak (F26), upgrade meanwhile (F27); 1 below the bar.

    Prints one line per run: accepted, refused, lost, duplicated, ambiguous and the times.
    """
    complaints: list[str] = []
    with _own_folder() as folder:
        if part in ("all", "kills"):
            complaints += _run("kills", folder / "f2")
        if part in ("all", "brokers"):
            complaints += _run("brokers", folder / "f6", only)
        if part in ("all", "soak"):
            for seed in seeds:
                complaints += _run("soak", folder / f"f26-{seed}", seconds, seed)
        if part in ("all", "upgrade"):
            complaints += _run("upgrade", folder / "f27")
    for each in complaints:
        click.echo(f"NOT GOOD: {each}")
    if complaints:
        raise SystemExit(1)
    click.echo("nothing lost, nothing doubled, nobody kept waiting")


def _run(module: str, folder: Path, *arguments: Any) -> list[str]:
    folder.mkdir(mode=0o711)
    found: Iterator[str] = _tests(f"tests.faults.nightly.{module}").run(folder, *arguments)
    return list(found)


def _tests(name: str) -> Any:
    if str(Path.cwd()) not in sys.path:
        sys.path.insert(0, str(Path.cwd()))
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError as error:
        if not (error.name or "").startswith("tests"):
            raise
        raise click.ClickException("run this in the folder of the source tree, where tests/ is") from error


class _own_folder:  # noqa: N801  # reads as a sentence where it is used
    """A folder for this run's servers, all of which are ended with it."""

    def __enter__(self) -> Path:
        processes = _tests("tests.servers.processes")
        self._close = processes.close_root
        processes.open_root()
        folder: Path = processes.shared_root()
        return folder

    def __exit__(self, *_: object) -> None:
        self._close()
