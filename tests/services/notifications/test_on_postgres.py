"""The same on PostgreSQL: lanes, reminders, digests, and two mailers that never send the same mail."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import event

from schemas.actor import HOUSE, Actor, Role
from schemas.codes_notifications import AlertKind
from schemas.notifications import BuildDigests, LookAtNotificationsDeadlines, SetNotificationsValue
from schemas.registration import RegistrationDeadlineReached
from schemas.webhooks import SaveWebhook
from services.notifications.courier import Courier
from services.notifications.outgoing import Way
from services.notifications.queries.alerts import alert_counts
from services.notifications.queries.mails import mail_counts
from services.notifications.queries.usefulness import usefulness
from tests.services.notifications.postbox import Postbox, free_port, mailer_of, serving
from tests.services.notifications.receiver import certificate, receiving
from tests.services.notifications.room import (
    CASE_WORKER,
    COORDINATOR,
    HEAD,
    PARTNER,
    Room,
    admitted,
    kinds,
    proposed,
    submitted,
)


@pytest.fixture
def room(fresh_database: str) -> Iterator[Room]:
    made = Room(fresh_database)
    yield made
    made.close()


def test_alerts_reminders_and_lanes_on_postgresql(room: Room) -> None:
    mandate, proposal = uuid4(), uuid4()
    room.tell(submitted(mandate))
    reached = RegistrationDeadlineReached(
        deadline_id=uuid4(),
        subject_id=mandate,
        mandate_id=mandate,
        kind="mandate_acknowledged",
        stage="due",
        due_on=room.today - timedelta(days=1),
        owner_role="ssip_coordinator",
        backup_role="ssip_head",
    )
    room.tell(reached, reached)
    assert [(each.kind, each.is_overdue) for each in room.alerts(COORDINATOR).act_now] == [
        (AlertKind.MANDATE_TO_TRIAGE, True)
    ]
    counts = room.service.ask(alert_counts, COORDINATOR)
    assert (counts.act_now, counts.overdue) == (1, 1)
    room.tell(admitted(mandate), proposed(mandate, proposal))
    assert room.to_do(PARTNER) == [AlertKind.PROPOSAL_TO_ANSWER]
    assert set(kinds(room.alerts(CASE_WORKER).news)) == {AlertKind.MANDATE_ADMITTED, AlertKind.PERSON_PROPOSED}
    room.watch.pass_by(days=31)
    room.service.do(LookAtNotificationsDeadlines(), HOUSE)
    assert room.alerts(CASE_WORKER).news == ()


def test_two_mailers_on_postgresql_never_send_the_same_mail(room: Room) -> None:
    for number in range(40):
        room.reach(Actor(uuid4(), Role.SSIP_COORDINATOR, uuid4(), "de"), f"c{number}@example.ch")
    room.tell(submitted(uuid4()))
    room.service.do(BuildDigests(), HOUSE)
    box, port = Postbox(), free_port()
    with serving(box, port), ThreadPoolExecutor(2) as pool:
        for _ in range(4):
            list(pool.map(lambda _: mailer_of(room, port).send_some(), range(2)))
    assert len(box.ids) == len(set(box.ids)) == 40
    found = room.service.ask(mail_counts, HOUSE)
    assert {state.value: count for state, count in found.items() if count} == {"sent": 40}
    figures = room.service.ask(usefulness, HEAD, since=room.today, until=room.today)
    assert [(each.kind, each.sent, each.acted) for each in figures] == [(AlertKind.MANDATE_TO_TRIAGE, 40, 0)]


def test_row_26_two_couriers_on_postgresql_never_make_the_same_call(room: Room, tmp_path: Path) -> None:
    pem = certificate(tmp_path)
    allow = SetNotificationsValue(name="webhooks_allowed", value=1, valid_from=room.today)
    room.service.do(allow, HOUSE)
    trust = ssl.create_default_context(cafile=str(pem))
    way = Way(loopback=True, trust=trust, resolve=lambda _host, _port: ["127.0.0.1"])
    with receiving(pem) as receiver:
        secret = "whsec_" + "A" * 32
        wanted = (AlertKind.PROPOSAL_TO_ANSWER,)
        room.service.do(SaveWebhook(url=receiver.url(), kinds=wanted, secret=secret), PARTNER)
        for mandate in [uuid4() for _ in range(25)]:
            room.tell(submitted(mandate), admitted(mandate), proposed(mandate, uuid4()))
        couriers = [Courier(room.service, "https://portal.example", way) for _ in range(2)]
        with ThreadPoolExecutor(2) as hands:
            made = hands.map(lambda each: sum(iter(each.call_some, 0)), couriers)
        assert sum(made) == 25
        assert len(set(receiver.ids)) == len(receiver.ids) == 25


def test_row_18_a_digest_of_many_takes_the_statements_of_a_digest_of_few(room: Room) -> None:
    taken = []
    for count in (3, 57):
        for number in range(count):
            room.reach(Actor(uuid4(), Role.SSIP_COORDINATOR, uuid4(), "fr"), f"c{count}-{number}@example.ch")
        room.tell(*(submitted(uuid4()) for _ in range(5)))
        seen: list[str] = []
        listener = lambda *args, seen=seen: seen.append(args[2])  # noqa: E731
        event.listen(room.service.database.engine, "before_cursor_execute", listener)
        room.service.do(BuildDigests(), HOUSE)
        event.remove(room.service.database.engine, "before_cursor_execute", listener)
        taken.append(len(seen))
        room.watch.pass_by(days=1)
    assert taken[0] == taken[1]
    assert sum(room.service.ask(mail_counts, HOUSE).values()) == 3 + 60
