"""``ssip migrate``, ``load-reference`` and ``demo-data``: bring tables, reference data and invented people in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Final

import click

from deploy import house, processes
from deploy.commands import pass_settings
from deploy.demo import unfinished
from deploy.settings import Settings
from messaging.service import Service


@contextmanager
def opened(settings: Settings) -> Iterator[Mapping[str, Service]]:
    """Yield all services, and let go of their databases afterwards."""
    services = house.build(settings)
    try:
        yield services
    finally:
        house.close(services)


@click.command()
@click.option("--check", "only_check", is_flag=True, help="Only say what is pending; exit 1 if anything is.")
@pass_settings
def migrate(settings: Settings, only_check: bool) -> None:
    """Bring every service's tables to the version this code needs."""
    from deploy import migrations

    with opened(settings) as services:
        before = [(migrations.standing if only_check else migrations.migrate)(each) for each in services.values()]
    for each in before:
        state = f"{each.found or 'nothing'} -> {each.wanted}" if each.is_pending else f"{each.wanted}, nothing to do"
        click.echo(f"{each.service:14} {state}")
    if only_check and any(each.is_pending for each in before):
        raise click.exceptions.Exit(1)


@click.command("load-reference")
@pass_settings
def load_reference(settings: Settings) -> None:
    """Enter social services, communes and partners; what is there already stays as it is."""
    from deploy.reference.loading import load_reference as load

    with opened(settings) as services:
        loaded = load(services)
    click.echo(f"{loaded.entered} records entered, {loaded.unchanged} already there.")


@click.command("demo-data")
@click.option("--yes", is_flag=True, help="Do not ask; for an installation that will never hold real people.")
@click.option("--scenery-only", is_flag=True, help="Only accounts, contracts, lists and places; no mandate.")
@click.option("--anew", is_flag=True, help="Put a demonstration that was interrupted aside, and tell it anew.")
@pass_settings
def demo_data(settings: Settings, *, yes: bool, scenery_only: bool, anew: bool) -> None:
    """Fill an empty installation with invented people: about 200 mandates in every state, over two years."""
    from deploy.demo.story import is_told, set_the_scene, tell_story

    if anew:
        put_aside(settings)
    elif unfinished.is_half_told(settings):
        raise click.ClickException(unfinished.ADVICE)
    with opened(settings) as services:
        if anew:
            processes.prepare(services, settings, demo=False, say=click.echo)
        if is_told(services):
            click.echo("The demonstration people are here already; nothing done.")
            return
        if not yes:
            click.confirm("Enter invented people into this installation?", abort=True)
        with unfinished.telling(settings):
            if scenery_only:
                set_the_scene(services, house.wall_clock())
            else:
                tell_story(services, house.wall_clock(), click.echo)


def put_aside(settings: Settings) -> None:
    """Put a half-told demonstration aside and say where; end with a line where there is none."""
    try:
        aside = unfinished.put_aside(settings, house.wall_clock())
    except unfinished.NotHalfTold as refused:
        raise click.ClickException(str(refused)) from refused
    click.echo(f"The half-told demonstration is put aside in {aside}.")


COMMANDS: Final = (migrate, load_reference, demo_data)
