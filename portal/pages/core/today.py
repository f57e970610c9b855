"""Today: what this person has to do now, what waits for others, and the next fourteen days."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from flask import Blueprint, Response

from portal.areas import TodayLines, areas
from portal.page import show
from portal.parts import Task

blueprint: Final = Blueprint("today", __name__)


@blueprint.get("/")
def index() -> Response:
    """Show the lines of every area, the overdue ones first."""
    found = [area.today() for area in areas() if area.today is not None]
    return show(
        "core/today.html",
        act=_sorted(found, "act"),
        waiting=_sorted(found, "waiting"),
        soon=_sorted(found, "soon"),
    )


def _sorted(found: list[TodayLines], part: str) -> list[Task]:
    lines = [task for each in found for task in getattr(each, part)]
    return sorted(lines, key=_urgency)


def _urgency(task: Task) -> tuple[Any, ...]:
    return (not task.late, task.due or date.max, task.title)
