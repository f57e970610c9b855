"""``ssip account``: the first accounts of an installation, and help for somebody who is locked out."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final
from uuid import uuid4

import click

from deploy import house
from deploy.commands import pass_settings
from deploy.commands.data import opened
from deploy.organisations import find_organisation
from deploy.settings import Settings
from messaging.service import Service
from portal.accounts.queries import AccountLine, account_by_name
from schemas.accounts import AddAccount, DisableAccount, Language, ResetPassword
from schemas.actor import HOUSE, Role
from schemas.refusal import Refusal
from schemas.words import say

ROLES = click.Choice([each.value for each in Role if each is not Role.SYSTEM])


@contextmanager
def _told_plainly() -> Iterator[None]:
    """Turn a refusal into one line an operator understands."""
    try:
        yield
    except Refusal as error:
        lines = [say(f"objection.{each.code}", "fr", **each.facts) for each in error.objections]
        raise click.ClickException("\n".join(lines)) from error


@contextmanager
def _accounts(settings: Settings) -> Iterator[Service]:
    services = house.build(settings, only=["accounts"])
    try:
        with _told_plainly():
            yield services["accounts"]
    finally:
        house.close(services)


def _found(desk: Service, name: str) -> AccountLine:
    found = desk.ask(account_by_name, HOUSE, sign_in_name=name)
    if found is None:
        raise click.ClickException(f"nobody signs in as {name}")
    return found


@click.group()
def account() -> None:
    """Who may sign in. Passwords are shown once and have to be changed at the first sign-in."""


@account.command()
@click.argument("sign_in_name")
@click.option("--name", required=True, help="As others see the person.")
@click.option("--email", required=True)
@click.option("--role", required=True, type=ROLES)
@click.option("--organisation", default="", help="Short code of the social service or provider; not for office roles.")
@click.option("--language", type=click.Choice(["fr", "de"]), default="fr", show_default=True)
@pass_settings
def add(settings: Settings, /, **given: str) -> None:
    """Enter somebody who may sign in."""
    with opened(settings) as services, _told_plainly():
        role = Role(given["role"])
        kind, organisation_id = find_organisation(services, role, given["organisation"])
        password = secrets.token_urlsafe(12)
        services["accounts"].do(
            AddAccount(
                account_id=uuid4(),
                sign_in_name=given["sign_in_name"],
                display_name=given["name"],
                email=given["email"],
                language=Language(given["language"]),
                role=role,
                organisation_id=organisation_id,
                organisation_kind=kind,
                password=password,
            ),
            HOUSE,
        )
    click.echo(f"{given['sign_in_name']} may sign in with {password}")


@account.command()
@click.argument("sign_in_name")
@pass_settings
def reset(settings: Settings, sign_in_name: str) -> None:
    """Give a one-time password and sign the person out everywhere."""
    with _accounts(settings) as desk:
        found = _found(desk, sign_in_name)
        password = secrets.token_urlsafe(12)
        desk.do(ResetPassword(account_id=found.id, row_version=found.row_version, password=password), HOUSE)
    click.echo(f"{sign_in_name} may sign in with {password}")


@account.command()
@click.argument("sign_in_name")
@pass_settings
def disable(settings: Settings, sign_in_name: str) -> None:
    """Close an account; whoever is signed in with it is out at once."""
    with _accounts(settings) as desk:
        found = _found(desk, sign_in_name)
        desk.do(DisableAccount(account_id=found.id, row_version=found.row_version), HOUSE)
    click.echo(f"{sign_in_name} may no longer sign in.")


COMMANDS: Final = (account,)
