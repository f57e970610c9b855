"""Today: what this person has to do now, what waits for others, and the next fourteen days."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from flask import Blueprint, Response, request, url_for

from portal import doors
from portal.areas import Figure, TodayLines, areas
from portal.page import show
from portal.parts import Tab, Task

blueprint: Final = Blueprint("today", __name__)
FEW: Final = 12
"""Lines of one card that stand open; the others are one click away, counted."""


@dataclass(frozen=True)
class Pile:
    """The lines of one card: the first ones, and those below the fold."""

    key: str
    first: Sequence[Task]
    more: Sequence[Task]

    @property
    def total(self) -> int:
        """How many lines there are in all."""
        return len(self.first) + len(self.more)


@blueprint.get("/")
def index() -> Response:
    """Show the lines of every area, the overdue ones first, under the numbers that belong to this role."""
    found = [area.today() for area in areas() if area.today is not None]
    act = _sorted(found, "act")
    chosen = request.args.get("about", "")
    narrowed = [each for each in act if each.title == chosen] or act
    waiting, soon = _sorted(found, "waiting"), _sorted(found, "soon")
    return show(
        "core/today.html",
        act=_pile("act", narrowed),
        tabs=_tabs(act, chosen),
        waiting=_pile("waiting", waiting),
        soon=_pile("soon", soon),
        figures=sorted((*_figures(), *_deadlines(act, soon)), key=lambda each: each.rank),
        charts=[drawn for area in areas() if area.bars is not None and (drawn := area.bars())],
    )


def _pile(key: str, lines: Sequence[Task]) -> Pile:
    return Pile(key, lines[:FEW], lines[FEW:])


def _tabs(act: Sequence[Task], chosen: str) -> list[Tab]:
    """Return one tab per kind of line, so that one kind can be worked through; none where there is little to do."""
    kinds = Counter(each.title for each in act)
    if len(act) <= FEW or len(kinds) < 2:
        return []
    known = chosen if chosen in kinds else ""
    everything = Tab(doors.say("today.every_kind"), url_for("today.index"), not known, len(act))
    return [
        everything,
        *(
            Tab(title, url_for("today.index", about=title), title == known, count)
            for title, count in kinds.most_common(6)
        ),
    ]


def _figures() -> Iterator[Figure]:
    for area in areas():
        if area.figures is not None:
            yield from area.figures()


def _deadlines(act: Sequence[Task], soon: Sequence[Task]) -> Iterator[Figure]:
    """Yield how many lines are due within fourteen days; exactly the lines of this page."""
    due = [each for each in (*act, *soon) if each.due is not None]
    late = sum(each.late for each in due)
    if due:
        hint = doors.say("today.figure.late", late=late) if late else doors.say("today.figure.none_late")
        label, address = doors.say("today.figure.due"), "#act" if act else "#soon"
        yield Figure(label, str(len(due)), address, hint, "danger" if late else "", 900)


def _sorted(found: list[TodayLines], part: str) -> list[Task]:
    lines = [task for each in found for task in getattr(each, part)]
    return sorted(lines, key=_urgency)


def _urgency(task: Task) -> tuple[Any, ...]:
    return (not task.late, task.due or date.max, task.title)
