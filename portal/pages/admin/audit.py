"""The audit trail of all services in one list: who did or read what, about which record, when; read by number."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from flask import Blueprint, Response, request, url_for
from markupsafe import Markup

from messaging.audit import READS, Act, ActFilter
from portal import addresses, formats
from portal.accounts.queries import account_names
from portal.accounts.trail import audit_trail as accounts_trail
from portal.cells import Cell, Column, link
from portal.doors import ask, has_desk, may, need, say, today
from portal.form_reading import clean, read_day
from portal.lists import Listing, answer, whole
from portal.pages.admin.changes import in_words
from portal.pages.admin.wording import asked_in_words, deed_in_words
from portal.parts import Choice, FieldView, FilterChip
from services.billing.queries.audit import audit_trail as billing_trail
from services.casework.queries.audit import audit_trail as casework_trail
from services.notifications.queries.audit import audit_trail as notifications_trail
from services.placements.queries.audit import audit_trail as placements_trail
from services.registration.queries.audit import audit_trail as registration_trail
from services.steering.queries.audit import audit_trail as steering_trail

blueprint: Final = Blueprint("audit", __name__, url_prefix="/audit")
SIZE: Final = 50
LONGEST: Final = 80
TRAILS: Final[Mapping[str, Callable[..., Any]]] = {
    "registration": registration_trail,
    "placements": placements_trail,
    "casework": casework_trail,
    "billing": billing_trail,
    "notifications": notifications_trail,
    "steering": steering_trail,
    "accounts": accounts_trail,
}
FILTERS: Final = ("desk", "act", "account", "subject", "since", "until", "trace")


@dataclass(frozen=True)
class Line:
    """One act with the service it belongs to."""

    desk: str
    act: Act


def _text(name: str) -> str:
    return clean(request.args.get(name, ""), lines=False)[:LONGEST]


def _id(name: str) -> UUID | None:
    try:
        return UUID(_text(name))
    except ValueError:
        return None


@blueprint.get("")
def index() -> Response:
    """Show what was done and read, the latest first, narrowed by the address."""
    need(accounts_trail)
    wanted = ActFilter(
        account_id=_id("account"),
        subject=_id("subject"),
        act=_text("act"),
        since=read_day(_text("since"), today()),
        until=read_day(_text("until"), today()),
        trace_id=_text("trace"),
    )
    lines, following = _page(wanted, _cursor(_text("before")))
    names = ask(account_names, ids=[each.act.account_id for each in lines])
    listing = Listing(
        "admin.audit",
        say("audit.title"),
        _columns(),
        whole([_row(each, names) for each in lines]),
        filters=_filters(),
        keep=("account", "subject", "trace"),
        empty=say("audit.none"),
    )
    return answer(
        "admin/audit.html",
        listing,
        narrowed=list(_chips(names)),
        newest_url=_here(before=None) if _text("before") else "",
        next_url=_here(before=following) if following else "",
    )


def _desks() -> list[str]:
    chosen = _text("desk")
    there = [name for name, trail in TRAILS.items() if has_desk(name) and may(trail)]
    return [chosen] if chosen in there else there


def _cursor(sent: str) -> dict[str, int]:
    """Return the number each service goes on from, out of ``registration:120.placements:88``."""
    pairs = (each.partition(":") for each in sent.split("."))
    return {name: int(number) for name, _, number in pairs if name in TRAILS and number.isdecimal()}


def _page(wanted: ActFilter, cursor: Mapping[str, int]) -> tuple[list[Line], str]:
    """Return the lines of this page out of all services, and where the next one begins; one statement a service."""
    found: list[Line] = []
    for name in _desks():
        trail: Sequence[Act] = ask(TRAILS[name], wanted=wanted, before=cursor.get(name), most=SIZE + 1)
        found += [Line(name, each) for each in trail]
    found.sort(key=lambda line: (line.act.at, line.desk, line.act.seq), reverse=True)
    shown = found[:SIZE]
    if len(found) <= SIZE:
        return shown, ""
    last = dict(cursor) | {line.desk: line.act.seq for line in shown}
    return shown, ".".join(f"{name}:{number}" for name, number in last.items())


def _here(**changes: Any) -> str:
    kept = {name: _text(name) for name in (*FILTERS, "before")} | changes
    return url_for("audit.index", **{name: value for name, value in kept.items() if value})


def _filters() -> list[FieldView]:
    desks: list[Choice] = [(name, say(f"admin.desk.{name}")) for name in TRAILS if has_desk(name)]
    acts: list[Choice] = [(READS, say("audit.reads")), (".set_", say("audit.settings"))]
    return [
        FieldView("desk", say("audit.desk"), "choice", _text("desk"), choices=desks),
        FieldView("act", say("audit.act"), "choice", _text("act"), choices=acts),
        FieldView("since", say("audit.since"), "date", _text("since"), errors=addresses.unread("since", "date")),
        FieldView("until", say("audit.until"), "date", _text("until"), errors=addresses.unread("until", "date")),
    ]


def _chips(names: Mapping[UUID, str]) -> Iterator[FilterChip]:
    if account := _id("account"):
        yield FilterChip(say("audit.by", name=names.get(account, _short(account))), _here(account=None, before=None))
    if subject := _id("subject"):
        yield FilterChip(say("audit.about", record=_short(subject)), _here(subject=None, before=None))
    if trace := _text("trace"):
        yield FilterChip(say("audit.of_trace", trace=trace[:8]), _here(trace=None, before=None))


def _columns() -> list[Column]:
    return [
        Column(say("audit.at"), kind="lead tight"),
        Column(say("audit.who")),
        Column(say("audit.what"), kind="wrap"),
        Column(say("audit.record"), kind="tight"),
        Column(say("audit.change"), kind="wide"),
        Column(say("audit.trace"), kind="tight"),
    ]


def _row(line: Line, names: Mapping[UUID, str]) -> list[Cell]:
    act = line.act
    return [
        formats.moment(act.at),
        _who(act, names),
        _what(line),
        link(_here(subject=act.subject, before=None), _short(act.subject)) if act.subject else None,
        _changes(act.changed),
        link(_here(trace=act.trace_id, before=None), act.trace_id[:8]) if act.trace_id else None,
    ]


def _who(act: Act, names: Mapping[UUID, str]) -> Cell:
    """Return a person and the role they acted in; the house itself has one name for both."""
    role, name = say(f"code.role.{act.role}"), names.get(act.account_id)
    who = link(_here(account=act.account_id, before=None), name or role)
    return Markup('{}<br><span class="muted">{}</span>').format(who, role) if name else who


def _what(line: Line) -> Cell:
    """Return the act in words where its button has some, with its name; reading is marked as such."""
    name = line.act.act
    if name.startswith(READS):
        asked = name.removeprefix(READS)
        return Markup("{}<br><code>{}</code>").format(say("audit.read", what=asked_in_words(asked) or asked), asked)
    words = deed_in_words(name) or say(f"admin.desk.{line.desk}")
    return Markup("{}<br><code>{}</code>").format(words, name)


def _changes(changed: Mapping[str, str]) -> Cell:
    if not changed:
        return None
    colon = say("export.colon")
    lines = [Markup("{}{} {}").format(name, colon, values) for name, values in in_words(changed)]
    return Markup("<br>").join(lines)


def _short(record: UUID) -> str:
    return str(record)[:8]
