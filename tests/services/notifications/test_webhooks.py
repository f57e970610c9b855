"""Webhooks against a real HTTPS server: signed, without names, patient, never lost, at most one copy more."""

from __future__ import annotations

import json
import ssl
from base64 import b64encode
from collections.abc import Iterator
from datetime import timedelta
from hashlib import sha256
from hmac import new
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from messaging import faults
from messaging.worker import Embedded
from schemas.actor import HOUSE, Actor, Role
from schemas.codes_notifications import AlertKind, MailOutcome, MailState, WebhookState
from schemas.notifications import LookAtNotificationsDeadlines, SetNotificationsValue
from schemas.refusal import Conflict, NotAllowed, NotConfigured, NotFound, Refused
from schemas.webhooks import RetryWebhookCall, SaveWebhook, SettleWebhookCall, SwitchWebhook, TryWebhook
from services.notifications.courier import Courier
from services.notifications.outgoing import NotAllowed as AddressNotAllowed
from services.notifications.outgoing import Way, post
from services.notifications.queries.webhooks import MyWebhook, WebhookCallLine, my_webhook, webhook_calls
from services.notifications.rules.sending import LEASE, PAUSES
from tests.services.notifications.receiver import HOST, Receiver, certificate, receiving
from tests.services.notifications.room import (
    PARTNER,
    SERVICE,
    Room,
    admitted,
    proposed,
    submitted,
)

KEY = b"0123456789abcdef01234567"
SECRET = "whsec_" + b64encode(KEY).decode()
SERVICE_HEAD = Actor(uuid4(), Role.SERVICE_HEAD, SERVICE)
ADMIN = Actor(uuid4(), Role.SSIP_ADMIN, uuid4())


