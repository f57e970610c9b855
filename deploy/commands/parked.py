"""``ssip parked``: letters that could not be handled, with their reason, until somebody decides."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final
from uuid import UUID

import click

from deploy.commands import pass_settings
from deploy.commands.data import opened
from deploy.settings import DESKS, Settings
from messaging.letterbox import LetterBox
from messaging.parking import ParkedLetter, Parking
from schemas.actor import HOUSE
from schemas.refusal import NotFound

ONE_SERVICE = click.option("--service", type=click.Choice(DESKS), help="Only this service (default all).")
Found = tuple[str, Parking, ParkedLetter]


@click.group()
def parked() -> None:
    """Letters put aside because of a bug, a refusal or because they were none."""


def _waiting(settings: Settings, service: str | None, kind: str = "") -> Iterator[Found]:
    with opened(settings) as services:
        for name, each in services.items():
            if service in (None, name):
                parking = LetterBox(each).parking
                for letter in parking.waiting(kind):
                    yield name, parking, letter


def _one(settings: Settings, wanted: str) -> Iterator[Found]:
    found = [each for each in _waiting(settings, None) if str(each[2].id).startswith(wanted)]
    if len(found) != 1:
        raise click.ClickException(f"{len(found)} parked letters begin with {wanted}; give more of the id")
    yield found[0]


@parked.command("list")
@ONE_SERVICE
@click.option("--kind", default="", help="Only this kind of failure.")
@pass_settings
def list_parked(settings: Settings, service: str | None, kind: str) -> None:
    """List the parked letters, oldest first."""
    count = 0
    for name, _, letter in _waiting(settings, service, kind):
        when = f"{letter.parked_at:%d.%m.%Y %H:%M}"
        click.echo(f"{letter.id}  {name:13} {when}  {letter.kind:30} {letter.name} ({letter.attempts}x)")
        count += 1
    click.echo(f"{count} parked." if count else "No letter is parked.")


@parked.command()
@click.argument("letter_id")
@pass_settings
def show(settings: Settings, letter_id: str) -> None:
    """Show one parked letter and the reason; the beginning of its id is enough."""
    for name, _, letter in _one(settings, letter_id):
        click.echo(f"{name}: {letter.name or 'no letter'} parked as {letter.kind}\n{letter.reason}\n{letter.body}")


@parked.command()
@click.argument("letter_id", required=False)
@ONE_SERVICE
@click.option("--all", "everything", is_flag=True, help="Every parked letter (of --service, of --kind).")
@click.option("--kind", default="", help="With --all: only this kind of failure.")
@pass_settings
def retry(settings: Settings, letter_id: str | None, service: str | None, everything: bool, kind: str) -> None:
    """Handle parked letters again; exit 1 if any stays parked."""
    if bool(letter_id) == everything:
        raise click.UsageError("name one letter, or say --all")
    chosen = _one(settings, letter_id) if letter_id else _waiting(settings, service, kind)
    stayed = 0
    for _, parking, letter in list(chosen):
        worked = parking.retry(letter.id, HOUSE)
        click.echo(f"{letter.id}  {'handled' if worked else 'still parked'}")
        stayed += not worked
    if stayed:
        raise click.exceptions.Exit(1)


@parked.command()
@click.argument("letter_id")
@click.option("--yes", is_flag=True, help="Do not ask.")
@pass_settings
def drop(settings: Settings, letter_id: str, yes: bool) -> None:
    """Decide that a parked letter shall have no effect; it stays in the table as evidence."""
    for name, parking, letter in _one(settings, letter_id):
        if not yes:
            click.confirm(f"Drop {letter.name or 'this'} ({letter.kind}) of {name} for good?", abort=True)
        try:
            parking.drop(UUID(str(letter.id)), HOUSE)
        except NotFound as error:
            raise click.ClickException("somebody was faster: the letter is no longer parked") from error
        click.echo(f"{letter.id}  dropped")


COMMANDS: Final = (parked,)
