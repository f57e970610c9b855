"""What has become of people: whose outcome is to be asked 3, 6 and 12 months after the closing."""

from __future__ import annotations

from typing import Any, Final

from flask import Blueprint, Response, abort, g, request, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response as Answer

from portal import bulk, formats
from portal.areas import Count
from portal.cells import Cell, Column, link
from portal.counters import lately
from portal.doors import actor, ask, language, may, need, say, today
from portal.lists import Lines, Listing, Part, answer
from portal.pages.registration import addresses, names
from portal.pages.registration.tasks import address_of
from portal.parts import Choice, FieldView
from schemas.codes_registration import OutcomeMonth
from schemas.registration import DropOutcome, RecordOutcome, RemindOwner
from services.registration.queries.outcomes import OutcomeDue, OutcomeFilter, outcomes_due, outcomes_to_record

blueprint: Final = Blueprint("outcomes", __name__, url_prefix="/outcomes")
EVERY: Final = 1000
"""Lines looked up for the names of ticked ones."""


@blueprint.get("")
def index() -> Response:
    """Show whose outcome is due, the oldest first."""
    need(outcomes_due)
    can_drop = may(DropOutcome)

    def read(part: Part) -> Lines:
        found = ask(outcomes_due, wanted=_wanted(), page=part.page, size=part.size)
        tones = ["danger" if each.due_on < today() else "" for each in found.lines]
        picks = bulk.ticks((str(each.deadline_id), each.number) for each in found.lines) if can_drop else []
        return Lines([_row(each) for each in found.lines], found.total, tones, picks)

    listing = Listing(
        "registration.outcomes",
        say("menu.outcomes"),
        _columns(),
        read,
        filters=_filters(),
        empty=say("registration.no_outcomes"),
        empty_hint=say("registration.no_outcomes_hint"),
        bulk=[("remind", say("bulk.remind")), ("drop", say("bulk.drop"))],
        bulk_url=url_for("outcomes.several"),
    )
    return answer("registration/outcomes.html", listing, is_unset=not names.choices("outcome_kinds"))


@blueprint.post("/several")
def several() -> Answer:
    """Remind of ticked outcomes, or file them without asking; never a judgement on the person."""
    need(outcomes_due)
    name = request.form.get("action", "")
    command = {"remind": RemindOwner, "drop": DropOutcome}.get(name) or abort(404)
    asks = ("remark",) if command is DropOutcome else ()
    step = bulk.Step(name, say(f"bulk.{name}"), asks, "outcomes.index", say(f"bulk.{name}_hint"))
    return bulk.answer(step, [_line(each, command) for each in bulk.picked()])


def _line(value: str, command: type[Any]) -> bulk.Line:
    deadline_id = bulk.identity(value)
    known = {each.deadline_id: each for each in g.setdefault("outcome_lines", _every())}
    found = known.get(deadline_id)
    label = f"{found.name} · {found.number} · {formats.code(found.month, language())}" if found else say("bulk.gone")
    url = address_of(found.mandate_id) if found else url_for("outcomes.index")
    return bulk.Line(value, label, url, command, {"deadline_id": deadline_id})


def _every() -> tuple[OutcomeDue, ...]:
    return ask(outcomes_due, wanted=OutcomeFilter(), size=EVERY).lines


def _wanted() -> OutcomeFilter:
    month = addresses.text("month")
    return OutcomeFilter(
        month=OutcomeMonth(month) if month in set(OutcomeMonth) else None,
        social_service_id=addresses.identity("service"),
        mine=addresses.is_on("mine"),
    )


def _filters() -> list[FieldView]:
    months: list[Choice] = [(each.value, formats.code(each, language())) for each in OutcomeMonth]
    views = [FieldView("month", say("field.month"), "choice", addresses.text("month"), choices=months)]
    if actor().is_office:
        offered: list[Choice] = [(str(key), name) for key, name in names.services().items()]
        now = addresses.text("service")
        views.append(FieldView("service", say("registration.service"), "choice", now, choices=offered))
    return [*views, FieldView("mine", say("registration.mine"), "checkbox", "yes" if addresses.is_on("mine") else "")]


def _columns() -> list[Column]:
    return [
        Column(say("registration.due"), kind="lead tight"),
        Column(say("registration.person")),
        Column(say("field.month")),
        Column(say("registration.ended_on"), kind="tight"),
        Column(say("registration.service")),
        Column(say("registration.act"), hidden_label=True, kind="tight", screen_only=True),
    ]


def _row(line: OutcomeDue) -> list[Cell]:
    return [
        _day(line),
        link(address_of(line.mandate_id), f"{line.name} · {line.number}"),
        formats.code(line.month, language()),
        formats.day(line.closed_on),
        names.service(line.social_service_id),
        _act(line),
    ]


def _day(line: OutcomeDue) -> Cell:
    day = formats.day(line.due_on)
    if line.due_on >= today():
        return day
    return Markup('<span class="late">{} · {}</span>').format(day, formats.due(line.due_on, today(), language()))


def _act(line: OutcomeDue) -> Cell:
    if not may(RecordOutcome):
        return Markup("&nbsp;")
    address = url_for("mandates.act", mandate_id=line.mandate_id, action="record_outcome", month=line.month.value)
    words = Markup('{}<span class="visually-hidden"> – {}</span>')
    return link(address, words.format(say("act.registration.record_outcome.label"), line.name))


def waiting() -> Count:
    """Return how many outcomes are one's own to record now."""
    return Count(lately("outcomes to record", lambda: ask(outcomes_to_record)).get(actor().account_id, 0))
