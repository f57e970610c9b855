"""``ssip trace``: the chain of one request: who said what, when, heard by whom, with what effect."""

from __future__ import annotations

from typing import Final

import click

from deploy.commands import pass_settings
from deploy.commands.data import opened
from deploy.settings import Settings
from messaging.chain import Link, chain

_WORDS: Final = {
    "did": "did {0.name} as {0.role}: {0.outcome}",
    "told": "told {0.name} {0.letter}",
    "heard": "heard {0.name} {0.letter}: {0.outcome}",
    "parked": "parked {0.name} {0.letter}: {0.outcome}",
    "kept": "keeps {0.name} {0.letter} for later: {0.outcome}",
}


def in_words(link: Link) -> str:
    """Return one line of the chain as text."""
    text = _WORDS[link.act].format(link)
    if link.act == "told" and link.outcome:
        text += f" (not sent yet, {link.attempts} tries: {link.outcome})"
    return text


@click.command()
@click.argument("trace_id")
@pass_settings
def trace(settings: Settings, trace_id: str) -> None:
    """Follow one request through every service; the id stands in the logs and in the answer's traceparent header."""
    wanted = trace_id.split("-")[1] if trace_id.startswith("00-") else trace_id
    with opened(settings) as services:
        found = chain(services, wanted)
    for link in found.links:
        click.echo(f"{link.at:%d.%m.%Y %H:%M:%S.%f}  {link.service:14} {in_words(link)}")
    for each in found.silent:
        click.echo(f"{each}: the database does not answer", err=True)
    if not found.links:
        raise click.ClickException(f"nothing is known of trace {wanted}")


COMMANDS: Final = (trace,)
