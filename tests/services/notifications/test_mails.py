"""Digests and mails against a real mail server: in one's language, without names, never lost, at most one copy more."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import event, func, select

from schemas.accounts import CANTON_ID
from schemas.actor import HOUSE, Actor, Role
from schemas.billing import InvoiceIssued
from schemas.codes import PlaceKind
from schemas.codes_billing import PaperKind
from schemas.codes_notifications import AlertKind, MailState
from schemas.notifications import (
    BuildDigests,
    ClaimMails,
    MarkAlertSeen,
    RetryMail,
    SavePreferences,
    SetNotificationsValue,
    SettleMail,
)
from schemas.placements import PlaceFound, ProposalAccepted, reference_of
from schemas.refusal import Conflict, Refused
from services.notifications.model import Mail
from services.notifications.queries.mails import claimed_mails, mail_counts, mails
from services.notifications.queries.preferences import my_preferences
from services.notifications.queries.usefulness import usefulness
from services.notifications.rules.sending import LEASE
from services.notifications.smtp import MailServerDown, SmtpUrlWrong, server_of
from tests.services.notifications.postbox import Postbox, free_port, mailer_of, serving, text_of
from tests.services.notifications.room import (
    CASE_WORKER,
    COORDINATOR,
    PARTNER,
    PROVIDER,
    SERVICE,
    Room,
    admitted,
    proposed,
    submitted,
)

PLACE = uuid4()
ADMIN = Actor(uuid4(), Role.SSIP_ADMIN, uuid4())


@pytest.fixture
def port() -> int:
    return free_port()


@pytest.fixture
def postbox(port: int) -> Iterator[Postbox]:
    box = Postbox()
    with serving(box, port):
        yield box


@pytest.fixture
def full(room: Room) -> Room:
    """A proposal is on its way; the people it concerns can be reached."""
    room.reach(PARTNER, "partner@example.ch")
    room.reach(COORDINATOR, "office@example.ch")
    room.reach(CASE_WORKER, "service@example.ch")
    mandate = uuid4()
    room.tell(submitted(mandate), admitted(mandate), proposed(mandate, uuid4()))
    return room


def counts(room: Room) -> dict[str, int]:
    found = room.service.ask(mail_counts, HOUSE)
    return {state.value: count for state, count in found.items() if count}


def build(room: Room) -> None:
    room.service.do(BuildDigests(), HOUSE)


def test_row_18_a_digest_comes_once_a_day_in_the_language_of_its_reader(
    full: Room, postbox: Postbox, port: int
) -> None:
    build(full)
    build(full)
    assert mailer_of(full, port).send_some() == 2
    by_receiver = {str(each["To"]): each for each in postbox.accepted}
    assert set(by_receiver) == {"partner@example.ch", "service@example.ch"}
    german = by_receiver["partner@example.ch"]
    assert german["Subject"] == "FAI Seeland, 23.11.2026: 1 Aufgabe"
    assert german["Content-Language"] == "de"
    assert "Vorschlag beantworten · M-2026-00017" in text_of(german)
    assert by_receiver["service@example.ch"]["Subject"] == "SSIP Seeland, 23.11.2026 : 2 informations"
    full.watch.pass_by(days=1)
    build(full)
    assert counts(full) == {"sent": 2}


def test_the_digest_says_which_kept_search_found_a_place_and_leads_to_it(
    room: Room, postbox: Postbox, port: int
) -> None:
    room.reach(CASE_WORKER, "service@example.ch")
    for search_id in (first := uuid4(), second := uuid4()):
        found = {"place_id": PLACE, "search_id": search_id, "account_id": CASE_WORKER.account_id}
        room.tell(PlaceFound(**found, kind=PlaceKind.PIP))
    build(room)
    mailer_of(room, port).send_some()
    text = text_of(postbox.accepted[0])
    for search_id in (first, second):
        assert f"correspond à votre recherche · Recherche {reference_of(search_id)}" in text
        assert f"https://portal.example/catalogue/searches/{search_id}" in text


def test_the_digest_says_the_number_of_an_invoice_to_those_who_may_read_it(
    room: Room, postbox: Postbox, port: int
) -> None:
    canton = Actor(uuid4(), Role.CANTON_READER, CANTON_ID, "de")
    room.reach(canton, "canton@example.ch")
    room.reach(PARTNER, "partner@example.ch")
    paper = {"paper_id": uuid4(), "party_id": CANTON_ID, "total_centimes": 100, "issued_on": room.today}
    span = {"period_from": room.today, "period_until": room.today}
    room.tell(InvoiceIssued(**paper, **span, paper_kind=PaperKind.INVOICE, number="R-2026-0007"))
    build(room)
    mailer_of(room, port).send_some()
    assert [str(each["To"]) for each in postbox.accepted] == ["canton@example.ch"]
    assert "Eine Rechnung ist ausgestellt · Nr. R-2026-0007" in text_of(postbox.accepted[0])


def test_a_mail_is_marked_as_automatic_and_can_be_left(full: Room, postbox: Postbox, port: int) -> None:
    build(full)
    mailer_of(full, port).send_some()
    mail = postbox.accepted[0]
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["List-Unsubscribe"] == "<https://portal.example/preferences>"
    assert re.fullmatch(r"<[0-9a-f-]{36}@ssip\.example>", mail["Message-ID"])
    assert mail["From"] == "portal@ssip.example"


def test_digests_wait_for_their_hour_and_for_a_working_day(full: Room) -> None:
    full.watch.pass_by(hours=-3)
    build(full)
    assert counts(full) == {}
    full.watch.pass_by(days=-1, hours=5)
    build(full)
    assert counts(full) == {}
    full.watch.pass_by(days=1)
    full.service.do(SetNotificationsValue(name="digest_hour", value=12, valid_from=full.today), ADMIN)
    build(full)
    assert counts(full) == {}
    full.watch.pass_by(hours=4)
    build(full)
    assert counts(full) == {"queued": 2}


def test_a_task_that_is_done_before_the_digest_is_not_in_it(full: Room) -> None:
    line = full.alerts(PARTNER).act_now[0]
    assert line.mandate_id is not None
    done = {"proposal_id": line.subject_id, "mandate_id": line.mandate_id, "place_id": uuid4()}
    full.tell(ProposalAccepted(**done, provider_id=PROVIDER, social_service_id=SERVICE))
    build(full)
    with full.service.database.reading() as session:
        written = {each.account_id: each.body for each in session.scalars(select(Mail))}
    assert PARTNER.account_id not in written
    assert "Proposition acceptée" in written[COORDINATOR.account_id]


def test_row_18_what_somebody_chose_replaces_the_default(full: Room) -> None:
    mine = full.service.ask(my_preferences, PARTNER)
    assert mine.email == "partner@example.ch"
    all_kinds = tuple(each.kind for each in mine.lines)
    with pytest.raises(Refused) as refused:
        full.service.do(SavePreferences(), PARTNER)
    assert {each.code for each in refused.value.objections} == {"preference_mandatory"}
    at_once = (AlertKind.PROPOSAL_TO_ANSWER,)
    digest = tuple(each for each in all_kinds if each not in at_once)
    full.service.do(SavePreferences(digest=digest, mail=at_once), PARTNER)
    full.tell(proposed(uuid4(), uuid4()))
    assert counts(full) == {"queued": 1}
    build(full)
    with full.service.database.reading() as session:
        asked = select(Mail.kind, func.count()).where(Mail.account_id == PARTNER.account_id).group_by(Mail.kind)
        assert {kind.value: count for kind, count in session.execute(asked)} == {"alert": 1}
    with pytest.raises(Refused) as refused:
        full.service.do(SavePreferences(digest=(*all_kinds, AlertKind.MANDATE_TO_TRIAGE)), PARTNER)
    assert [each.code for each in refused.value.objections] == ["preference_not_offered"]


def test_a_mail_server_that_is_down_only_makes_mails_wait(full: Room, port: int) -> None:
    build(full)
    mailer = mailer_of(full, port)
    for _ in range(12):
        with pytest.raises(MailServerDown):
            mailer.send_some()
        assert counts(full) == {"queued": 2}
        full.watch.pass_by(days=1)
    box = Postbox()
    with serving(box, port):
        assert mailer.send_some() == 2
    assert counts(full) == {"sent": 2}


def test_a_mail_server_that_is_too_slow_is_left_and_asked_again(full: Room, postbox: Postbox, port: int) -> None:
    build(full)
    postbox.wait = 1.5
    with pytest.raises(MailServerDown):
        mailer_of(full, port, patience=0.3).send_some()
    assert counts(full) == {"queued": 2}
    postbox.wait = 0.0
    full.watch.pass_by(minutes=1)
    assert mailer_of(full, port).send_some() == 2
    assert len(set(postbox.ids)) == 2
    assert len(postbox.ids) <= 3


def test_a_mail_server_that_dies_after_accepting_gets_one_copy_more_with_the_same_id(
    full: Room, postbox: Postbox, port: int
) -> None:
    build(full)
    postbox.die_after = True
    with pytest.raises(MailServerDown):
        mailer_of(full, port).send_some()
    full.watch.pass_by(minutes=1)
    assert mailer_of(full, port).send_some() == 2
    assert counts(full) == {"sent": 2}
    assert len(postbox.ids) == 3
    assert len(set(postbox.ids)) == 2


def test_a_mailer_that_died_loses_nothing(full: Room, postbox: Postbox, port: int) -> None:
    build(full)
    dead = uuid4()
    full.service.do(ClaimMails(claim_id=dead), HOUSE)
    assert mailer_of(full, port).send_some() == 0
    full.watch.pass_by(seconds=LEASE.total_seconds() + 1)
    late = full.service.ask(claimed_mails, HOUSE, claim_id=dead)[0]
    assert mailer_of(full, port).send_some() == 2
    with pytest.raises(Conflict):
        full.service.do(SettleMail(mail_id=late.id, claim_id=dead, outcome="accepted"), HOUSE)
    assert len(postbox.ids) == len(set(postbox.ids)) == 2


def test_a_mail_refused_for_now_waits_longer_each_time_and_one_refused_for_good_is_shown(
    full: Room, postbox: Postbox, port: int
) -> None:
    build(full)
    mailer = mailer_of(full, port)
    postbox.answers = ["451 busy", "550 no such mailbox"]
    assert mailer.send_some() == 2
    assert counts(full) == {"queued": 1, "failed": 1}
    assert mailer.send_some() == 0
    full.watch.pass_by(minutes=2)
    assert mailer.send_some() == 1
    failed = full.service.ask(mails, ADMIN, state=MailState.FAILED)
    assert [(each.attempts, each.last_error) for each in failed] == [(1, "550 SMTPDataError")]
    full.service.do(RetryMail(mail_id=failed[0].id), ADMIN)
    assert mailer.send_some() == 1
    assert counts(full) == {"sent": 2}


def test_no_mail_names_anybody_and_a_sent_one_keeps_no_text(full: Room, postbox: Postbox, port: int) -> None:
    build(full)
    mailer_of(full, port).send_some()
    for mail in postbox.accepted:
        words = text_of(mail)
        addresses = re.findall(r"https?://\S+", words)
        assert addresses
        assert all(each.startswith("https://portal.example/") for each in addresses)
        assert set(re.findall(r"\bM-\d{4}-\d+\b", words)) == {"M-2026-00017"}
        assert "{" not in words
    with full.service.database.reading() as session:
        assert set(session.scalars(select(Mail.body))) == {""}


def test_row_18_usefulness_counts_what_was_sent_opened_and_acted_on(full: Room, postbox: Postbox, port: int) -> None:
    build(full)
    mailer_of(full, port).send_some()
    mail = next(each for each in postbox.accepted if each["To"] == "partner@example.ch")
    found = re.search(r"/alerts/([0-9a-f-]{36})\?mail=([0-9a-f-]{36})", text_of(mail))
    assert found
    full.service.do(MarkAlertSeen(alert_id=UUID(found[1]), mail_id=UUID(found[2])), PARTNER)
    line = full.alerts(PARTNER).act_now[0]
    full.watch.pass_by(days=2)
    done = {"proposal_id": line.subject_id, "mandate_id": line.mandate_id, "place_id": uuid4()}
    full.tell(ProposalAccepted(**done, provider_id=PROVIDER, social_service_id=SERVICE))
    week = {"since": full.today - timedelta(days=7), "until": full.today}
    figures = {each.kind: each for each in full.service.ask(usefulness, ADMIN, **week)}
    answered = figures[AlertKind.PROPOSAL_TO_ANSWER]
    assert (answered.sent, answered.opened, answered.acted) == (1, 1, 1)
    assert (answered.opened_percent, answered.acted_percent) == (100, 100)
    assert (figures[AlertKind.MANDATE_ADMITTED].opened, figures[AlertKind.MANDATE_ADMITTED].acted) == (0, 0)


def test_row_18_digests_need_the_same_statements_for_three_people_and_for_sixty(room: Room) -> None:
    def statements() -> int:
        seen: list[str] = []
        listener = lambda *args: seen.append(args[2])  # noqa: E731
        event.listen(room.service.database.engine, "before_cursor_execute", listener)
        build(room)
        event.remove(room.service.database.engine, "before_cursor_execute", listener)
        return len(seen)

    for count in (3, 57):
        for number in range(count):
            room.reach(Actor(uuid4(), Role.SSIP_COORDINATOR, uuid4(), "fr"), f"c{count}-{number}@example.ch")
        if count == 3:
            room.tell(submitted(uuid4()))
            few = statements()
    room.watch.pass_by(days=1)
    room.tell(*(submitted(uuid4()) for _ in range(5)))
    assert statements() == few
    assert counts(room) == {"queued": 63}


def test_where_the_mail_server_is_is_read_from_one_address() -> None:
    assert server_of("smtp://localhost:2525").port == 2525
    secure = server_of("smtps://portal:s%40crets@mail.example.ch")
    assert (secure.port, secure.tls, secure.user, secure.password) == (465, True, "portal", "s@crets")
    assert server_of("smtp://mail.example.ch?starttls=yes").starttls
    for wrong in ("mail.example.ch", "http://mail.example.ch", "smtp://"):
        with pytest.raises(SmtpUrlWrong):
            server_of(wrong)
