"""The register of deadlines: all of one person or office, whichever service keeps them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from flask import Blueprint, Response, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response as Answer

from portal import bulk, formats
from portal.cells import Cell, Column, badge, link
from portal.counters import lately
from portal.doors import actor, ask, has_desk, language, may, need, say, today
from portal.forms import Form
from portal.lists import Lines, Listing, Part, answer
from portal.lists.listing import SIZE
from portal.page import leave, show
from portal.pages.registration import addresses, names, tasks
from portal.parts import Choice, Entry, FieldView
from schemas.refusal import NotFound
from schemas.resting import HANDS_OVER, SNOOZES
from services.billing.queries.months import billing_deadline, billing_docket
from services.casework.queries.work import casework_deadline, casework_docket
from services.placements.queries.registers import placements_deadline, placements_docket
from services.registration.queries.codes import deadlines, registration_deadline, registration_docket
from services.registration.queries.names import NamedMandate
from services.steering.queries.meetings import steering_deadline, steering_docket
from workflow.docket import Tallies, Wanted
from workflow.due import Deadline
from workflow.moves import Happening
from workflow.resting import DeadlineFile

blueprint: Final = Blueprint("deadlines", __name__, url_prefix="/deadlines")
INDEX: Final = "deadlines.index"
DESKS: Final[Mapping[str, Callable[..., Any]]] = {
    "registration": registration_docket,
    "placements": placements_docket,
    "casework": casework_docket,
    "billing": billing_docket,
    "steering": steering_docket,
}
"""The desks that keep a register of deadlines."""
ONE: Final[Mapping[str, Callable[..., Any]]] = {
    "registration": registration_deadline,
    "placements": placements_deadline,
    "casework": casework_deadline,
    "billing": billing_deadline,
    "steering": steering_deadline,
}
TICKED: Final = ("mine", "late", "escalated", "resting", "legal")
"""What the lines can be narrowed to by a tick."""
_ACTS: Final = {"snooze": SNOOZES, "hand_over": HANDS_OVER}


@dataclass(frozen=True)
class Line:
    """One deadline and the desk that keeps it."""

    desk: str
    deadline: Deadline


@blueprint.get("")
def index() -> Response:
    """Show what is due, the overdue first."""
    need(deadlines)
    numbers = {name: _numbers(name) for name in _desks()}
    kinds = sorted({kind for each in numbers.values() for kind in each.kinds}, key=tasks.kind_of)
    total = sum(numbers[name].fitting for name in _chosen() if name in numbers)

    fitting = {name: each.fitting for name, each in numbers.items()}
    whole: list[Line] = []

    def read(part: Part) -> Lines:
        if part.size > SIZE and not whole:
            whole.extend(_part(Part(1, total), fitting))  # an export: read once, cut often
        cut = whole[part.offset : part.offset + part.size] if whole else _part(part, fitting)
        tones = ["danger" if each.deadline.due_on < today() else "" for each in cut]
        picks = bulk.ticks((f"{each.desk}:{each.deadline.id}", tasks.kind_of(each.deadline.kind)) for each in cut)
        return Lines(_rows(cut), total, tones, picks)

    none = say("registration.deadlines_none")
    offered = [(name, say(f"bulk.{name}")) for name in ("postpone", "remind")]
    listing = Listing(
        "deadlines",
        say("menu.deadlines"),
        _columns(),
        read,
        filters=_filters(kinds),
        empty=none,
        bulk=offered,
        bulk_url=url_for("due_lines.several"),
    )
    return answer(
        "registration/deadlines.html",
        listing,
        late=sum(each.late for each in numbers.values()),
        mine=sum(each.mine for each in numbers.values()),
        resting=sum(each.resting for each in numbers.values()),
        every=sum(each.every for each in numbers.values()),
    )


def _desks() -> list[str]:
    """Return the desks whose register this person may read."""
    return [name for name, query in DESKS.items() if has_desk(name) and may(query)]


def _chosen() -> list[str]:
    """Return the desks the address asks for, all of them where it names none."""
    desk = addresses.text("desk")
    return [name for name in _desks() if not desk or name == desk]


def _wanted() -> Wanted:
    on = addresses.is_on
    return Wanted(
        kind=addresses.text("kind"),
        mine=on("mine"),
        late=on("late"),
        resting=on("resting"),
        escalated=on("escalated"),
        legal=on("legal"),
    )


def _numbers(desk: str) -> Tallies:
    """Return the numbers of one register, as of a moment ago."""
    wanted = _wanted()
    key = f"docket {desk} {actor().account_id} {wanted}"
    found: Tallies = lately(key, lambda: ask(DESKS[desk], wanted=wanted, most=None).tallies)
    return found


def _part(part: Part, fitting: Mapping[str, int]) -> list[Line]:
    """Return one part of all registers together: each gives its first lines, as many as could stand in it."""
    most, wanted = part.offset + part.size, _wanted()
    asked = [name for name in _chosen() if fitting.get(name)]
    found = [Line(name, each) for name in asked for each in ask(DESKS[name], wanted=wanted, most=most).lines]
    found.sort(key=lambda each: (each.deadline.due_on, each.deadline.kind, str(each.deadline.id)))
    return found[part.offset : most]


@blueprint.get("/<desk>/<uuid:deadline_id>")
def detail(desk: str, deadline_id: UUID) -> Response:
    """Show one deadline: whose it is, what happened to it, and what may be done."""
    file = _file(desk, deadline_id)
    deadline = file.deadline
    people = tasks.named([deadline])
    accounts = names.accounts([deadline.owner_account_id, *(each.account_id for each in file.history)])
    acts = [name for name, by in _ACTS.items() if may(by[desk]) and (name != "snooze" or not deadline.is_legal)]
    return show(
        "registration/deadline.html",
        deadline=deadline,
        title=tasks.kind_of(deadline.kind),
        person=tasks.person_of(deadline, people),
        record_url=_address(Line(desk, deadline), people),
        owner=_owner(deadline, accounts),
        is_resting=_is_resting(deadline),
        acts=[
            (say(f"deadlines.{name}"), url_for("deadlines.change", desk=desk, deadline_id=deadline_id, name=name))
            for name in acts
        ],
        entries=[_entry(each, accounts) for each in reversed(file.history)],
    )


@blueprint.route("/<desk>/<uuid:deadline_id>/<name>", methods=["GET", "POST"])
def change(desk: str, deadline_id: UUID, name: str) -> Answer:
    """Let a deadline rest, or give it to its backup."""
    file = _file(desk, deadline_id)
    command = _ACTS.get(name, {}).get(desk)
    if command is None:
        raise NotFound("deadline")
    need(command)
    form = Form(command, fixed={"deadline_id": deadline_id})
    if form.carry_out():
        return leave("deadlines.index", text=say(f"deadlines.{name}_done"))
    return show(
        "registration/deadline_act.html",
        form=form,
        title=say(f"deadlines.{name}"),
        hint=say(f"deadlines.{name}_hint", backup=say(f"code.role.{file.deadline.backup_role}")),
        kind=tasks.kind_of(file.deadline.kind),
        back_url=url_for("deadlines.detail", desk=desk, deadline_id=deadline_id),
    )


def _file(desk: str, deadline_id: UUID) -> DeadlineFile:
    need(deadlines)
    if desk not in ONE or not has_desk(desk) or not may(ONE[desk]):
        raise NotFound("deadline")
    found: DeadlineFile = ask(ONE[desk], deadline_id=deadline_id)
    return found


def _entry(each: Happening, accounts: Mapping[UUID, str]) -> Entry:
    facts = {
        name: say(f"code.role.{value}") if name in ("before", "after") else formats.day(value)
        for name, value in each.facts.items()
    }
    title = say(f"happened.{each.what}", **facts)
    return Entry(each.at, title, "deadline", who=accounts.get(each.account_id, ""), text=each.remark or "")


def _is_resting(deadline: Deadline) -> bool:
    return deadline.snoozed_until is not None and deadline.snoozed_until > today()


def _filters(kinds: list[str]) -> list[FieldView]:
    offered: list[Choice] = [(kind, tasks.kind_of(kind)) for kind in kinds]
    open_desks = _desks()
    desks: list[Choice] = [(name, say(f"deadlines.desk.{name}")) for name in open_desks]
    return [
        FieldView("kind", say("registration.deadline"), "choice", addresses.text("kind"), choices=offered),
        FieldView("desk", say("deadlines.about"), "choice", addresses.text("desk"), choices=desks),
        *(
            FieldView(name, say(f"deadlines.{name}"), "checkbox", "yes" if addresses.is_on(name) else "")
            for name in TICKED
        ),
    ]


def _columns() -> list[Column]:
    words = ("deadlines.day", "registration.deadline", "registration.person", "registration.owner")
    more = ("deadlines.backup", "registration.reached", "deadlines.basis", "deadlines.rests")
    return [Column(say(name), kind="tight" if name == "deadlines.day" else "") for name in (*words, *more)]


def _rows(found: list[Line]) -> list[list[Cell]]:
    people = tasks.named(each.deadline for each in found)
    accounts = names.accounts(each.deadline.owner_account_id for each in found)
    return [_row(each, people, accounts) for each in found]


def _row(line: Line, people: Mapping[UUID, NamedMandate], accounts: Mapping[UUID, str]) -> list[Cell]:
    deadline = line.deadline
    who, address = tasks.person_of(deadline, people), _address(line, people)
    own_page = url_for("deadlines.detail", desk=line.desk, deadline_id=deadline.id)
    return [
        _day(deadline),
        link(own_page, tasks.kind_of(deadline.kind)),
        link(address, who or say("deadlines.to_record")) if address else who,
        _owner(deadline, accounts),
        say(f"code.role.{deadline.backup_role}"),
        badge("warn", say(f"stage.{deadline.reached}")) if deadline.reached else None,
        say("deadlines.legal_limit" if deadline.is_legal else "deadlines.practice"),
        badge("warn", formats.day(deadline.snoozed_until)) if _is_resting(deadline) else None,
    ]


def _address(line: Line, people: Mapping[UUID, NamedMandate]) -> str:
    """Return the page of the record a deadline is about, empty where this person cannot open one."""
    deadline = line.deadline
    if line.desk == "steering":
        return url_for("meetings.detail", meeting_id=deadline.subject)
    return tasks.address_of(deadline.mandate_id) if deadline.mandate_id in people and deadline.mandate_id else ""


def _day(deadline: Deadline) -> Markup:
    css = "late" if deadline.due_on < today() else ""
    parts = (css, formats.day(deadline.due_on), formats.due(deadline.due_on, today(), language()))
    return Markup('<span class="{}">{}</span><br><span class="muted">{}</span>').format(*parts)


def _owner(deadline: Deadline, accounts: Mapping[UUID, str]) -> str:
    named = accounts.get(deadline.owner_account_id) if deadline.owner_account_id else ""
    return named or say(f"code.role.{deadline.owner_role}")


def known(values: Iterable[str]) -> dict[str, Line]:
    """Return the lines of the register behind ticked values ``desk:id``."""
    ids: dict[str, list[UUID]] = {}
    for value in values:
        desk, _, sent = value.partition(":")
        if is_uuid(sent):
            ids.setdefault(desk, []).append(UUID(sent))
    found: dict[str, Line] = {}
    for desk in set(ids) & set(_desks()):
        wanted = Wanted(ids=tuple(ids[desk]))
        for each in ask(DESKS[desk], wanted=wanted, most=len(wanted.ids)).lines:
            found[f"{desk}:{each.id}"] = Line(desk, each)
    return found


def is_uuid(sent: str) -> bool:
    """Whether what somebody sent is an id at all."""
    try:
        UUID(sent)
    except ValueError:
        return False
    return True
