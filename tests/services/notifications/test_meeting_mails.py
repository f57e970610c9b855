"""Row 34: an invitation goes out as a mail calendars understand; moving and calling off replace and remove it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest
from icalendar import Calendar

from schemas.actor import Actor, OrganisationKind, Role
from schemas.codes_steering import InvitationChange, MeetingKind
from schemas.steering import MeetingInvitation
from tests.services.notifications.postbox import Postbox, free_port, mailer_of, serving
from tests.services.notifications.room import COORDINATOR, OFFICE, SERVICE, Room

HEAD = Actor(uuid4(), Role.SERVICE_HEAD, SERVICE, "de")
MEETING = UUID("00000000-0000-4000-8000-00000000abcd")


@pytest.fixture
def port() -> int:
    return free_port()


@pytest.fixture
def postbox(port: int) -> Iterator[Postbox]:
    box = Postbox()
    with serving(box, port):
        yield box


def invitation(change: InvitationChange, sequence: int, hour: int = 8, *, office: bool = False) -> MeetingInvitation:
    return MeetingInvitation(
        meeting_id=MEETING,
        organisation_id=OFFICE if office else SERVICE,
        organisation_kind=OrganisationKind.OFFICE if office else OrganisationKind.SOCIAL_SERVICE,
        kind=MeetingKind.COORDINATION,
        change=change,
        starts_at=datetime(2026, 12, 10, hour, 30, tzinfo=UTC),
        ends_at=datetime(2026, 12, 10, hour + 2, 30, tzinfo=UTC),
        sequence=sequence,
    )


def sent(room: Room, postbox: Postbox, port: int) -> Calendar:
    """Send what waits and return the calendar of the last mail."""
    while mailer_of(room, port).send_some():
        pass
    part = next(each for each in postbox.accepted[-1].walk() if each.get_content_type() == "text/calendar")
    text = part.get_payload(decode=True)
    assert isinstance(text, bytes)
    assert text.count(b"\n") == text.count(b"\r\n"), "every line ends as calendars demand"
    assert max(map(len, text.split(b"\r\n"))) <= 75
    calendar = Calendar.from_ical(text)
    assert (part.get_param("method"), part.get_content_charset()) == (calendar["method"], "utf-8")
    assert postbox.accepted[-1].get_content_type() == "multipart/alternative"
    assert [each.get_content_type() for each in postbox.accepted[-1].iter_parts()] == ["text/plain", "text/calendar"]
    assert f"mailto:{postbox.accepted[-1]['From']}" == str(calendar.walk("VEVENT")[0]["organizer"])
    assert isinstance(calendar, Calendar)
    return calendar


def test_row_34_invitation_update_and_cancellation_reach_the_calendar(room: Room, postbox: Postbox, port: int) -> None:
    room.reach(HEAD, "leitung@example.ch")
    room.tell(invitation(InvitationChange.CALLED, 0))
    first = sent(room, postbox, port)
    event = first.walk("VEVENT")[0]
    assert (first["method"], event["sequence"], str(event["status"])) == ("REQUEST", 0, "CONFIRMED")
    assert str(event["uid"]) == f"{MEETING}@ssip-seeland"
    assert str(event["summary"]) == "Koordinationssitzung"
    assert event["dtstart"].dt.hour == 9
    assert "leitung@example.ch" in str(event["attendee"])
    assert "Einladung zu einer Sitzung · 10.12.2026, 09:30" in str(postbox.accepted[-1]["Subject"])
    room.tell(invitation(InvitationChange.MOVED, 1, hour=12))
    moved = sent(room, postbox, port)
    event = moved.walk("VEVENT")[0]
    assert (moved["method"], event["sequence"], event["dtstart"].dt.hour) == ("REQUEST", 1, 13)
    room.tell(invitation(InvitationChange.CANCELLED, 2, hour=12))
    cancelled = sent(room, postbox, port)
    event = cancelled.walk("VEVENT")[0]
    assert (cancelled["method"], event["sequence"], str(event["status"])) == ("CANCEL", 2, "CANCELLED")
    assert len(postbox.accepted) == 3


def test_row_34_the_office_hears_of_its_own_meeting_and_nobody_else_does(
    room: Room, postbox: Postbox, port: int
) -> None:
    room.reach(COORDINATOR, "office@example.ch")
    room.reach(HEAD, "leitung@example.ch")
    room.tell(invitation(InvitationChange.CALLED, 0, office=True))
    sent(room, postbox, port)
    assert [each["To"] for each in postbox.accepted] == ["office@example.ch"]
