"""What Outlook and Thunderbird demand of an entry (RFC 5545, RFC 5546, MS-OXCICAL), as far as it can be read in it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from schemas.codes_steering import MeetingKind
from schemas.ical import MeetingEntry, invitation

MEETING = uuid4()


def made(*, at: datetime = datetime(2026, 12, 10, 8, 30, tzinfo=UTC), cancelled: bool = False) -> bytes:
    entry = MeetingEntry(
        meeting_id=MEETING,
        kind=MeetingKind.COORDINATION,
        starts_at=at,
        ends_at=at + timedelta(hours=2),
        sequence=1,
        cancelled=cancelled,
        changed_at=datetime(2026, 11, 23, 9, tzinfo=UTC),
        url="https://portal.example/meetings/1",
        title="Séance de coordination, « pilotage » ; élargie à tous les services sociaux du Seeland\nBEGIN:VALARM",
    )
    return invitation(entry, "fr", organiser="portal@ssip.example", attendee="leitung@example.ch")


def test_lines_are_folded_end_with_both_signs_and_a_title_stays_a_title() -> None:
    text = made()
    assert text.count(b"\n") == text.count(b"\r\n")
    assert max(map(len, text.split(b"\r\n"))) <= 75
    assert b"VALARM\r\n" not in text.replace(b"\\nBEGIN:VALARM\r\n", b"")
    for line in text.split(b"\r\n"):
        line.decode("utf-8")


@pytest.mark.parametrize(
    ("cancelled", "method", "status"), [(False, "REQUEST", "CONFIRMED"), (True, "CANCEL", "CANCELLED")]
)
def test_what_scheduling_needs_stands_in_every_message(cancelled: bool, method: str, status: str) -> None:
    calendar = Calendar.from_ical(made(cancelled=cancelled))
    (event,) = calendar.walk("VEVENT")
    assert (calendar["method"], str(event["status"])) == (method, status)
    assert [each.name for each in calendar.subcomponents] == ["VTIMEZONE", "VEVENT"]
    assert (str(event["uid"]), event["sequence"]) == (f"{MEETING}@ssip-seeland", 1)
    assert str(event["organizer"]) == "mailto:portal@ssip.example"
    assert (str(event["attendee"]), event["attendee"].params["rsvp"]) == ("mailto:leitung@example.ch", "FALSE")
    assert event["dtstamp"].dt.tzinfo is not None
    assert not event.errors


@pytest.mark.parametrize("day", [datetime(2026, 7, 1, 8, tzinfo=UTC), datetime(2026, 12, 1, 8, tzinfo=UTC)])
def test_the_time_zone_is_two_rules_that_say_what_the_zone_says(day: datetime) -> None:
    text = made(at=day)
    assert b"RDATE" not in text, "Outlook reads no lists of days"
    (zone,) = Calendar.from_ical(text).walk("VTIMEZONE")
    ours, theirs = zone.to_tz(lookup_tzid=False), ZoneInfo("Europe/Zurich")
    turns = ("2026-03-29T00:59", "2026-03-29T04:00", "2026-10-25T00:00", "2026-10-25T04:00")
    for turn in map(datetime.fromisoformat, turns):
        assert turn.replace(tzinfo=ours).utcoffset() == turn.replace(tzinfo=theirs).utcoffset(), turn
    assert day.replace(tzinfo=None).replace(tzinfo=ours).utcoffset() == day.astimezone(theirs).utcoffset()
