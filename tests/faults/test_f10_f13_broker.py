"""F10 and F13: a broker short of memory, and accounts that may not enter, not write, or not say what they say."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from uuid import uuid4

import pytest

from deploy.broker import account_commands, setup
from messaging.letter import letter_of
from messaging.relay import Relay
from messaging.transport import Outgoing, TransportDown
from messaging.transports.rabbitmq import Address, account_of, address_of
from messaging.transports.rabbitmq_posting import RabbitPosting
from messaging.transports.rabbitmq_probe import trouble_with
from tests.faults.verdict import verdict_of
from tests.faults.working import seconds_of, working
from tests.messaging.toy import COUNTER, EAR, CountedUp, Toys
from tests.servers.fixtures import private_home
from tests.servers.processes import wait_until
from tests.servers.rabbit import PrivateRabbit

pytestmark = [pytest.mark.rabbitmq, pytest.mark.slow]
SECRET = "only for this test"


@pytest.fixture(scope="module")
def broker() -> Iterator[PrivateRabbit]:
    with PrivateRabbit(private_home("mq")) as server:
        setup(address_of(server.url), [COUNTER, EAR])
        for command in account_commands(["toycounter", "toyear"], "/", {"toycounter": SECRET, "toyear": SECRET}):
            server.control(*command)
        yield server


@pytest.fixture
def house(broker: PrivateRabbit) -> Address:
    return address_of(broker.url)


def signed_in(house: Address, service: str, password: str = SECRET) -> Address:
    node = replace(house.nodes[0], user=account_of(service), password=password)
    return replace(house, nodes=(node,), signed=True)


def test_row_40_a_memory_alarm_costs_no_letter_and_no_user_waits(
    broker: PrivateRabbit, house: Address, toys: Toys
) -> None:
    posting = RabbitPosting(house, "toycounter")
    relay = Relay(toys.counter, posting)
    toys.count(toys.ids(1)[0])
    assert relay.drain() == 1
    broker.control("set_vm_memory_high_watermark", "0.000001")
    longest = max(seconds_of(lambda: toys.count(toys.ids(1)[0])) for _ in range(5))
    words: list[str] = []

    def run() -> None:
        with pytest.raises(TransportDown) as down:
            relay.run_once()
        words.append(str(down.value))

    took = seconds_of(run)
    broker.control("set_vm_memory_high_watermark", "0.4")
    print(f"F10: relay gave up after {took:.1f} s: {words[0]}; slowest user {longest:.2f} s")
    assert "memory or disk alarm" in words[0]
    assert took < 4.5
    with working(toys, house):
        wait_until(toys.nothing_waits, "all letters after the alarm", seconds=20)
    posting.close()
    assert verdict_of(toys, 6).say("F10").is_clean


def test_wrong_passwords_and_missing_rights_are_said_in_words(house: Address, toys: Toys) -> None:
    wrong = signed_in(house, "toycounter", password="wrong")
    assert "not accepted" in trouble_with(wrong)
    with pytest.raises(TransportDown, match="not accepted"):
        RabbitPosting(wrong, "toycounter").post([])
    elsewhere = replace(house, nodes=(replace(house.nodes[0], vhost="nowhere"),))
    with pytest.raises(TransportDown, match="virtual host"):
        RabbitPosting(elsewhere, "toycounter").post([])


def test_row_40_services_with_their_own_accounts_hear_each_other(house: Address, toys: Toys) -> None:
    counter = uuid4()
    toys.count(counter)
    with (
        working(toys, signed_in(house, "toycounter"), "toycounter"),
        working(toys, signed_in(house, "toyear"), "toyear"),
    ):
        wait_until(lambda: toys.noted(counter) == [1], "the note")


def test_row_40_a_letter_from_an_account_that_may_not_say_it_is_parked(house: Address, toys: Toys) -> None:
    letter = letter_of(CountedUp(counter_id=uuid4(), value=1), toys.counter.clock())
    out = [Outgoing(letter.id, letter.name, letter.to_json(), letter.subject)]
    forger = RabbitPosting(signed_in(house, "toyear"), "toyear")
    unsigned = RabbitPosting(replace(signed_in(house, "toyear"), signed=False), "toyear")
    for each in (forger, unsigned):
        assert each.post(out).confirmed == {letter.id}
        each.close()
    with working(toys, signed_in(house, "toyear"), "toyear"):
        wait_until(lambda: toys.box.parking.count() == 2, "two parked letters")
    assert {each.kind for each in toys.box.parking.waiting()} == {"not_its_owner"}
    assert toys.noted() == []


def test_row_40_an_account_without_the_right_to_write_keeps_its_letters(
    broker: PrivateRabbit, house: Address, toys: Toys
) -> None:
    account = account_of("toycounter")
    read = r"^ssip\.toycounter(\.dead)?$"
    toys.count(uuid4())
    posting = RabbitPosting(signed_in(house, "toycounter"), "toycounter")
    relay = Relay(toys.counter, posting)
    broker.control("set_permissions", account, "^$", "^$", read)
    began = time.monotonic()
    with pytest.raises(TransportDown, match="may not do this"):
        relay.run_once()
    assert time.monotonic() - began < 5
    assert relay.backlog()[0] == 1
    broker.control("set_permissions", account, "^$", "^ssip$", read)
    wait_until(lambda: _sent(relay), "the letter to leave", seconds=15)
    posting.close()


def _sent(relay: Relay) -> bool:
    try:
        relay.run_once()
    except TransportDown:
        return False
    return relay.backlog()[0] == 0
