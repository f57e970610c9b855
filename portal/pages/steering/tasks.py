"""What steering has for Today: deadlines of meetings, the meetings of the next days, and what one undertook."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from flask import url_for

from portal.areas import TodayLines
from portal.counters import lately
from portal.doors import actor, ask, may, say, today
from portal.pages.steering import common
from portal.parts import Task
from schemas.actor import OFFICE_STAFF, Role
from services.steering.queries.meetings import MeetingLine, PointLine, next_meetings, open_points, steering_deadlines
from workflow.due import Deadline

SOON: Final = timedelta(days=14)


def lines(_most: int) -> TodayLines:
    """Return what has to be prepared or finished now, and the meetings and undertakings of the next two weeks."""
    if not may(next_meetings) or actor().role not in (*OFFICE_STAFF, Role.SERVICE_HEAD):
        return TodayLines()
    ahead = today() + SOON
    mine, every, meetings = lately("meetings ahead", lambda: _ahead(ahead))
    due = [each for each in mine if each.owner_role == actor().role.value and each.reached]
    points = [each for each in every if each.organisation_id == actor().organisation_id]
    return TodayLines(
        act=[
            *(_deadline(each) for each in due),
            *(_point(each) for each in points if each.due_on and each.due_on <= today()),
        ],
        soon=[
            *(_meeting(each) for each in meetings),
            *(_point(each) for each in points if each.due_on and today() < each.due_on <= ahead),
        ],
    )


def _ahead(until: date) -> tuple[Sequence[Deadline], Sequence[PointLine], Sequence[MeetingLine]]:
    """Return deadlines, undertakings and meetings, which everybody of one role in one organisation sees alike."""
    deadlines = ask(steering_deadlines) if may(steering_deadlines) else ()
    return deadlines, ask(open_points), ask(next_meetings, until=until)


def _deadline(each: Deadline) -> Task:
    late = each.due_on < today()
    return Task(
        title=say(f"deadline.{each.kind}"),
        url=url_for("meetings.detail", meeting_id=each.subject),
        due=each.due_on,
        late=late,
        tone="danger" if late else "neutral",
        action_label=say("meetings.to_open"),
    )


def _meeting(line: MeetingLine) -> Task:
    return Task(
        title=say("meetings.today_title", kind=common.words(line.kind), title=line.title),
        url=url_for("meetings.detail", meeting_id=line.id),
        note=" · ".join(each for each in (common.when(line), line.place) if each),
        due=line.meets_on,
        action_label=say("meetings.to_open"),
    )


def _point(line: PointLine) -> Task:
    late = line.due_on is not None and line.due_on < today()
    return Task(
        title=line.text,
        url=url_for("meetings.detail", meeting_id=line.meeting_id),
        note=say("meetings.today_points"),
        due=line.due_on,
        late=late,
        tone="danger" if late else "neutral",
        action_label=say("meetings.to_open"),
    )
