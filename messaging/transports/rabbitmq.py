"""RabbitMQ by name: where it is, who we are there, and what everything is called.

One direct exchange, one quorum queue per service; a letter's routing key is its wire name. How letters are posted,
heard and how the topology is declared stands beside this file.
"""

from __future__ import annotations

import random
import ssl
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import unquote, urlsplit

EXCHANGE: Final = "ssip"
DEAD_EXCHANGE: Final = "ssip.dead"
UNHEARD_QUEUE: Final = "ssip.unheard"
HOUSE_SPEAKERS: Final = ("scheduler", "portal")
"""Who, besides a service itself, may say that service's commands."""


def queue_of(service: str) -> str:
    """Return the name of a service's letter box on the broker."""
    return f"ssip.{service}"


def dead_queue_of(service: str) -> str:
    """Return the name of the queue where letters end that no worker ever settled."""
    return f"ssip.{service}.dead"


def account_of(service: str) -> str:
    """Return the name of a service's own account on the broker."""
    return f"ssip_{service}"


@dataclass(frozen=True)
class Tls:
    """Files for TLS: who signs the broker, and our own certificate where the broker asks for one."""

    authority: str = ""
    certificate: str = ""
    key: str = ""

    def context(self) -> ssl.SSLContext:
        """Return a context that checks the broker's certificate and host name."""
        made = ssl.create_default_context(cafile=self.authority or None)
        made.minimum_version = ssl.TLSVersion.TLSv1_2
        if self.certificate:
            made.load_cert_chain(self.certificate, self.key or None)
        return made


@dataclass(frozen=True)
class Node:
    """One broker node: where it is and how to sign in. Without a user, the client certificate signs in (EXTERNAL)."""

    host: str
    port: int
    vhost: str
    user: str = ""
    password: str = field(default="", repr=False)
    is_tls: bool = False

    @property
    def by_certificate(self) -> bool:
        """Whether the certificate alone says who we are."""
        return not self.user


@dataclass(frozen=True)
class Address:
    """The nodes of one broker, all equal, and how patient to be with them.

    ``signed`` says that every service has an account of its own (``account_of``): letters then carry the account,
    the broker vouches for it, and letters without it are not believed.
    """

    nodes: tuple[Node, ...]
    tls: Tls = field(default_factory=Tls)
    signed: bool = False
    heartbeat: int = 10
    connect_seconds: float = 3.0

    def shuffled(self) -> list[Node]:
        """Return the nodes in a random order, so that clients spread and a dead node is nobody's first for long."""
        return random.sample(self.nodes, len(self.nodes))


def address_of(urls: str, *, tls: Tls | None = None, signed: bool = False) -> Address:
    """Return the address in one or several URLs ``amqp[s]://user:password@host:port/vhost``, separated by commas."""
    nodes = tuple(_node(each.strip()) for each in urls.split(",") if each.strip())
    if not nodes:
        raise ValueError("no broker is named")
    return Address(nodes, tls or Tls(), signed)


def _node(url: str) -> Node:
    parts = urlsplit(url)
    if parts.scheme not in ("amqp", "amqps") or not parts.hostname:
        raise ValueError("a broker is named amqp://user:password@host:port/vhost or amqps://...")
    is_tls = parts.scheme == "amqps"
    vhost = unquote(parts.path[1:]) or "/"
    port = parts.port or (5671 if is_tls else 5672)
    return Node(parts.hostname, port, vhost, unquote(parts.username or ""), unquote(parts.password or ""), is_tls)
