"""How settings, their values and their effects read."""

from __future__ import annotations

from uuid import UUID

from portal import organisations
from portal.doors import language, say
from schemas.actor import OrganisationKind
from schemas.words import is_known
from workflow.registers import Effect, SettingLine
from workflow.settings import Setting, SettingKind, Unit, Value
from workflow.table import Stage


def label(line: SettingLine) -> str:
    """Return what a setting is called."""
    setting = line.setting
    if setting.kind is SettingKind.DEADLINE:
        return say(f"deadline.{setting.key}")
    words = say(f"setting.{setting.key}")
    member = _member(line)
    return f"{words} – {member}" if member else words


def _member(line: SettingLine) -> str:
    setting = line.setting
    if setting.of_each:
        return _organisation(line.name.rpartition(".")[2])
    return say(setting.member) if setting.member.startswith("code.") else setting.member


def _organisation(sent: str) -> str:
    try:
        return organisations.name_of(OrganisationKind.SOCIAL_SERVICE, UUID(sent))
    except ValueError:
        return sent


def hint(setting: Setting) -> str:
    """Return what a setting decides, where its name does not say it all."""
    key = f"setting_hint.{'deadline' if setting.kind is SettingKind.DEADLINE else setting.key}"
    return say(key) if is_known(key, language()) else ""


def value_in_words(setting: Setting, value: Value) -> str:
    """Return a value as people say it; what nobody has set is "not configured"."""
    if value is None:
        return say("admin.not_configured")
    if setting.kind is SettingKind.SWITCH:
        return say("form.yes") if value else say("form.no")
    if setting.kind is SettingKind.CHOICE and isinstance(value, int):
        return say(setting.options[value])
    if isinstance(value, tuple):
        stages = zip(setting.stages, value, strict=False)
        return ", ".join(stage_in_words(stage, count) for stage, count in stages)
    return number_in_words(setting.unit, value)


def number_in_words(unit: Unit, value: int) -> str:
    """Return a number with its unit."""
    if unit is Unit.NONE:
        return str(value)
    return say(f"admin.unit.{unit.value}", count=value, number=value)


def stage_in_words(stage: Stage, count: int) -> str:
    """Return one stage of a deadline: what happens, and how long after (or before) the day it counts from."""
    what = say(f"admin.stage.{stage.kind.value}")
    side = "before" if count < 0 else "after"
    span = say(f"admin.span.{stage.unit.value}.{side}", count=abs(count), number=abs(count))
    return say("admin.stage_line", what=what, span=span)


def source(setting: Setting) -> str:
    """Return where the default comes from."""
    if setting.source:
        return setting.source
    return say("admin.source_none") if setting.default is None else say("admin.source_practice")


def decides(code: str) -> str:
    """Return who decides about it."""
    return say(f"decides.{code}")


def effects(found: tuple[Effect, ...]) -> list[str]:
    """Return what a change concerns, in sentences; what nothing of is there needs no sentence."""
    return [say(f"effect.{each.what}", count=each.count) for each in found if each.count]


def deed_in_words(said: str) -> str:
    """Return what a command is called: as on its button, else as in the list of deeds; empty for one without words."""
    keys = (f"act.{said}.label", f"deed.{said.partition('.')[2]}")
    return next((say(key) for key in keys if is_known(key, language())), "")


def asked_in_words(name: str) -> str:
    """Return what is looked at, by service and query: ``registration.mandate_file``; empty for one without words."""
    keys = (f"asked.{name}", f"asked.everywhere.{name.partition('.')[2]}")
    return next((say(key) for key in keys if is_known(key, language())), "")
