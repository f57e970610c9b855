"""``ssip contracts``: the bus as partners see it, written from the messages themselves."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

import click

from deploy import house
from deploy.contracts.asyncapi import document, travelling
from deploy.contracts.samples import sample_letter


@click.command()
@click.option("--into", type=click.Path(path_type=Path, file_okay=False), help="Write asyncapi.json and letters here.")
def contracts(into: Path | None) -> None:
    """Print the AsyncAPI 3.0 document, or write it with one sample letter of every name and version."""
    text = json.dumps(document(house.wirings()), indent=1, ensure_ascii=False)
    if into is None:
        click.echo(text)
        return
    into.mkdir(parents=True, exist_ok=True)
    (into / "asyncapi.json").write_text(text + "\n", encoding="utf-8")
    for kind in travelling(house.wirings()):
        name = f"{kind.said}.v{kind.version}.json"
        (into / name).write_text(sample_letter(kind).to_json() + "\n", encoding="utf-8")
    click.echo(f"Written into {into}.")


COMMANDS: Final = (contracts,)
