"""A meeting as calendars read it (iCalendar): the same text in mails, downloads and feeds; no name of a beneficiary."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from schemas.codes_steering import MeetingKind
from schemas.words import say

ZONE: Final = ZoneInfo("Europe/Zurich")
REQUEST, CANCEL, PUBLISH = "REQUEST", "CANCEL", "PUBLISH"


@dataclass(frozen=True, kw_only=True)
class MeetingEntry:
    """One meeting for one reader; ``sequence`` grows with every change, so that calendars replace what they have."""

    meeting_id: UUID
    kind: MeetingKind
    starts_at: datetime
    ends_at: datetime
    sequence: int
    cancelled: bool
    changed_at: datetime
    url: str
    title: str = ""
    place: str = ""


def invitation(entry: MeetingEntry, language: str, *, organiser: str, attendee: str) -> bytes:
    """Return the invitation (METHOD:REQUEST), or the cancellation (METHOD:CANCEL), for one invited address."""
    from icalendar import vCalAddress, vText

    calendar = empty(CANCEL if entry.cancelled else REQUEST, language)
    event = event_of(entry, language)
    host = vCalAddress(f"mailto:{organiser}")
    host.params["cn"] = vText("SSIP Seeland / FAI Seeland")
    event.add("organizer", host)
    guest = vCalAddress(f"mailto:{attendee}")
    guest.params.update({"role": "REQ-PARTICIPANT", "partstat": "NEEDS-ACTION", "rsvp": "FALSE"})
    event.add("attendee", guest)
    event.add("x-microsoft-disallow-counter", "TRUE")
    calendar.add_component(event)
    return finished(calendar)


def empty(method: str, language: str) -> Any:
    """Return a calendar without entries."""
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", f"-//SSIP Seeland//portal//{language.upper()}")
    calendar.add("version", "2.0")
    calendar.add("method", method)
    return calendar


def event_of(entry: MeetingEntry, language: str) -> Any:
    """Return the meeting as one entry of a calendar."""
    from icalendar import Event

    event = Event()
    event.add("uid", f"{entry.meeting_id}@ssip-seeland")
    event.add("sequence", entry.sequence)
    event.add("dtstamp", entry.changed_at)
    event.add("last-modified", entry.changed_at)
    event.add("dtstart", entry.starts_at.astimezone(ZONE))
    event.add("dtend", entry.ends_at.astimezone(ZONE))
    event.add("summary", entry.title or say(f"code.meeting_kind.{entry.kind.value}", language))
    event.add("description", say("ical.agenda", language, url=entry.url))
    event.add("location", entry.place or entry.url)
    event.add("url", entry.url)
    event.add("status", "CANCELLED" if entry.cancelled else "CONFIRMED")
    return event


def finished(calendar: Any) -> bytes:
    """Return the calendar as bytes, with the time zone its entries name standing before them."""
    if any("TZID" in each["dtstart"].params for each in calendar.walk("VEVENT")):
        calendar.subcomponents.insert(0, _zone())
    return bytes(calendar.to_ical())


def _zone() -> Any:
    """Return the time zone by its two rules: Outlook reads no lists of days (MS-OXCICAL 2.1.3.1.1.19)."""
    from icalendar import Timezone, TimezoneDaylight, TimezoneStandard, vRecur

    zone = Timezone()
    zone.add("tzid", ZONE.key)
    for kind, name, first, (before, after) in (
        (TimezoneDaylight, "CEST", datetime.fromisoformat("1970-03-29T02:00"), (1, 2)),
        (TimezoneStandard, "CET", datetime.fromisoformat("1970-10-25T03:00"), (2, 1)),
    ):
        part = kind()
        part.add("dtstart", first)
        part.add("tzoffsetfrom", timedelta(hours=before))
        part.add("tzoffsetto", timedelta(hours=after))
        part.add("tzname", name)
        part.add("rrule", vRecur(freq="YEARLY", bymonth=first.month, byday="-1SU"))
        zone.add_component(part)
    return zone
