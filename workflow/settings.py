"""What can be set in a service: each setting's name, limits, default and source, and what speaks against a change."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise

from schemas.refusal import Objection
from workflow.table import Stage, StageKind, Timer

LONGEST_COUNT = 1000
"""No stage of a deadline lies further from its day than this."""


class SettingKind(StrEnum):
    """How a setting is answered."""

    NUMBER = "number"
    SWITCH = "switch"
    CHOICE = "choice"
    DEADLINE = "deadline"


class Unit(StrEnum):
    """What a number counts."""

    YEARS = "years"
    MONTHS = "months"
    DAYS = "days"
    PERCENT = "percent"
    MINUTES = "minutes"
    HOUR = "hour"
    PIECES = "pieces"
    NONE = "none"


Value = int | tuple[int, ...] | None


@dataclass(frozen=True, kw_only=True)
class Setting:
    """One thing that can be set, with the day from which it holds.

    Without a ``default`` no source gives the value: until somebody sets it, what needs it answers "not configured".
    ``word`` names its texts (``setting.<word>``), ``member`` tells settings of one word apart (a kind, a segment).
    A choice keeps the place of its answer in ``options``, which are keys of their words.
    ``of_each`` names the records that have a value of their own each: their id follows the name after a dot.
    """

    name: str
    group: str
    word: str = ""
    member: str = ""
    kind: SettingKind = SettingKind.NUMBER
    default: Value = None
    lowest: int = 0
    highest: int = 1000
    unit: Unit = Unit.NONE
    source: str = ""
    decides: str = "ssip_head"
    stages: tuple[Stage, ...] = ()
    options: tuple[str, ...] = ()
    of_each: str = ""
    moves_deadlines: bool = False
    """Whether open deadlines get other days by it; then its preview names them."""

    @property
    def key(self) -> str:
        """The last part of the keys of its texts."""
        return self.word or self.name


def choice_setting(name: str, group: str, *options: str, moves_deadlines: bool = False) -> Setting:
    """Return the setting that chooses between ``options``; the first holds while nobody has set it."""
    return Setting(
        name=name,
        group=group,
        kind=SettingKind.CHOICE,
        default=0,
        highest=len(options) - 1,
        options=options,
        moves_deadlines=moves_deadlines,
    )


def deadline_setting(timer: Timer, group: str) -> Setting:
    """Return the setting that replaces the counts of a timer's stages."""
    return Setting(
        name=f"deadline.{timer.kind}",
        group=group,
        word=timer.kind,
        kind=SettingKind.DEADLINE,
        default=tuple(each.count for each in timer.stages),
        source=timer.source,
        stages=timer.stages,
    )


def setting_called(register: Iterable[Setting], name: str) -> Setting | None:
    """Return the setting behind a stored name, None where no such thing can be set."""
    for each in register:
        if each.name == name or (each.of_each and name.startswith(f"{each.name}.")):
            return each
    return None


def value_objections(setting: Setting | None, value: Value) -> list[Objection]:
    """Return what speaks against a value; None takes a setting back to its default, or to "not configured"."""
    if setting is None:
        return [Objection("setting_unknown", "name")]
    if value is None:
        return []
    if setting.kind is SettingKind.DEADLINE:
        return _count_objections(setting.stages, value if isinstance(value, tuple) else ())
    if not isinstance(value, int) or not setting.lowest <= value <= setting.highest:
        return [Objection("setting_outside", "value", {"min": setting.lowest, "max": setting.highest})]
    return []


def _count_objections(stages: Sequence[Stage], counts: tuple[int, ...]) -> list[Objection]:
    if len(counts) != len(stages):
        return [Objection("deadline_stages_missing", "counts", {"count": len(stages)})]
    if any(abs(each) > LONGEST_COUNT for each in counts):
        return [Objection("setting_outside", "counts", {"min": -LONGEST_COUNT, "max": LONGEST_COUNT})]
    if any(later < earlier for earlier, later in pairwise(counts)):
        return [Objection("deadline_stages_unordered", "counts")]
    late = [each for each, count in zip(stages, counts, strict=True) if each.kind is not StageKind.WARN and count < 0]
    kept_early = [each for each in late if each.count >= 0]
    return [Objection("deadline_before_start", "counts")] if kept_early else []


def day_objections(valid_from: date, today: date) -> list[Objection]:
    """Return what speaks against the day a change begins: what held on past days stays as it was."""
    if valid_from >= today:
        return []
    return [Objection("valid_from_past", "valid_from", {"day": valid_from.isoformat()})]


def withdrawal_objections(valid_from: date, today: date) -> list[Objection]:
    """Return what speaks against taking a change back: one that holds already can only be followed by another."""
    if valid_from > today:
        return []
    return [Objection("change_holds_already", "valid_from", {"day": valid_from.isoformat()})]


@dataclass(frozen=True, kw_only=True)
class CodeList:
    """A list of coded answers that no source gives; empty means not configured."""

    of: str
    group: str
    decides: str = "ssip_head"
