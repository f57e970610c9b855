"""``ssip check``: whether databases, broker, letters and migrations are in order, in words."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Final

import click

from deploy.commands import pass_settings
from deploy.commands.data import opened
from deploy.migrations import standing
from deploy.posts import broker_of
from deploy.settings import Settings
from messaging.health import health_of
from messaging.service import Service


@dataclass(frozen=True)
class Line:
    """How one service is, and everything that is wrong with it in words."""

    service: str
    words: tuple[str, ...]
    unsent: int = 0
    oldest_seconds: float = 0.0
    parked: int = 0


def look(service: Service, broker: str) -> Line:
    """Return how ``service`` is; ``broker`` is what is wrong with the broker, in words."""
    health = health_of(service, broker) if service.database.is_up() else None
    if health is None:
        return Line(service.name, (f"{service.name}: the database does not answer",))
    words = health.words
    if standing(service).is_pending:
        words = (*words, f"{service.name}: the tables wait for 'ssip migrate'")
    return Line(service.name, words, health.unsent, round(health.oldest_seconds, 1), health.parked)


def broker_words(settings: Settings) -> str:
    """Return what is wrong with the broker, empty when nothing is."""
    if settings.is_embedded:
        return ""
    from messaging.transports.rabbitmq_probe import trouble_with

    return trouble_with(broker_of(settings))


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object on standard output.")
@pass_settings
def check(settings: Settings, as_json: bool) -> None:
    """Look at databases, broker, unsent and parked letters, and pending migrations; exit 1 if anything is wrong."""
    broker = broker_words(settings)
    with opened(settings) as services:
        lines = [look(each, "") for each in services.values()]
    is_well = not broker and not any(each.words for each in lines)
    if as_json:
        click.echo(json.dumps({"well": is_well, "broker": broker, "services": [asdict(each) for each in lines]}))
    else:
        click.echo(f"broker         {broker or ('none, embedded' if settings.is_embedded else 'well')}")
        for each in lines:
            click.echo(f"{each.service:14} {'; '.join(each.words) or 'well'}")
    if not is_well:
        raise click.exceptions.Exit(1)


COMMANDS: Final = (check,)
