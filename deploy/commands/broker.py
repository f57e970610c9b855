"""``ssip broker``: declare the exchange, queues and accounts on RabbitMQ with an administrator's account."""

from __future__ import annotations

import shlex
from typing import Final

import click

from deploy import broker as topology
from deploy import house
from deploy.commands import pass_settings
from deploy.posts import NoBroker, broker_of
from deploy.settings import Settings
from messaging.transport import TransportDown


@click.group()
def broker() -> None:
    """The RabbitMQ broker."""


@broker.command()
@click.option("--admin-url", help="amqp URL of an administrator's account (default: SSIP_BROKER_URL).")
@pass_settings
def setup(settings: Settings, admin_url: str | None) -> None:
    """Declare exchange, queues and bindings; as often as you like."""
    try:
        lines = topology.setup(broker_of(settings.at(broker_url=admin_url)), house.wirings().values())
    except (NoBroker, TransportDown) as error:
        raise click.ClickException(str(error)) from error
    for line in lines:
        click.echo(line)


@broker.command()
@click.option("--vhost", default="ssip", show_default=True, help="Virtual host of the installation.")
def accounts(vhost: str) -> None:
    """Print the rabbitmqctl commands that make one account per service, without configure rights."""
    for arguments in topology.account_commands(house.wirings(), vhost, {}):
        click.echo(shlex.join(["rabbitmqctl", *arguments]))


COMMANDS: Final = (broker,)
