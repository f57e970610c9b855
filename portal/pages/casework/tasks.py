"""What casework has for Today: the lines of the person who looks, each with its one button."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from flask import url_for

from portal.areas import Count, TodayLines
from portal.counters import lately
from portal.doors import ask, may, say
from portal.pages.casework import common
from portal.parts import Task
from services.casework.queries.settings import segments_enabled
from services.casework.queries.work import MyWork, WorkLine, my_work, work_number


def lines(_most: int) -> TodayLines:
    """Return what this person has to do, what is coming, and what waits for others."""
    found = _found()
    if found is None:
        return TodayLines()
    every = (*found.act, *found.soon, *found.waiting)
    people = common.people(each.mandate_id for each in every)
    return TodayLines(
        act=[_task(each, people) for each in found.act],
        soon=[_task(each, people) for each in found.soon],
        waiting=[_task(each, people, waits=True) for each in found.waiting],
    )


def _found() -> MyWork | None:
    return ask(my_work) if may(my_work) and common.is_enabled() else None


def _task(line: WorkLine, people: Mapping[UUID, str], *, waits: bool = False) -> Task:
    name = common.person(line.mandate_id, people)
    url = url_for("dossiers.detail", dossier_id=line.dossier_id)
    return Task(
        title=say(f"{'deadline' if waits else 'due'}.{line.kind}"),
        url=url,
        note=f"{name} · {line.number}" if name else say("dossiers.one", number=line.number),
        due=line.due_on,
        late=line.is_late,
        tone="danger" if line.is_late else "neutral",
        action_label=say("due.open"),
    )


def count() -> Count:
    """Return how much waits for this person: as many as Today has lines."""
    if not may(work_number) or not lately("segments enabled", lambda: ask(segments_enabled)):
        return Count(0)
    found = ask(work_number)
    return Count(found.total, found.late)
