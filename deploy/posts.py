"""How letters leave and reach this process: the broker's address from the settings."""

from __future__ import annotations

from deploy.settings import Settings
from messaging.transports.rabbitmq import Address, Tls, address_of


class NoBroker(ValueError):
    """A process of its own needs a broker to reach the others."""


def broker_of(settings: Settings) -> Address:
    """Return the broker's address; raise NoBroker in the embedded mode, where one process does everything."""
    if settings.is_embedded:
        raise NoBroker("set SSIP_BROKER_URL: without a broker, 'ssip run' does everything in one process")
    tls = Tls(settings.broker_ca_file, settings.broker_certificate_file, settings.broker_key_file)
    nodes = settings.broker_url.replace(";", ",")
    return address_of(nodes, tls=tls, signed=settings.broker_signed == "yes")
