"""All deadlines of one person or office in one list, whichever service keeps them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final
from uuid import UUID

from flask import Blueprint, Response
from markupsafe import Markup

from portal import formats
from portal.cells import Cell, Column, badge, link
from portal.doors import ask, has_desk, language, may, need, say, today
from portal.lists import Lines, Listing, Part, answer
from portal.pages.registration import addresses, names, tasks
from portal.parts import Choice, FieldView
from services.placements.queries.registers import placements_deadlines
from services.registration.queries.codes import deadlines
from services.registration.queries.names import NamedMandate
from workflow.deadlines import Deadline

blueprint: Final = Blueprint("deadlines", __name__, url_prefix="/deadlines")
INDEX: Final = "deadlines.index"
DESKS: Final[Mapping[str, Callable[..., Any]]] = {"registration": deadlines, "placements": placements_deadlines}
"""The desks that keep a register of deadlines."""


@blueprint.get("")
def index() -> Response:
    """Show what is due, the overdue first."""
    need(deadlines)
    every = sorted(_found(), key=lambda each: (each.due_on, each.kind))
    kinds = sorted({each.kind for each in every}, key=tasks.kind_of)
    shown = [each for each in every if _fits(each)]

    def read(part: Part) -> Lines:
        cut = shown[part.offset : part.offset + part.size]
        return Lines(_rows(cut), len(shown), ["danger" if each.due_on < today() else "" for each in cut])

    none = say("registration.deadlines_none")
    listing = Listing("deadlines", say("menu.deadlines"), _columns(), read, filters=_filters(kinds), empty=none)
    return answer(
        "registration/deadlines.html",
        listing,
        late=sum(each.due_on < today() for each in every),
        mine=sum(tasks.is_mine(each) for each in every),
        every=len(every),
    )


def _found() -> Iterator[Deadline]:
    for name, query in DESKS.items():
        if has_desk(name) and may(query):
            yield from ask(query)


def _fits(deadline: Deadline) -> bool:
    kind = addresses.text("kind")
    return (
        (not kind or deadline.kind == kind)
        and (not addresses.is_on("mine") or tasks.is_mine(deadline))
        and (not addresses.is_on("late") or deadline.due_on < today())
    )


def _filters(kinds: list[str]) -> list[FieldView]:
    offered: list[Choice] = [(kind, tasks.kind_of(kind)) for kind in kinds]
    return [
        FieldView("kind", say("registration.deadline"), "choice", addresses.text("kind"), choices=offered),
        FieldView("mine", say("registration.mine"), "checkbox", "yes" if addresses.is_on("mine") else ""),
        FieldView("late", say("registration.late"), "checkbox", "yes" if addresses.is_on("late") else ""),
    ]


def _columns() -> list[Column]:
    words = ("due", "deadline", "person", "owner", "reached")
    return [Column(say(f"registration.{name}"), kind="tight" if name == "due" else "") for name in words]


def _rows(found: list[Deadline]) -> list[list[Cell]]:
    people = tasks.named(found)
    accounts = names.accounts(each.owner_account_id for each in found)
    return [_row(each, people, accounts) for each in found]


def _row(deadline: Deadline, people: Mapping[UUID, NamedMandate], accounts: Mapping[UUID, str]) -> list[Cell]:
    who = tasks.person_of(deadline, people)
    address = tasks.address_of(deadline.mandate_id) if deadline.mandate_id and who else ""
    return [
        _day(deadline),
        tasks.kind_of(deadline.kind),
        link(address, who) if address else who,
        _owner(deadline, accounts),
        badge("warn", say(f"stage.{deadline.reached}")) if deadline.reached else None,
    ]


def _day(deadline: Deadline) -> Markup:
    css = "late" if deadline.due_on < today() else ""
    parts = (css, formats.day(deadline.due_on), formats.due(deadline.due_on, today(), language()))
    return Markup('<span class="{}">{}</span><br><span class="muted">{}</span>').format(*parts)


def _owner(deadline: Deadline, accounts: Mapping[UUID, str]) -> str:
    named = accounts.get(deadline.owner_account_id) if deadline.owner_account_id else ""
    return named or say(f"code.role.{deadline.owner_role}")
