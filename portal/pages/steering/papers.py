"""What leaves the house of a meeting: its minutes or agenda as PDF, and its entry for the calendar."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from flask import Blueprint, Response, current_app, url_for

from portal import formats
from portal.accounts.queries import my_account
from portal.doors import ask, language, now, say
from portal.pages.registration import names
from portal.pages.steering import common
from portal.papers.press import printed
from portal.settings import PortalSettings
from schemas.codes_steering import Attendance, ItemState, MeetingState
from schemas.ical import MeetingEntry, invitation
from services.steering.queries.meetings import ItemLine, MeetingFile, meeting

blueprint: Final = Blueprint("meeting_papers", __name__, url_prefix="/meetings/<uuid:meeting_id>")


@blueprint.get("/minutes.pdf")
def minutes(meeting_id: UUID) -> Response:
    """Send the minutes, before the meeting its agenda; everybody gets what they may see of it."""
    file = ask(meeting, meeting_id=meeting_id)
    made = printed("minutes.typ", _values(file), at=now())
    name = f"{'minutes' if _is_over(file) else 'agenda'}-{file.meets_on.isoformat()}-{language()}.pdf"
    return _sent(made, "application/pdf", name)


def _is_over(file: MeetingFile) -> bool:
    return file.state in (MeetingState.HELD, MeetingState.MINUTED)


def _values(file: MeetingFile) -> Mapping[str, Any]:
    known = common.known(file.agenda)
    over = _is_over(file)
    heading = say("meetings.minutes.title" if over else "meetings.minutes.agenda_title")
    shown = [each for each in file.agenda if each.state is not ItemState.REMOVED]
    return {
        "title": f"{heading} – {file.title}",
        "language": language(),
        "foot": say("meetings.minutes.confidential"),
        "notes": [common.words(file.kind), common.when(file), *([file.place] if file.place else [])],
        "attendance": _attendance(file, known) if over else [],
        "items": {
            "heading": say("meetings.minutes.items" if over else "meetings.agenda"),
            "columns": _columns(over=over),
            "rows": [_row(number, each, known, over=over) for number, each in enumerate(shown, 1)],
            "empty": say("meetings.minutes.none"),
        },
        "hidden": say("meetings.hidden", count=file.hidden_items) if file.hidden_items else "",
        "points": _points(file, known) if over and file.points else None,
        "remark": [say("meetings.minutes.remark"), file.minutes_remark] if file.minutes_remark else None,
        "by": _by(file),
    }


def _attendance(file: MeetingFile, known: common.Known) -> list[list[str]]:
    lines = []
    for each in Attendance:
        there = [known.organisation(one.organisation_id) for one in file.organisations if one.attendance is each]
        if there:
            lines.append([say(f"meetings.minutes.{each.value}"), ", ".join(sorted(there))])
    if file.attendees:
        lines.append([say("meetings.minutes.attendees"), file.attendees])
    return lines


def _columns(*, over: bool) -> list[dict[str, Any]]:
    heads = [("item", True, 0), ("about", False, 4)]
    heads += [("outcome", False, 2), ("reason", False, 5)] if over else [("until", False, 2)]
    return [
        {"label": say(f"meetings.minutes.{name}"), "numeric": numeric, "share": share} for name, numeric, share in heads
    ]


def _row(number: int, item: ItemLine, known: common.Known, *, over: bool) -> list[str]:
    where = ", ".join(each for each in (known.person(item), known.organisation(item.social_service_id)) if each)
    about = common.about(item)
    first = [str(number), f"{about}\n{where}" if where else about]
    if not over:
        return [*first, formats.day(item.due_on)]
    return [*first, common.outcome(item), item.words]


def _points(file: MeetingFile, known: common.Known) -> dict[str, Any]:
    heads = (("what", 5), ("who", 3), ("until", 2))
    return {
        "heading": say("meetings.minutes.points"),
        "columns": [
            {"label": say(f"meetings.minutes.{name}"), "numeric": False, "share": share} for name, share in heads
        ],
        "rows": [
            [each.text, known.organisation(each.organisation_id), formats.day(each.due_on)] for each in file.points
        ],
    }


def _by(file: MeetingFile) -> str:
    if file.minuted_by is None or file.minuted_at is None:
        return ""
    who = names.accounts([file.minuted_by]).get(file.minuted_by, "")
    return say("meetings.minutes.by", who=who, day=formats.day(file.minuted_at))


@blueprint.get("/invitation.ics")
def calendar(meeting_id: UUID) -> Response:
    """Send the meeting as an invitation for one's own calendar; a cancelled one takes itself off."""
    file = ask(meeting, meeting_id=meeting_id)
    entry = MeetingEntry(
        meeting_id=file.id,
        kind=file.kind,
        starts_at=file.starts_at,
        ends_at=file.ends_at,
        sequence=file.sequence,
        cancelled=file.state is MeetingState.CANCELLED,
        changed_at=file.changed_at,
        url=url_for("meetings.detail", meeting_id=file.id, _external=True),
        title=file.title,
        place=file.place,
    )
    settings: PortalSettings = current_app.extensions["ssip.settings"]
    text = invitation(entry, language(), organiser=settings.sender, attendee=ask(my_account).email)
    method = "CANCEL" if entry.cancelled else "REQUEST"
    name = f"meeting-{file.meets_on.isoformat()}.ics"
    return _sent(text, f"text/calendar; charset=utf-8; method={method}", name)


def _sent(content: bytes, kind: str, name: str) -> Response:
    response = Response(content, content_type=kind)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
