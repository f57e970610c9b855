"""Code lists: their entries with days and words in both languages, and how many records carry each."""

from __future__ import annotations

from typing import Any, Final

from flask import Response, abort, request, url_for
from werkzeug.wrappers import Response as Answer

from portal import formats
from portal.cells import Cell, Column, badge, link
from portal.doors import ask, do, may, need, say, today
from portal.form_reading import clean
from portal.forms import Form
from portal.lists import Listing, answer, whole
from portal.page import leave, show
from portal.pages.admin import wording
from portal.pages.admin.blueprint import blueprint
from portal.pages.admin.desks import CODES, CodesDesk, codes_desks
from portal.pages.admin.previewing import preview_or_save
from schemas import wire
from schemas.refusal import NotFound
from workflow.registers import CodeEntry, CodeListLine

LAST: Final = 9999
"""Behind every other entry."""


def every_list() -> list[tuple[CodesDesk, CodeListLine]]:
    """Return every code list of every desk."""
    return [(desk, line) for desk in codes_desks() for line in ask(desk.lists)]


@blueprint.get("/codes")
def codes() -> Response:
    """Show the code lists with how many entries hold today."""
    need(CODES[0].lists)
    columns = [
        Column(say("admin.code_list"), kind="lead"),
        Column(say("admin.entries_now"), numeric=True),
        Column(say("admin.planned")),
        Column(say("admin.who_decides")),
    ]
    rows = whole([_list_row(desk, line) for desk, line in every_list()])
    return answer("admin/codes.html", Listing("admin.codes", say("admin.codes"), columns, rows))


def _list_row(desk: CodesDesk, line: CodeListLine) -> list[Cell]:
    now = [each for each in line.entries if each.holds_on(today())]
    planned = [each for each in line.entries if each.valid_from > today()]
    name = f"{list_name(line)} ({say(f'admin.desk.{desk.name}')})"
    return [
        link(url_for("admin.code_list", desk=desk.name, of=line.of), name),
        len(now) if now else badge("warn", say("admin.not_configured")),
        len(planned) or None,
        wording.decides(line.known.decides),
    ]


def list_name(line: CodeListLine) -> str:
    """Return what a code list is called."""
    return say(f"code_list.{line.of}")


def _found(desk: str, of: str) -> tuple[CodesDesk, CodeListLine]:
    row = next((each for each in CODES if each.name == desk), None) or abort(404)
    need(row.lists)
    for each in ask(row.lists):
        if each.of == of:
            return row, each
    raise NotFound("code_list")


@blueprint.route("/codes/<desk>/<of>", methods=["GET", "POST"])
def code_list(desk: str, of: str) -> Answer:
    """Show one list; enter an entry, or give one new words from a day on."""
    row, line = _found(desk, of)
    form = Form(row.set_code, start=_start(line), fixed={"of": of})
    outcome = preview_or_save(form, lambda command: _concerned(row, line, command.entry))
    if outcome.saved:
        return leave("admin.code_list", text=say("admin.code_saved"), desk=desk, of=of)
    return show(
        "admin/code_list.html",
        form=form,
        preview=outcome.preview,
        title=list_name(line),
        desk=row,
        line=line,
        columns=_columns(),
        rows=[_row(row, line, each) for each in _ordered(line)],
        planned=[each for each in line.entries if each.valid_from > today()],
        may_change=may(row.set_code),
        is_empty=not any(each.holds_on(today()) for each in line.entries),
    )


def _start(line: CodeListLine) -> dict[str, Any]:
    """Return what the form opens with: the entry named in the address, or an empty one at the end."""
    wanted = clean(request.args.get("entry", ""), lines=False)
    same = [each for each in line.entries if each.code == wanted]
    ranks = [each.rank for each in line.entries]
    start: dict[str, Any] = {"valid_from": today(), "rank": min(max(ranks, default=-1) + 1, LAST)}
    if same:
        last = same[-1]
        start |= {"entry": last.code, "fr": last.fr, "de": last.de, "rank": last.rank}
    return start


def _concerned(row: CodesDesk, line: CodeListLine, entry: str) -> list[str]:
    known = any(each.code == entry and each.holds_on(today()) for each in line.entries)
    says = [say("admin.code_reworded")] if known else [say("admin.code_new")]
    return says + wording.effects(ask(row.uses, of=line.of, entry=entry))


def _ordered(line: CodeListLine) -> list[CodeEntry]:
    """Return the entries that hold, then those to come, then those of the past."""
    day = today()
    return sorted(line.entries, key=lambda each: (not each.holds_on(day), each.valid_from <= day, each.rank))


def _columns() -> list[Column]:
    return [
        Column(say("code.language.fr"), kind="lead"),
        Column(say("code.language.de")),
        Column(say("admin.code")),
        Column(say("field.valid_from"), kind="tight"),
        Column(say("admin.valid_until"), kind="tight"),
        Column(say("admin.standing")),
        Column(say("admin.change"), hidden_label=True),
    ]


def _row(row: CodesDesk, line: CodeListLine, entry: CodeEntry) -> list[Cell]:
    return [
        entry.fr,
        entry.de,
        entry.code,
        formats.day(entry.valid_from),
        formats.day(entry.valid_until),
        _standing(entry),
        _doable(row, line, entry),
    ]


def _standing(entry: CodeEntry) -> Cell:
    if entry.holds_on(today()):
        return badge("active", say("admin.holds"))
    if entry.valid_from > today():
        return badge("planned", say("admin.will_hold"))
    return badge("done", say("admin.held"))


def _doable(row: CodesDesk, line: CodeListLine, entry: CodeEntry) -> Cell:
    if not may(row.set_code) or not entry.holds_on(today()):
        return None
    here: dict[str, Any] = {"desk": row.name, "of": line.of, "entry": entry.code}
    change = link(url_for("admin.code_list", _anchor="change", **here), say("admin.reword"))
    return change + " · " + link(url_for("admin.end_code", **here), say("admin.end"))


@blueprint.route("/codes/<desk>/<of>/<entry>/end", methods=["GET", "POST"])
def end_code(desk: str, of: str, entry: str) -> Answer:
    """Take an entry off its list after a day."""
    row, line = _found(desk, of)
    found = next((each for each in line.entries if each.code == entry and each.holds_on(today())), None)
    if found is None:
        raise NotFound("code")
    need(row.end_code)
    form = Form(row.end_code, start={"last_day": today()}, fixed={"of": of, "entry": entry})
    if form.carry_out():
        return leave("admin.code_list", text=say("admin.code_ended"), desk=desk, of=of)
    uses = wording.effects(ask(row.uses, of=of, entry=entry))
    return show("admin/end_code.html", form=form, entry=found, title=list_name(line), desk=row, line=line, uses=uses)


@blueprint.post("/codes/<desk>/<of>/withdraw")
def withdraw_code(desk: str, of: str) -> Answer:
    """Take back an entry that does not hold yet."""
    row, _ = _found(desk, of)
    sent = {name: clean(request.form.get(name, ""), lines=False)[:80] for name in ("entry", "valid_from")}
    do(wire.read(row.withdraw, {"of": of, **sent}))
    return leave("admin.code_list", text=say("admin.setting_withdrawn"), desk=desk, of=of)
