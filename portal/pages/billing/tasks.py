"""What billing has for Today: papers to check and to release, and phases without a service record."""

from __future__ import annotations

from typing import Final

from flask import url_for

from portal import formats
from portal.areas import Count, TodayLines
from portal.counters import lately
from portal.doors import actor, ask, may, say, today
from portal.pages.billing import common
from portal.parts import Task
from schemas.actor import Role
from schemas.billing import IssuePaper
from services.billing.queries.months import PaperDeadline, billing_deadlines
from services.billing.queries.records import missing_records

_OWNERS: Final = {
    "invoice_checked": (Role.SSIP_COORDINATOR, Role.SSIP_HEAD),
    "invoice_released": (Role.SSIP_HEAD, Role.SEAT_FINANCE),
}


def lines(_most: int) -> TodayLines:
    """Return the papers that wait for this person, those that wait for somebody else, and what is missing."""
    if not may(billing_deadlines):
        return TodayLines()
    found = _papers_due()
    mine = [each for each in found if actor().role in _OWNERS.get(each.kind, ())]
    others = [each for each in found if actor().role not in _OWNERS.get(each.kind, ()) and may(IssuePaper)]
    return TodayLines(act=[*(_task(each) for each in mine), *_missing()], waiting=[_task(each) for each in others])


def _papers_due() -> tuple[PaperDeadline, ...]:
    """Return the papers that wait for somebody, as of a moment ago: the menu counts the same lines."""
    return lately("deadlines of papers", lambda: ask(billing_deadlines))


def _task(deadline: PaperDeadline) -> Task:
    late = deadline.due_on < today()
    period = f"{formats.day(deadline.period_from)} – {formats.day(deadline.period_until)}"
    return Task(
        title=say(f"deadline.{deadline.kind}"),
        url=url_for("papers.detail", paper_id=deadline.paper_id),
        note=" · ".join((common.word(deadline.paper_kind), common.party(deadline.party_id), period)),
        due=deadline.due_on,
        late=late,
        tone="danger" if late else "neutral",
        action_label=say("due.open"),
    )


def _missing() -> list[Task]:
    """Return one line for all the phases nobody has written anything down for."""
    if not may(missing_records):
        return []
    found = lately("missing records", lambda: ask(missing_records))
    if not found:
        return []
    return [
        Task(
            title=say("billing.missing_count", count=len(found)),
            url=url_for("records.missing"),
            action_label=say("due.open"),
        )
    ]


def waiting_papers() -> Count:
    """Return how many papers wait for this person, and whether one is late."""
    if not may(billing_deadlines):
        return Count(0)
    found = _papers_due()
    mine = [each for each in found if actor().role in _OWNERS.get(each.kind, ())]
    return Count(len(mine), any(each.due_on < today() for each in mine))
