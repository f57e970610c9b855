"""Every dated setting by the same three pages: the list, one setting with its past and future, and its preview."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from flask import Response, abort, request, url_for
from werkzeug.wrappers import Response as Answer

from portal import formats, organisations
from portal.accounts.queries import account_names
from portal.cells import Cell, Column, badge, link
from portal.doors import ask, do, may, need, say, today
from portal.form_reading import clean
from portal.forms import Form
from portal.page import leave, show
from portal.pages.admin import moving, wording
from portal.pages.admin.blueprint import blueprint
from portal.pages.admin.desks import SETTINGS, SettingsDesk, settings_desks
from portal.pairs import Pairs, flat
from portal.parts import FieldView, Tab
from schemas import wire
from schemas.actor import OrganisationKind
from schemas.refusal import NotFound
from workflow.registers import DatedEntry, Preview, SettingLine
from workflow.settings import Setting, SettingKind, Unit, Value

SAVE: Final = "save"
VIEWS: Final = ("all", "deadline", "switch", "choice", "number", "unset")
GROUPS: Final = (
    "admission", "mandates", "appointments", "closing", "contracts", "places", "proposals", "placed", "reports",
    "presence", "segments", "switches", "mails", "steering", "canton_report", "accounts", "deadlines",
)  # fmt: skip
"""The sections of the list, in their order."""


@dataclass(frozen=True)
class Found:
    """A setting with the desk that answers for it."""

    desk: SettingsDesk
    line: SettingLine

    @property
    def url(self) -> str:
        """The page of the setting."""
        return url_for("admin.setting", desk=self.desk.name, name=self.line.name)


def every_setting() -> Iterator[Found]:
    """Yield every setting of every desk; what each social service has of its own stands there for all of them."""
    for desk in settings_desks():
        lines: tuple[SettingLine, ...] = ask(desk.settings)
        yield from (Found(desk, line) for line in lines)
        yield from (Found(desk, line) for line in _not_yet_set(desk, lines))


def _not_yet_set(desk: SettingsDesk, lines: tuple[SettingLine, ...]) -> Iterator[SettingLine]:
    if desk.of_each is None:
        return
    known = {line.name for line in lines}
    services = organisations.named(OrganisationKind.SOCIAL_SERVICE)
    setting: Setting = ask(desk.of_each)
    for key in services:
        if (name := f"{setting.name}.{key}") not in known:
            yield SettingLine(setting, name)


@blueprint.get("/settings")
def settings() -> Response:
    """Show every setting with the value of today, its source and what is planned."""
    need(SETTINGS[0].settings)
    view = request.args.get("view", "all")
    chosen = view if view in VIEWS else "all"
    found = [each for each in every_setting() if _is_in(each.line, chosen)]
    sections = [(say(f"setting_group.{group}"), _rows(found, group)) for group in GROUPS]
    return show(
        "admin/settings.html",
        columns=_columns(),
        sections=[each for each in sections if each[1]],
        tabs=[Tab(say(f"admin.view.{each}"), url_for("admin.settings", view=each), each == chosen) for each in VIEWS],
        count=len(found),
    )


def _is_in(line: SettingLine, view: str) -> bool:
    if view == "unset":
        return line.value_on(today()) is None
    return view == "all" or line.setting.kind.value == view or (view == "deadline" and line.setting.moves_deadlines)


def _columns() -> list[Column]:
    return [
        Column(say("admin.setting"), kind="lead"),
        Column(say("admin.value_today"), kind="wide"),
        Column(say("admin.since"), kind="wrap"),
        Column(say("admin.planned"), kind="wrap"),
    ]


def _rows(found: list[Found], group: str) -> list[list[Cell]]:
    lines = [each for each in found if each.line.setting.group == group]
    return [_row(each) for each in sorted(lines, key=lambda each: each.line.setting.kind is SettingKind.DEADLINE)]


def _row(found: Found) -> list[Cell]:
    line, day = found.line, today()
    value, planned = line.value_on(day), line.after(day)
    words = wording.value_in_words(line.setting, value)
    entry = line.entry_on(day)
    return [
        link(found.url, wording.label(line)),
        badge("warn", words) if value is None else words,
        formats.day(entry.valid_from) if entry else wording.source(line.setting),
        _planned(line, planned[0]) if planned else None,
    ]


def _planned(line: SettingLine, entry: DatedEntry) -> Cell:
    words = wording.value_in_words(line.setting, _value(line, entry))
    return say("admin.planned_from", day=formats.day(entry.valid_from), value=words)


def _value(line: SettingLine, entry: DatedEntry) -> Value:
    return line.setting.default if entry.value is None else entry.value


@blueprint.route("/settings/<desk>/<name>", methods=["GET", "POST"])
def setting(desk: str, name: str) -> Answer:
    """Show one setting; a change is shown with what it concerns before it is saved."""
    found = _found(desk, name)
    form = _form(found)
    command: Any = form.read() if form.is_sent and not form.is_review else None
    preview = _previewed(found, form, command) if command else None
    if preview and form.status == 200 and request.form.get("action") == SAVE and form.carry_out():
        return leave("admin.setting", text=say("admin.setting_saved"), desk=desk, name=name)
    context = _shown(found, form)
    if preview and form.status == 200:
        context |= _of_preview(found, form, command, preview)
    return show("admin/setting.html", **context)


def _found(desk: str, name: str) -> Found:
    rows = [each for each in SETTINGS if each.name == desk]
    if not rows:
        abort(404)
    need(rows[0].settings)
    for each in every_setting():
        if each.desk.name == desk and each.line.name == name:
            return each
    raise NotFound("setting")


def _form(found: Found) -> Form:
    line, start = found.line, {"valid_from": today()}
    if line.setting.kind is SettingKind.DEADLINE and found.desk.set_deadline:
        fixed = {"kind": line.setting.key, "counts": _counts(line.setting)}
        return Form(found.desk.set_deadline, start=start, fixed=fixed)
    return Form(found.desk.set_value, start=start | {"value": line.value_on(today())}, fixed={"name": line.name})


def _typed(setting: Setting) -> list[str]:
    return [clean(each, lines=False)[:6] for each in request.form.getlist("counts")][: len(setting.stages)]


def _counts(setting: Setting) -> tuple[int, ...]:
    """Return the counts that were typed; anything that is no number leaves the list short, which is objected to."""
    plain = [each.replace("−", "-") for each in _typed(setting)]
    return tuple(int(each) for each in plain if each.removeprefix("-").isdecimal())


def _previewed(found: Found, form: Form, command: Any) -> Preview:
    asked = {"name": found.line.name, "value": _asked_value(command), "valid_from": command.valid_from}
    preview: Preview = ask(found.desk.preview, **asked)
    form.object(*preview.objections)
    return preview


def _shown(found: Found, form: Form) -> dict[str, Any]:
    line, day = found.line, today()
    names = ask(account_names, ids=[each.set_by for each in line.entries])
    current = line.entry_on(day)
    return {
        "form": form,
        "found": found,
        "title": wording.label(line),
        "hint": wording.hint(line.setting),
        "now": wording.value_in_words(line.setting, line.value_on(day)),
        "facts": _facts(line),
        "entries": [(each, _words_of(line, each), _standing(each, current), names) for each in line.entries],
        "view": _view(form, line),
        "counts": _count_boxes(line, form),
        "may_change": may(found.desk.set_value),
        "preview": None,
    }


def _facts(line: SettingLine) -> list[tuple[str, str]]:
    setting = line.setting
    default = wording.value_in_words(setting, setting.default)
    return [
        (say("admin.default"), default),
        (say("admin.source"), wording.source(setting)),
        (say("admin.who_decides"), wording.decides(setting.decides)),
    ]


def _words_of(line: SettingLine, entry: DatedEntry) -> str:
    words = wording.value_in_words(line.setting, _value(line, entry))
    return say("admin.back_to_default", value=words) if entry.value is None else words


def _standing(entry: DatedEntry, current: DatedEntry | None) -> Cell:
    if entry is current:
        return badge("active", say("admin.holds"))
    if entry.valid_from > today():
        return badge("planned", say("admin.will_hold"))
    return badge("done", say("admin.held"))


def _view(form: Form, line: SettingLine) -> FieldView | None:
    setting = line.setting
    if setting.kind is SettingKind.DEADLINE:
        return None
    if setting.kind is SettingKind.SWITCH:
        choices = [("1", say("form.yes")), ("0", say("form.no"))]
        return form.view("value", label=wording.label(line), widget="radios", choices=choices)
    if setting.kind is SettingKind.CHOICE:
        choices = [(str(place), say(key)) for place, key in enumerate(setting.options)]
        return form.view("value", label=wording.label(line), widget="radios", choices=choices)
    unit = "" if setting.unit is Unit.NONE else say(f"admin.unit_name.{setting.unit.value}")
    limits = say("admin.limits", lowest=setting.lowest, highest=setting.highest)
    blank = say("admin.blank_default") if setting.default is not None else say("admin.blank_unset")
    return form.view("value", label=wording.label(line), suffix=unit, hint=f"{limits} {blank}")


def _count_boxes(line: SettingLine, form: Form) -> list[tuple[str, str, str]]:
    """Return one box for each stage of a deadline: what it is, its unit, what stands in it."""
    setting = line.setting
    if setting.kind is not SettingKind.DEADLINE:
        return []
    now = line.value_on(today())
    values = _typed(setting) if form.is_sent else [str(each) for each in (now if isinstance(now, tuple) else ())]
    values += [""] * (len(setting.stages) - len(values))
    return [
        (say(f"admin.stage.{stage.kind.value}"), say(f"admin.unit_name.{stage.unit.value}"), value)
        for stage, value in zip(setting.stages, values, strict=False)
    ]


def _of_preview(found: Found, form: Form, command: Any, preview: Preview) -> dict[str, Any]:
    value = _asked_value(command)
    setting = found.line.setting
    sent = wire.write(command)
    again = {name: sent[name] for name in ("value", "valid_from", "counts") if sent.get(name) is not None}
    return {
        "preview": preview,
        "before": wording.value_in_words(setting, preview.before),
        "after": wording.value_in_words(setting, setting.default if value is None else value),
        "from_day": formats.day(command.valid_from),
        "until_day": formats.day(preview.until) if preview.until else "",
        "effects": wording.effects(preview.effects),
        "effect": _moves(found, value, command.valid_from),
        "again": Pairs([*flat(form.hidden | again)]),
    }


def _moves(found: Found, value: Value, valid_from: date) -> moving.Effect | None:
    """Return which open deadlines a change moves, None for a setting that moves none."""
    if not found.line.setting.moves_deadlines or found.desk.moves is None:
        return None
    return moving.effect_of(ask(found.desk.moves, value=value, valid_from=valid_from))


def _asked_value(command: Any) -> Value:
    value: Value = command.counts if hasattr(command, "counts") else command.value
    return value


@blueprint.post("/settings/<desk>/<name>/withdraw")
def withdraw_setting(desk: str, name: str) -> Answer:
    """Take back a change that does not hold yet."""
    found = _found(desk, name)
    sent = {"name": name, "valid_from": clean(request.form.get("valid_from", ""), lines=False)[:10]}
    do(wire.read(found.desk.withdraw, sent))
    return leave("admin.setting", text=say("admin.setting_withdrawn"), desk=desk, name=name)