@pytest.fixture(scope="module")
def pem(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return certificate(tmp_path_factory.mktemp("tls"))


@pytest.fixture
def receiver(pem: Path) -> Iterator[Receiver]:
    with receiving(pem) as found:
        yield found


@pytest.fixture
def courier(room: Room, pem: Path) -> Courier:
    return Courier(room.service, "https://portal.example", way(pem))


def way(pem: Path, patience: float = 5.0) -> Way:
    trust = ssl.create_default_context(cafile=str(pem))
    return Way(patience, loopback=True, trust=trust, resolve=lambda _host, _port: ["127.0.0.1"])


@pytest.fixture
def allowed(room: Room) -> Room:
    value = SetNotificationsValue(name="webhooks_allowed", value=1, valid_from=room.today)
    room.service.do(value, HOUSE)
    return room


@pytest.fixture
def hooked(allowed: Room, receiver: Receiver) -> Room:
    """The provider wants to hear of proposals."""
    save(allowed, receiver.url(), AlertKind.PROPOSAL_TO_ANSWER, AlertKind.WEBHOOK_BROKEN)
    return allowed


def save(room: Room, url: str, *kinds: AlertKind, who: Actor = PARTNER) -> None:
    room.service.do(SaveWebhook(url=url, kinds=kinds, secret=SECRET), who)


def propose(room: Room) -> UUID:
    mandate, proposal = uuid4(), uuid4()
    room.tell(submitted(mandate), admitted(mandate), proposed(mandate, proposal))
    return proposal


def calls(room: Room, who: Actor = PARTNER) -> tuple[WebhookCallLine, ...]:
    found: tuple[WebhookCallLine, ...] = room.service.ask(webhook_calls, who)
    return found


def mine(room: Room, who: Actor = PARTNER) -> MyWebhook:
    found: MyWebhook = room.service.ask(my_webhook, who)
    return found


def test_row_26_a_call_is_signed_and_names_nobody(hooked: Room, receiver: Receiver, courier: Courier) -> None:
    proposal = propose(hooked)
    assert courier.call_some() == 1
    ((headers, body),) = receiver.calls
    said = json.loads(body)
    assert said["type"] == "proposal_to_answer"
    assert said["data"]["subject_id"] == str(proposal)
    assert said["data"]["number"] == "M-2026-00017"
    assert said["data"]["url"].startswith("https://portal.example/alerts/")
    assert set(said["data"]) == {"alert_id", "posture", "subject_id", "mandate_id", "number", "due_on", "url"}
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    assert headers["webhook-signature"] == "v1," + b64encode(new(KEY, signed, sha256).digest()).decode()
    assert int(headers["webhook-timestamp"]) == int(hooked.watch.now.timestamp())
    assert [(each.state, each.last_answer) for each in calls(hooked)] == [(MailState.SENT, "204")]
    assert courier.call_some() == 0


def test_row_26_only_chosen_kinds_reach_an_organisation_and_nobody_elses(
    hooked: Room, receiver: Receiver, courier: Courier
) -> None:
    save(hooked, receiver.url("/service"), AlertKind.MANDATE_ADMITTED, who=SERVICE_HEAD)
    propose(hooked)
    courier.call_some()
    kinds = sorted(json.loads(body)["type"] for _, body in receiver.calls)
    assert kinds == ["mandate_admitted", "proposal_to_answer"]
    assert [each.kind for each in calls(hooked, SERVICE_HEAD)] == [AlertKind.MANDATE_ADMITTED]


def test_row_26_an_error_is_tried_again_with_growing_pauses_and_the_same_id(
    hooked: Room, receiver: Receiver, courier: Courier
) -> None:
    receiver.statuses = [500, 503]
    propose(hooked)
    courier.call_some()
    (line,) = calls(hooked)
    assert (line.state, line.attempts, line.last_answer) == (MailState.QUEUED, 1, "500")
    assert courier.call_some() == 0, "not before its pause"
    for pause in PAUSES[:2]:
        hooked.watch.now += pause
        courier.call_some()
    assert len(set(receiver.ids)) == 1
    assert len(receiver.ids) == 3
    assert calls(hooked)[0].state is MailState.SENT


def test_row_26_a_receiver_that_refuses_to_the_end_is_switched_off_and_its_house_is_told(
    hooked: Room, receiver: Receiver, courier: Courier
) -> None:
    receiver.statuses = [500] * 20
    propose(hooked)
    for pause in (timedelta(0), *PAUSES):
        hooked.watch.now += pause
        courier.call_some()
    (line,) = calls(hooked)
    assert (line.state, line.attempts) == (MailState.FAILED, len(PAUSES) + 1)
    assert mine(hooked).state is WebhookState.BROKEN
    Embedded([hooked.service]).drain()
    assert AlertKind.WEBHOOK_BROKEN in hooked.to_do(PARTNER)
    propose(hooked)
    assert courier.call_some() == 0, "nothing is called while it is broken, and nothing is lost"
    receiver.statuses = []
    hooked.service.do(SwitchWebhook(on=True), PARTNER)
    hooked.service.do(RetryWebhookCall(call_id=line.id), PARTNER)
    Embedded([hooked.service]).drain()
    assert AlertKind.WEBHOOK_BROKEN not in hooked.to_do(PARTNER)
    courier.call_some()
    assert {each.state for each in calls(hooked)} == {MailState.SENT}


def test_row_26_a_slow_receiver_is_cut_off_and_does_not_hold_the_others_up(
    hooked: Room, receiver: Receiver, pem: Path
) -> None:
    receiver.is_slow = True
    propose(hooked)
    propose(hooked)
    slow = Courier(hooked.service, "https://portal.example", way(pem, 0.2))
    assert slow.call_some() == 2
    assert len(receiver.calls) == 1, "the second call of a receiver that is away waits"
    answers = {(each.attempts, each.last_answer) for each in calls(hooked)}
    assert answers == {(1, "timeout"), (0, "waits")}


def test_row_26_an_endless_answer_is_cut_off(hooked: Room, receiver: Receiver, pem: Path) -> None:
    receiver.drips = True
    propose(hooked)
    Courier(hooked.service, "https://portal.example", way(pem, 0.3)).call_some()
    assert calls(hooked)[0].last_answer == "timeout"


def test_row_26_a_redirect_is_not_followed(hooked: Room, receiver: Receiver, courier: Courier) -> None:
    receiver.statuses = [302]
    propose(hooked)
    courier.call_some()
    assert len(receiver.calls) == 1
    assert (calls(hooked)[0].state, calls(hooked)[0].last_answer) == (MailState.QUEUED, "302")


def test_row_26_a_receiver_that_dies_after_accepting_gets_one_copy_more_with_the_same_id(
    hooked: Room, receiver: Receiver, courier: Courier
) -> None:
    receiver.die_after = True
    propose(hooked)
    courier.call_some()
    assert calls(hooked)[0].state is MailState.QUEUED
    hooked.watch.now += PAUSES[0]
    courier.call_some()
    assert receiver.ids == receiver.ids[:1] * 2
    assert calls(hooked)[0].state is MailState.SENT


@pytest.mark.parametrize(("point", "copies"), [("webhook.before_call", 1), ("webhook.after_call", 2)])
def test_row_26_a_courier_that_dies_loses_nothing(
    hooked: Room, receiver: Receiver, courier: Courier, monkeypatch: pytest.MonkeyPatch, point: str, copies: int
) -> None:
    def die(name: str) -> None:
        if name == point:
            raise KeyboardInterrupt

    propose(hooked)
    with monkeypatch.context() as broken:
        broken.setattr(faults, "point", die)
        with pytest.raises(KeyboardInterrupt):
            courier.call_some()
    assert courier.call_some() == 0, "the claim holds until its lease is over"
    hooked.watch.now += LEASE
    courier.call_some()
    assert receiver.ids == receiver.ids[:1] * copies
    assert calls(hooked)[0].state is MailState.SENT


@pytest.mark.parametrize(
    "address",
    ["10.0.0.7", "192.168.1.1", "169.254.169.254", "172.16.0.1", "100.64.0.1", "0.0.0.0", "224.0.0.1",
     "::1", "fe80::1", "fd00::1", "::ffff:10.0.0.7", "64:ff9b::a00:7", "2002:a00:7::", "127.0.0.1"],
)  # fmt: skip
def test_row_26_an_address_inside_is_refused_after_the_name_is_resolved(address: str) -> None:
    asked: list[str] = []

    def resolve(host: str, _port: int) -> list[str]:
        asked.append(host)
        return ["9.9.9.9", address]

    with pytest.raises(AddressNotAllowed, match="address_not_allowed"):
        post(f"https://{HOST}/", {}, b"{}", Way(resolve=resolve))
    assert asked == [HOST]


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("http://hooks.example/", "webhook_url_not_https"),
        ("ftp://hooks.example/", "webhook_url_not_https"),
        ("https://user:word@hooks.example/", "webhook_url_with_password"),
        ("https://169.254.169.254/latest", "webhook_url_inside"),
        ("https://[::1]/", "webhook_url_inside"),
        ("https://localhost/", "webhook_url_inside"),
        ("https://", "webhook_url_malformed"),
        ("https://hooks.example:99999/", "webhook_url_malformed"),
        ("https://hooks.example/#part", "webhook_url_malformed"),
        ("hooks", "webhook_url_malformed"),
    ],
)
def test_row_26_an_address_that_cannot_be_is_refused_when_it_is_saved(allowed: Room, url: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        save(allowed, url)
    assert [each.code for each in refused.value.objections] == [code]


def test_row_26_nobody_has_a_webhook_before_the_office_allows_it(room: Room) -> None:
    assert not mine(room).is_allowed
    with pytest.raises(NotConfigured):
        save(room, "https://hooks.example/")


def test_row_26_case_workers_and_strangers_have_nothing_to_do_with_it(hooked: Room) -> None:
    with pytest.raises(NotAllowed):
        hooked.service.do(TryWebhook(), Actor(uuid4(), Role.CASE_WORKER, SERVICE))
    stranger = Actor(uuid4(), Role.PROVIDER, uuid4())
    assert mine(hooked, stranger).url == ""
    propose(hooked)
    with pytest.raises(NotFound):
        hooked.service.do(RetryWebhookCall(call_id=calls(hooked)[0].id), stranger)


def test_row_26_a_trial_call_and_a_call_nobody_holds(hooked: Room, receiver: Receiver, courier: Courier) -> None:
    hooked.service.do(TryWebhook(), PARTNER)
    courier.call_some()
    assert json.loads(receiver.calls[0][1])["type"] == "test"
    (line,) = calls(hooked)
    with pytest.raises(Conflict):
        hooked.service.do(RetryWebhookCall(call_id=line.id), PARTNER)
    settled = SettleWebhookCall(call_id=line.id, claim_id=uuid4(), outcome=MailOutcome.ACCEPTED)
    with pytest.raises(Conflict):
        hooked.service.do(settled, HOUSE)


def test_row_26_the_log_forgets_after_a_month(hooked: Room, courier: Courier) -> None:
    propose(hooked)
    courier.call_some()
    hooked.watch.pass_by(days=31)
    hooked.service.do(LookAtNotificationsDeadlines(), HOUSE)
    assert calls(hooked) == ()
