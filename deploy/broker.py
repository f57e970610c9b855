"""Prepares a broker: exchange, queues and bindings for every service, and an account per service that may do no more.

A direct exchange knows no topic permissions: the broker cannot stop one service from using another's wire names.
The guard in its place is the signature. With accounts of their own, services sign every letter with ``user_id``, which
the broker checks against the connection (a forged one is refused with 406); the hearing service parks what the
owner's account did not sign (``not_its_owner``). Run this after the hearing services are upgraded, before the telling
ones: names nobody is bound to yet simply wait in the outbox.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from messaging.transports.rabbitmq import EXCHANGE, HOUSE_SPEAKERS, Address, account_of, queue_of
from messaging.transports.rabbitmq_topology import Topology, declare, topology_of
from messaging.wiring import Wiring
from schemas.message import Event, all_of

NOTHING: Final = "^$"


def topology(wirings: Iterable[Wiring]) -> Topology:
    """Return what must stand on the broker for ``wirings``, and for every event nobody among them hears."""
    return topology_of({each.name: each.hears for each in wirings}, [event.said for event in all_of(Event)])


def setup(admin: Address, wirings: Iterable[Wiring]) -> list[str]:
    """Declare everything with an administrator's account, as often as you like; return in words what stands there."""
    return declare(admin, topology(wirings))


def account_commands(services: Iterable[str], vhost: str, passwords: Mapping[str, str]) -> list[list[str]]:
    """Return the arguments of ``rabbitmqctl`` that make the accounts of ``services`` and of who speaks for the house.

    An account may configure nothing, write to the one exchange, and read its own queues. Without a password in
    ``passwords`` (by service) an account can only sign in with its client certificate.
    """
    commands: list[list[str]] = []
    names = tuple(services)
    for name in (*names, *HOUSE_SPEAKERS):
        account, password = account_of(name), passwords.get(name, "")
        commands.append(["add_user", account, password or "unused"])
        if not password:
            commands.append(["clear_password", account])
        own = f"^{queue_of(name).replace('.', chr(92) + '.')}(\\.dead)?$" if name in names else NOTHING
        commands.append(["set_permissions", "-p", vhost, account, NOTHING, f"^{EXCHANGE}$", own])
    return commands
