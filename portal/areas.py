"""What one subject brings to the portal: pages, menu lines, lines for Today, search results, names of organisations."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from flask import Blueprint, Flask, current_app

from portal.charts import Bar
from portal.parts import Task
from schemas.actor import OrganisationKind

HOME: Final = Path(__file__).parent / "pages"
ALWAYS: Final = ("core", "admin", "help", "operations", "views", "reports", "runs")
"""Folders of ``portal.pages`` that need no desk of their own name."""


@dataclass(frozen=True)
class Count:
    """A number behind a menu line, and whether something of it is overdue."""

    total: int
    urgent: bool = False


@dataclass(frozen=True)
class MenuEntry:
    """One line of the menu, shown to every role that may do what ``needs`` names.

    ``needs`` is a query or command with a permission row, or several of which one is enough; its words stand under
    ``menu.<key>``, the group's under ``menu.group.<group>``. Lines stand in the order of ``rank``.
    """

    key: str
    endpoint: str
    needs: Any
    icon: str = ""
    group: str = ""
    rank: int = 100
    count: Callable[[], Count] | None = None
    when: Callable[[], bool] | None = None
    """Asked after the role: whether the line is shown to this organisation at all."""


@dataclass(frozen=True)
class Unseen:
    """Lines of one title that are counted on Today but not read, because more urgent ones of the same title were."""

    part: str
    """``act``, ``waiting`` or ``soon``."""
    title: str
    count: int
    late: int = 0
    ready: int = 0
    """How many of them are drawn when the card is opened; the others stand in the register alone."""


@dataclass(frozen=True)
class TodayLines:
    """What one subject has for somebody's Today page."""

    act: Sequence[Task] = ()
    """To be done by this person now."""
    waiting: Sequence[Task] = ()
    """Somebody else has to act; since when stands in ``due_text``."""
    soon: Sequence[Task] = ()
    """In the next fourteen days."""
    unseen: Sequence[Unseen] = ()
    register: str = ""
    """The page that holds every line, where this person has one."""


@dataclass(frozen=True)
class Figure:
    """One number on Today: what it counts, the list behind it, and how it is to be read."""

    label: str
    value: str
    url: str
    hint: str = ""
    tone: str = ""
    rank: int = 100
    """Figures stand in this order."""


@dataclass(frozen=True)
class Bars:
    """A small bar chart beside the lines of Today; ``url`` opens the page with the whole of it."""

    title: str
    text: str
    bars: Sequence[Bar]
    url: str
    url_label: str


@dataclass(frozen=True)
class Hit:
    """One search result."""

    title: str
    url: str
    kind: str
    """A key under ``search.kind``."""
    note: str = ""


@dataclass(frozen=True)
class Area:
    """One subject of the portal.

    ``also_needs`` names desks beside the one the folder is called after. ``today``, ``figures``, ``bars`` and
    ``search`` are asked only when somebody is signed in; ``today`` is told how many lines of one kind are wanted, and
    may return more. ``organisations`` returns id -> name per kind, in a language.
    """

    blueprints: Sequence[Blueprint]
    also_needs: Sequence[str] = ()
    menu: Sequence[MenuEntry] = ()
    today: Callable[[int], TodayLines] | None = None
    figures: Callable[[], Iterable[Figure]] | None = None
    bars: Callable[[], Bars | None] | None = None
    search: Callable[[str], Iterable[Hit]] | None = None
    organisations: Mapping[OrganisationKind, Callable[[str], Mapping[UUID, str]]] = field(default_factory=dict)


def install(app: Flask, desks: Iterable[str]) -> None:
    """Register every area whose desks are there."""
    found = list(_found(frozenset(desks)))
    app.extensions["ssip.areas"] = tuple(found)
    for area in found:
        for blueprint in area.blueprints:
            app.register_blueprint(blueprint)


def _found(desks: frozenset[str]) -> Iterable[Area]:
    for path in sorted(HOME.glob("*/area.py")):
        folder = path.parent.name
        if folder in ALWAYS or folder in desks:
            area = import_module(f"portal.pages.{folder}.area").AREA
            if desks.issuperset(area.also_needs):
                yield area


def areas() -> Sequence[Area]:
    """Return the areas of this portal."""
    found: Sequence[Area] = current_app.extensions["ssip.areas"]
    return found
