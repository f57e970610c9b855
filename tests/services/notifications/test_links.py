"""Signed links and calendar addresses: one purpose, one use, an end, a renewal, a revocation, each written down."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from hashlib import sha256
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from schemas.actor import HOUSE, Actor, Role
from schemas.codes_notifications import AlertKind, LinkPurpose, LinkState
from schemas.notifications import (
    AskForLink,
    CloseCalendarFeed,
    IssueLink,
    OpenCalendarFeed,
    RedeemLink,
    RenewLink,
    RevokeLink,
    SavePreferences,
    SaveRecipient,
)
from schemas.placements import InterimReportDue, PlacementsDeadlineReached, ProposalAccepted
from schemas.refusal import NotAllowed, NotFound, Refused
from services.notifications.model import LEDGER
from services.notifications.queries.feeds import calendar_behind
from services.notifications.queries.links import link_behind, links_about
from services.notifications.queries.preferences import my_preferences
from tests.services.notifications.postbox import Postbox, free_port, mailer_of, serving, text_of
from tests.services.notifications.room import (
    CASE_WORKER,
    COORDINATOR,
    OTHER_PARTNER,
    PARTNER,
    PROVIDER,
    SERVICE,
    Room,
    admitted,
    proposed,
    submitted,
)

CONTACT = Actor(uuid4(), Role.PROVIDER, PROVIDER, "fr")


def hashed(token: str) -> str:
    return sha256(token.encode()).hexdigest()


def issued(room: Room, subject: UUID, token: str = "t0") -> UUID:
    link = uuid4()
    room.service.do(
        IssueLink(
            link_id=link,
            purpose=LinkPurpose.ANSWER_PROPOSAL,
            subject_id=subject,
            organisation_id=PROVIDER,
            token_hash=hashed(token),
        ),
        COORDINATOR,
    )
    return link


def state(room: Room, token: str = "t0") -> LinkState:
    return room.service.ask(link_behind, HOUSE, token_hash=hashed(token)).state


def refusal(room: Room, token: str = "t0") -> list[str]:
    with pytest.raises(Refused) as refused:
        room.service.do(RedeemLink(token_hash=hashed(token)), HOUSE)
    return [each.code for each in refused.value.objections]


def test_row_44_a_link_opens_one_thing_once(room: Room) -> None:
    proposal = uuid4()
    issued(room, proposal)
    found = room.service.ask(link_behind, HOUSE, token_hash=hashed("t0"))
    assert (found.purpose, found.subject_id, found.role) == (LinkPurpose.ANSWER_PROPOSAL, proposal, Role.PROVIDER)
    room.service.do(RedeemLink(token_hash=hashed("t0")), HOUSE)
    assert state(room) is LinkState.USED
    assert refusal(room) == ["link_used"]
    with pytest.raises(NotFound):
        room.service.ask(link_behind, HOUSE, token_hash=hashed("guessed"))


def test_row_44_a_link_expires_and_can_be_renewed(room: Room) -> None:
    link = issued(room, uuid4())
    room.watch.pass_by(days=14)
    assert state(room) is LinkState.EXPIRED
    assert refusal(room) == ["link_expired"]
    room.service.do(RenewLink(link_id=link, token_hash=hashed("t1")), COORDINATOR)
    assert state(room, "t1") is LinkState.OPEN
    with pytest.raises(NotFound):
        state(room, "t0")


def test_row_44_a_revoked_link_stays_shut(room: Room) -> None:
    link = issued(room, proposal := uuid4())
    room.service.do(RevokeLink(link_id=link), COORDINATOR)
    assert refusal(room) == ["link_revoked"]
    with pytest.raises(Refused):
        room.service.do(RenewLink(link_id=link, token_hash=hashed("t1")), COORDINATOR)
    about = room.service.ask(links_about, COORDINATOR, subject_id=proposal)
    assert [each.state for each in about] == [LinkState.REVOKED]


def test_row_44_every_step_of_a_link_is_audited(room: Room) -> None:
    link = issued(room, uuid4())
    room.service.do(RenewLink(link_id=link, token_hash=hashed("t1")), COORDINATOR)
    room.service.do(RedeemLink(token_hash=hashed("t1")), HOUSE)
    with room.service.database.reading() as session:
        acts = session.execute(select(LEDGER.audit.c.act, LEDGER.audit.c.subject).order_by(LEDGER.audit.c.seq)).all()
    assert [tuple(each) for each in acts] == [
        ("notifications.issue_link", link),
        ("notifications.renew_link", link),
        ("notifications.redeem_link", link),
    ]


def test_only_the_office_and_the_provider_itself_make_links(room: Room) -> None:
    asked = IssueLink(
        link_id=uuid4(),
        purpose=LinkPurpose.ANSWER_PROPOSAL,
        subject_id=uuid4(),
        organisation_id=PROVIDER,
        token_hash=hashed("x"),
    )
    room.service.do(asked, PARTNER)
    with pytest.raises(NotFound):
        room.service.do(asked, OTHER_PARTNER)
    with pytest.raises(NotAllowed):
        room.service.do(asked, CASE_WORKER)


@pytest.fixture
def by_link(room: Room) -> Iterator[tuple[Room, Postbox, int]]:
    """A provider without an account has a proposal to answer."""
    room.service.do(
        SaveRecipient(
            account_id=CONTACT.account_id,
            role=CONTACT.role,
            organisation_id=PROVIDER,
            language="fr",
            email="atelier@example.ch",
            by_link=True,
        ),
        HOUSE,
    )
    box, port = Postbox(), free_port()
    with serving(box, port):
        yield room, box, port


def token_in(box: Postbox) -> str:
    found = re.search(r"https://portal\.example/l/([\w-]{40,})\s", text_of(box.accepted[-1]))
    assert found
    return found[1]


def test_row_44_a_provider_without_an_account_gets_the_proposal_as_a_link(by_link: tuple[Room, Postbox, int]) -> None:
    room, box, port = by_link
    mandate, proposal = uuid4(), uuid4()
    room.tell(submitted(mandate), admitted(mandate), told := proposed(mandate, proposal))
    mailer = mailer_of(room, port)
    assert mailer.send_some() == 1
    token = token_in(box)
    found = room.service.ask(link_behind, HOUSE, token_hash=hashed(token))
    assert (found.subject_id, found.organisation_id, found.state) == (proposal, PROVIDER, LinkState.OPEN)
    room.watch.pass_by(days=15)
    room.service.do(AskForLink(token_hash=hashed(token)), HOUSE)
    assert mailer.send_some() == 1
    fresh = token_in(box)
    assert fresh != token
    assert state(room, fresh) is LinkState.OPEN
    done = {"proposal_id": proposal, "mandate_id": mandate, "place_id": told.place_id}
    room.tell(ProposalAccepted(**done, provider_id=PROVIDER, social_service_id=SERVICE))
    with pytest.raises(Refused) as refused:
        room.service.do(AskForLink(token_hash=hashed(token)), HOUSE)
    assert [each.code for each in refused.value.objections] == ["link_no_receiver"]


def test_a_reminder_reaches_a_provider_without_an_account_as_well(by_link: tuple[Room, Postbox, int]) -> None:
    room, box, port = by_link
    mandate, proposal = uuid4(), uuid4()
    room.tell(submitted(mandate), admitted(mandate), proposed(mandate, proposal))
    mailer = mailer_of(room, port)
    mailer.send_some()
    room.watch.pass_by(days=3)
    reminded = PlacementsDeadlineReached(
        deadline_id=uuid4(),
        subject_id=proposal,
        mandate_id=mandate,
        kind="proposal_answered",
        stage="remind",
        due_on=room.today + timedelta(days=9),
        owner_role="provider",
        owner_organisation_id=PROVIDER,
        backup_role="ssip_coordinator",
    )
    room.tell(reminded, reminded)
    assert mailer.send_some() == 1
    assert len(set(box.ids)) == len(box.ids) == 2
    assert "jusqu’au" in str(box.accepted[-1]["Subject"])


def test_row_18_a_calendar_address_shows_due_days_until_it_is_closed(room: Room) -> None:
    mandate = uuid4()
    due = room.today + timedelta(days=10)
    report = {"report_id": uuid4(), "placement_id": uuid4(), "mandate_id": mandate, "provider_id": PROVIDER}
    room.tell(submitted(mandate), InterimReportDue(**report, social_service_id=SERVICE, due_on=due))
    room.service.do(OpenCalendarFeed(token_hash=hashed("c0")), PARTNER)
    room.service.do(OpenCalendarFeed(token_hash=hashed("c1")), PARTNER)
    with pytest.raises(NotFound):
        room.service.ask(calendar_behind, HOUSE, token_hash=hashed("c0"))
    found = room.service.ask(calendar_behind, HOUSE, token_hash=hashed("c1"))
    assert found.language == "de"
    assert [(each.kind, each.number, each.due_on) for each in found.days] == [
        (AlertKind.REPORT_TO_WRITE, "M-2026-00017", due)
    ]
    mine = room.service.ask(my_preferences, PARTNER)
    assert mine.has_calendar
    room.service.do(SavePreferences(digest=tuple(each.kind for each in mine.lines)), PARTNER)
    assert room.service.ask(calendar_behind, HOUSE, token_hash=hashed("c1")).days == ()
    room.service.do(CloseCalendarFeed(), PARTNER)
    with pytest.raises(NotFound):
        room.service.ask(calendar_behind, HOUSE, token_hash=hashed("c1"))
