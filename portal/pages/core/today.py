"""Today: what this person has to do now, what waits for others, and the next fourteen days."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from flask import Blueprint, Response, request, url_for

from portal import doors
from portal.areas import Figure, TodayLines, Unseen, areas
from portal.page import show
from portal.parts import Tab, Task
from workflow.pressing import MOST

blueprint: Final = Blueprint("today", __name__)
FEW: Final = 12
"""Lines of one card that stand open; the others are one click away, counted, and read when somebody clicks."""
PARTS: Final = ("act", "waiting", "soon")


@dataclass(frozen=True)
class Pile:
    """The lines of one card: the first ones, how many a click adds, and how many the register alone shows."""

    key: str
    first: Sequence[Task]
    folded: int = 0
    rest: Sequence[Task] = ()
    """The folded ones, once somebody has opened the card."""
    unseen: int = 0

    @property
    def shown(self) -> int:
        """How many lines this page holds, opened or not."""
        return len(self.first) + self.folded

    @property
    def total(self) -> int:
        """How many lines there are in all."""
        return self.shown + self.unseen


@dataclass(frozen=True)
class Card:
    """All there is for one card: lines to draw, and the number of the others."""

    key: str
    lines: Sequence[Task]
    unseen: Sequence[Unseen]

    def about(self, title: str) -> Card:
        """Return what is left of the card when one kind alone is looked at; all of it where there is no such kind."""
        lines = [each for each in self.lines if each.title == title]
        return Card(self.key, lines, [each for each in self.unseen if each.title == title]) if lines else self

    def kinds(self) -> Counter[str]:
        """Return how many lines of each kind there are, drawn or not."""
        found = Counter(each.title for each in self.lines)
        for each in self.unseen:
            found[each.title] += each.count
        return found

    def pile(self, opened: str) -> Pile:
        """Return the card as it is drawn; ``opened`` names the card whose folded lines are drawn too."""
        ready, count = sum(each.ready for each in self.unseen), sum(each.count for each in self.unseen)
        rest = self.lines[FEW:]
        folded = len(rest) + ready
        return Pile(self.key, self.lines[:FEW], folded, rest if opened == self.key else (), count - ready)


@blueprint.get("/")
def index() -> Response:
    """Show the lines of every area, the overdue ones first, under the numbers that belong to this role.

    No more of them are read than are drawn, until somebody opens the card they are folded in.
    """
    opened = request.args.get("open", "")
    most = MOST if opened in PARTS else FEW
    found = [area.today(most) for area in areas() if area.today is not None]
    act, waiting, soon = (_card(found, part) for part in PARTS)
    chosen = request.args.get("about", "")
    return show(
        "core/today.html",
        act=act.about(chosen).pile(opened),
        tabs=_tabs(act, chosen),
        waiting=waiting.pile(opened),
        soon=soon.pile(opened),
        about=chosen or None,
        register=next((each.register for each in found if each.register), ""),
        figures=sorted((*_figures(), *_deadlines(act, soon)), key=lambda each: each.rank),
        charts=[drawn for area in areas() if area.bars is not None and (drawn := area.bars())],
    )


def _tabs(act: Card, chosen: str) -> list[Tab]:
    """Return one tab per kind of line, so that one kind can be worked through; none where there is little to do."""
    kinds = act.kinds()
    if kinds.total() <= FEW or len(kinds) < 2:
        return []
    known = chosen if chosen in kinds else ""
    everything = Tab(doors.say("today.every_kind"), url_for("today.index"), not known, kinds.total())
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


def _deadlines(act: Card, soon: Card) -> Iterator[Figure]:
    """Yield how many lines are due within fourteen days; exactly the lines this page counts."""
    drawn = [each for each in (*act.lines, *soon.lines) if each.due is not None]
    unseen = (*act.unseen, *soon.unseen)
    due = len(drawn) + sum(each.count for each in unseen)
    late = sum(each.late for each in drawn) + sum(each.late for each in unseen)
    if due:
        hint = doors.say("today.figure.late", late=late) if late else doors.say("today.figure.none_late")
        label, address = doors.say("today.figure.due"), "#act" if act.lines else "#soon"
        yield Figure(label, str(due), address, hint, "danger" if late else "", 900)


def _card(found: Sequence[TodayLines], part: str) -> Card:
    lines = [task for each in found for task in getattr(each, part)]
    unseen = [some for each in found for some in each.unseen if some.part == part]
    return Card(part, sorted(lines, key=_urgency), unseen)


def _urgency(task: Task) -> tuple[Any, ...]:
    return (not task.late, task.due or date.max, task.title)
