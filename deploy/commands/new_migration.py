"""``ssip new-migration``: write the next migration of a service for a person to read over."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import click

from deploy import house, migrations
from deploy.commands import pass_settings
from deploy.new_migration import write_migration
from deploy.settings import DESKS, Settings


@click.command("new-migration")
@click.argument("service", type=click.Choice(DESKS))
@click.argument("words")
@pass_settings
def new_migration(settings: Settings, service: str, words: str) -> None:
    """Compare the tables all migrations make with the code, and write what is missing as a new migration."""
    with TemporaryDirectory() as folder:
        fresh = house.build(settings.at(data_dir=Path(folder), database_url="", broker_url=""), only=[service])[service]
        migrations.migrate(fresh)
        written = write_migration(fresh, words)
        fresh.database.close()
    click.echo(f"Written: {written}. Read it over." if written else "Nothing differs.")


COMMANDS: Final = (new_migration,)
