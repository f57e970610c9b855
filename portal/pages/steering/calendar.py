"""The year of the office: weekends, Bernese holidays, closing days of one's own, and what a change of them moves."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, Final
from uuid import UUID, uuid4

from flask import Blueprint, Response, request, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response as Answer

from portal import formats
from portal.accounts.queries import account_names
from portal.cells import Cell, Column, badge, link
from portal.doors import ask, language, may, need, say, today
from portal.forms import Form
from portal.lists import Listing, answer, whole
from portal.page import leave, show
from portal.pages.admin.moving import Effect, effect_of
from portal.pages.admin.previewing import SAVE
from portal.pages.steering import year as year_pages
from portal.pairs import Pairs, flat
from schemas.refusal import NotFound
from schemas.working_days import EndClosing, EnterClosing, WithdrawClosing
from services.steering.queries.closings import (
    ClosingLine,
    ClosingPreview,
    closing_preview,
    closings,
    reopening_preview,
)

blueprint: Final = Blueprint("calendar", __name__, url_prefix="/calendar")
_YEARS: Final = (2000, 2100)


@blueprint.get("")
def index() -> Response:
    """Show a year with the closings."""
    need(closings)
    return _page(_form() if may(EnterClosing) else None)


@blueprint.route("/new", methods=["GET", "POST"])
def enter() -> Answer:
    """Enter a closing, after a look at what it moves."""
    need(EnterClosing)
    form = _form()
    effect = _effect_of(form, _entering)
    if effect and request.form.get("action") == SAVE and form.carry_out():
        return leave("calendar.index", text=_done(form))
    return _page(form, effect)


def _form() -> Form:
    return Form(EnterClosing, start={"closing_id": uuid4()})


def _page(form: Form | None, effect: Effect | None = None) -> Response:
    year, lines = _year(), ask(closings)
    months = year_pages.months_of(year, [each for each in lines if each.withdrawn_at is None])
    return answer(
        "steering/calendar.html",
        _listing(lines),
        form=form,
        effect=effect,
        again=_again(form) if form else None,
        year=year,
        months=months,
        urls={name: url_for("calendar.index", year=year + step) for name, step in (("before", -1), ("after", 1))},
        holidays=year_pages.holidays_of(year),
        legend=year_pages.legend(),
        weekdays=formats.weekday_names(language()),
    )


def _year() -> int:
    sent = request.args.get("year", "")
    year = int(sent) if sent.isdecimal() and len(sent) == 4 else today().year
    return min(max(year, _YEARS[0]), _YEARS[1])


def _listing(lines: Sequence[ClosingLine]) -> Listing:
    sets = may(EndClosing)
    who = [each.changed_by or each.entered_by for each in lines] if sets else []
    names = ask(account_names, ids=who) if who else {}
    labels = ("closing_name", "from", "until", "who_works", "standing", *(("entered",) if sets else ()))
    kinds = {"closing_name": "lead", "from": "tight", "until": "tight", "entered": "wrap"}
    columns = [Column(say(f"calendar.{name}"), kind=kinds.get(name, "")) for name in labels]
    if sets:
        columns.append(Column(say("admin.change"), kind="wrap", hidden_label=True, screen_only=True))
    rows = whole([_row(each, names) for each in lines])
    none = say("calendar.none")
    return Listing("steering.closings", say("calendar.closings"), columns, rows, keep=("year",), empty=none)


def _row(line: ClosingLine, names: Mapping[UUID, str]) -> list[Cell]:
    row: list[Cell] = [
        line.name(language()),
        formats.day(line.first_on),
        formats.day(line.last_on),
        say("calendar.for_all" if line.for_all else "calendar.office_only"),
        _standing(line),
    ]
    if not may(EndClosing):
        return row
    who = names.get(line.changed_by or line.entered_by, say("admin.house"))
    return [*row, f"{who}, {formats.moment(line.changed_at or line.entered_at)}", _doable(line)]


def _standing(line: ClosingLine) -> Cell:
    if line.withdrawn_at is not None:
        return badge("done", say("calendar.withdrawn"))
    if line.last_on < today():
        return badge("done", say("admin.held"))
    return badge("active", say("admin.holds")) if line.first_on <= today() else badge("planned", say("admin.will_hold"))


def _doable(line: ClosingLine) -> Cell:
    if line.withdrawn_at is not None or line.last_on < today():
        return None
    found = []
    if line.first_on < line.last_on:
        found.append(link(url_for("calendar.end", closing_id=line.id), say("calendar.end")))
    if line.first_on >= today():
        found.append(link(url_for("calendar.withdraw", closing_id=line.id), say("calendar.withdraw")))
    return Markup(" · ").join(found)


def _effect_of(form: Form, preview: Callable[[Any], ClosingPreview]) -> Effect | None:
    """Return what a sent form would move; objections go to the form."""
    command: Any = form.read() if form.is_sent and not form.is_review else None
    if command is None:
        return None
    found = preview(command)
    form.object(*found.objections)
    return None if found.objections else effect_of(found)


def _done(form: Form) -> str:
    return say(f"act.{form.kind.said}.done")


def _again(form: Form) -> Pairs:
    """Return the answers of a form for its second button."""
    return Pairs([*flat(form.hidden | {name: request.form.getlist(name) for name, _, _ in form.lines()})])


def _entering(command: EnterClosing) -> ClosingPreview:
    first, last = command.first_on, command.last_on
    found: ClosingPreview = ask(closing_preview, first_on=first, last_on=last, for_all=command.for_all)
    return found


@blueprint.route("/<uuid:closing_id>/end", methods=["GET", "POST"])
def end(closing_id: UUID) -> Answer:
    """Open again earlier, after a look at what moves."""
    need(EndClosing)
    line = _line(closing_id)
    start = {"row_version": line.row_version, "last_on": line.last_on}
    form = Form(EndClosing, start=start, fixed={"closing_id": closing_id})
    return _change(line, form, "end", lambda each: _reopening(closing_id, each.last_on))


@blueprint.route("/<uuid:closing_id>/withdraw", methods=["GET", "POST"])
def withdraw(closing_id: UUID) -> Answer:
    """Take a closing back, after a look at what moves."""
    need(WithdrawClosing)
    line = _line(closing_id)
    form = Form(WithdrawClosing, start={"row_version": line.row_version}, fixed={"closing_id": closing_id})
    return _change(line, form, "withdraw", lambda _: _reopening(closing_id, None))


def _reopening(closing_id: UUID, last_on: date | None) -> ClosingPreview:
    found: ClosingPreview = ask(reopening_preview, closing_id=closing_id, last_on=last_on)
    return found


def _change(line: ClosingLine, form: Form, what: str, preview: Callable[[Any], ClosingPreview]) -> Answer:
    effect = _effect_of(form, preview)
    if effect and request.form.get("action") == SAVE and form.carry_out():
        return leave("calendar.index", text=_done(form), year=line.first_on.year)
    title = say(f"calendar.{what}_titled", name=line.name(language()))
    back = url_for("calendar.index", year=line.first_on.year)
    hint = say(f"calendar.{what}_hint", first=formats.day(line.first_on), last=formats.day(line.last_on))
    return show(
        "steering/closing.html",
        form=form,
        effect=effect,
        again=_again(form),
        submit=say(f"act.{form.kind.said}.label"),
        title=title,
        hint=hint,
        back=back,
    )


def _line(closing_id: UUID) -> ClosingLine:
    for each in ask(closings):
        if each.id == closing_id and each.withdrawn_at is None:
            found: ClosingLine = each
            return found
    raise NotFound("closing")
