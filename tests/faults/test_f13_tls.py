"""F13: TLS with client certificates; whoever shows the wrong one, or meets the wrong broker, is told so in words."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

import pytest

from messaging.transport import TransportDown
from messaging.transports.rabbitmq import Address, Tls, address_of
from messaging.transports.rabbitmq_consuming import RabbitConsuming
from messaging.transports.rabbitmq_posting import RabbitPosting
from messaging.transports.rabbitmq_probe import trouble_with
from tests.faults import certificates
from tests.faults.certificates import Authority
from tests.faults.proxy import Proxy
from tests.faults.working import working
from tests.messaging.toy import Toys
from tests.servers.processes import wait_until

pytestmark = pytest.mark.skipif(not certificates.is_available(), reason="openssl makes the certificates")


@pytest.fixture
def authority(tmp_path: Path) -> Authority:
    return Authority.found(tmp_path / "authority")


@pytest.fixture
def door(authority: Authority, rabbitmq_url: str) -> Iterator[Proxy]:
    """The broker behind TLS that asks for client certificates."""
    context = authority.server_context("broker", host="IP:127.0.0.1")
    with Proxy(urlsplit(rabbitmq_url).port or 5672, context) as proxy:
        yield proxy


def tls_address(url: str, door: Proxy, tls: Tls) -> Address:
    address = address_of(url, tls=tls)
    return replace(address, nodes=tuple(replace(each, port=door.port, is_tls=True) for each in address.nodes))


def test_letters_travel_over_tls_with_client_certificates(
    toys: Toys, vhost: Address, fresh_vhost: str, authority: Authority, door: Proxy
) -> None:
    address = tls_address(fresh_vhost, door, Tls(authority.certificate, *authority.issue("toyclient")))
    counter = uuid4()
    toys.count(counter)
    with working(toys, address):
        wait_until(lambda: toys.noted(counter) == [1], "the note")


@pytest.mark.parametrize("wrong", ["no certificate", "foreign authority", "expired", "wrong host"])
def test_wrong_certificates_are_refused_by_either_side(
    toys: Toys, rabbitmq_url: str, authority: Authority, tmp_path: Path, door: Proxy, wrong: str
) -> None:
    good = authority.issue("toyclient")
    stranger = Authority.found(tmp_path / "stranger")
    tls = {
        "no certificate": Tls(authority.certificate),
        "foreign authority": Tls(stranger.certificate, *good),
        "expired": Tls(authority.certificate, *good),
        "wrong host": Tls(authority.certificate, *good),
    }[wrong]
    if wrong in ("expired", "wrong host"):
        host = "DNS:elsewhere.example" if wrong == "wrong host" else "IP:127.0.0.1"
        door.context = authority.server_context("other", host=host, days=-1 if wrong == "expired" else 2)
    address = tls_address(rabbitmq_url, door, tls)
    words = trouble_with(address)
    print(f"F13 TLS {wrong}: {words}")
    assert "TLS" in words or "hangs up" in words or "broke off" in words
    with pytest.raises(TransportDown, match="broker 127"):
        RabbitPosting(address, "toycounter").post([])
    consuming, stop = RabbitConsuming(address, toys.box), threading.Event()
    thread = threading.Thread(target=consuming.run, args=(stop,))
    thread.start()
    wait_until(lambda: "broker 127" in consuming.trouble, "the consumer's words")
    stop.set()
    thread.join()
