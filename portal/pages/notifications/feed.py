"""The calendar feed: due days as whole-day events, without any name, for whoever holds the address."""

from __future__ import annotations

from datetime import timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, Final

from flask import Blueprint, Response, url_for

from portal.doors import desks
from portal.marks import public, unattended
from schemas.actor import HOUSE
from schemas.ical import PUBLISH, MeetingEntry, empty, event_of, finished
from schemas.words import is_known, say
from services.notifications.queries.feeds import DueDay, MeetingDay, calendar_behind

if TYPE_CHECKING:
    from icalendar import Event

blueprint: Final = Blueprint("feed", __name__)


@blueprint.get("/calendar/<token>.ics")
@public
@unattended
def send(token: str) -> Response:
    """Send the due days behind an address; an unknown or closed one is not found."""
    hashed = sha256(token.encode()).hexdigest()
    found = desks()["notifications"].ask(calendar_behind, HOUSE, token_hash=hashed)
    calendar = empty(PUBLISH, found.language)
    calendar.add("x-wr-calname", say("calendar.name", found.language))
    calendar.add("refresh-interval", timedelta(hours=6), parameters={"value": "DURATION"})
    calendar.add("x-published-ttl", "PT6H")
    for each in found.days:
        calendar.add_component(_event(each, found.language))
    for meeting in found.meetings:
        calendar.add_component(event_of(_entry(meeting), found.language))
    return Response(finished(calendar), mimetype="text/calendar")


def _entry(meeting: MeetingDay) -> MeetingEntry:
    return MeetingEntry(
        meeting_id=meeting.meeting_id,
        kind=meeting.kind,
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        sequence=meeting.sequence,
        cancelled=meeting.cancelled,
        changed_at=meeting.told_at,
        url=url_for("meetings.detail", meeting_id=meeting.meeting_id, _external=True),
    )


def _event(day: DueDay, language: str) -> Event:
    from icalendar import Event

    event = Event()
    event.add("uid", f"{day.alert_id}@ssip-seeland")
    event.add("dtstamp", day.changed_at)
    event.add("last-modified", day.changed_at)
    event.add("dtstart", day.due_on)
    event.add("dtend", day.due_on + timedelta(days=1))
    event.add("summary", _summary(day, language))
    event.add("url", url_for("alerts.detail", alert_id=day.alert_id, _external=True))
    event.add("transp", "TRANSPARENT")
    event.add("class", "PRIVATE")
    return event


def _summary(day: DueDay, language: str) -> str:
    detail = f"deadline.{day.detail}"
    words = [say(f"alert.title.{day.kind.value}", language)]
    if day.detail and is_known(detail, language):
        words.append(say(detail, language))
    return " · ".join([*words, *([day.number] if day.number else [])])
