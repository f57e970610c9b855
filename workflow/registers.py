"""Reads and changes what can be set: past values stay, a change has its day, a future one can be taken back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, delete, func, select, update

from messaging.work import Reading, Work
from schemas.actor import Role
from schemas.refusal import NotFound, Objection, Refused
from workflow import dated
from workflow.books import Books
from workflow.dated import Code
from workflow.settings import (
    CodeList,
    Setting,
    Value,
    day_objections,
    setting_called,
    value_objections,
    withdrawal_objections,
)


@dataclass(frozen=True)
class DatedEntry:
    """One value with the day from which it holds; None is "back to the default"."""

    valid_from: date
    value: Value
    set_by: UUID
    set_at: datetime


@dataclass(frozen=True)
class SettingLine:
    """A setting with everything that was, is and will be set; the latest day first."""

    setting: Setting
    name: str
    entries: tuple[DatedEntry, ...] = ()

    def entry_on(self, day: date) -> DatedEntry | None:
        """Return what somebody has set for ``day``."""
        return next((each for each in self.entries if each.valid_from <= day), None)

    def value_on(self, day: date) -> Value:
        """Return the value that holds on ``day``: what was set, else the default."""
        entry = self.entry_on(day)
        return self.setting.default if entry is None or entry.value is None else entry.value

    def after(self, day: date) -> tuple[DatedEntry, ...]:
        """Return what is planned after ``day``, the nearest first."""
        return tuple(each for each in reversed(self.entries) if each.valid_from > day)


@dataclass(frozen=True)
class Effect:
    """How many records a change concerns; ``what`` names its words under ``effect.<what>``."""

    what: str
    count: int


@dataclass(frozen=True)
class Preview:
    """What a change would do, before anybody makes it."""

    objections: tuple[Objection, ...]
    before: Value
    effects: tuple[Effect, ...] = ()
    until: date | None = None
    """The last day before a further change that is planned already."""


@dataclass(frozen=True)
class CodeEntry:
    """One entry of a code list with its days and its words."""

    code: str
    fr: str
    de: str
    rank: int
    valid_from: date
    valid_until: date | None

    def word(self, language: str) -> str:
        """Return the entry's text."""
        return self.de if language == "de" else self.fr

    def holds_on(self, day: date) -> bool:
        """Whether the entry can be chosen on ``day``."""
        return self.valid_from <= day and (self.valid_until is None or day <= self.valid_until)


@dataclass(frozen=True)
class CodeListLine:
    """A code list with all its entries, in their order."""

    of: str
    known: CodeList
    entries: tuple[CodeEntry, ...] = field(default=())


def setting_lines(reading: Reading, books: Books, register: Sequence[Setting]) -> tuple[SettingLine, ...]:
    """Return every setting with its values, in the register's order; one statement."""
    table = books.values
    found: dict[str, list[DatedEntry]] = {}
    for row in reading.session.execute(select(table).order_by(table.c.valid_from.desc())):
        value = tuple(row.value) if isinstance(row.value, list) else row.value
        found.setdefault(row.name, []).append(DatedEntry(row.valid_from, value, row.set_by, row.set_at))
    lines = []
    for each in register:
        names = sorted(name for name in found if name.startswith(f"{each.name}.")) if each.of_each else [each.name]
        lines += [SettingLine(each, name, tuple(found.get(name, ()))) for name in names]
    return tuple(lines)


def preview(reading: Reading, books: Books, register: Sequence[Setting], asked: tuple[str, Value, date]) -> Preview:
    """Return what speaks against setting (name, value, first day), what held before, and how long it will hold."""
    name, value, valid_from = asked
    setting = setting_called(register, name)
    against = (*value_objections(setting, value), *day_objections(valid_from, reading.today))
    if setting is None:
        return Preview(against, None)
    lines = {each.name: each for each in setting_lines(reading, books, register)}
    line = lines.get(name, SettingLine(setting, name))
    following = line.after(valid_from)
    until = following[0].valid_from - timedelta(days=1) if following else None
    return Preview(against, line.value_on(valid_from), until=until)


def how_many(reading: Reading, what: str, *where: ColumnElement[bool]) -> Effect:
    """Return how many records meet all of ``where``."""
    asked = select(func.count()).where(*where)
    return Effect(what, reading.session.scalar(asked) or 0)


def deadlines_running(reading: Reading, books: Books, name: str) -> tuple[Effect, ...]:
    """Return how many open deadlines a change of ``deadline.<kind>`` leaves as they are; it holds for new ones."""
    table = books.deadlines
    kind = name.removeprefix("deadline.")
    return (how_many(reading, "deadlines_running", table.c.kind == kind, table.c.done_at.is_(None)),)


def change(work: Work, books: Books, register: Sequence[Setting], asked: tuple[str, Value, date]) -> None:
    """Let a value hold from a day on: (name, value, first day). Loaders may speak of the past, people not."""
    name, value, valid_from = asked
    against = value_objections(setting_called(register, name), value)
    if work.actor.role is not Role.SYSTEM:
        against += day_objections(valid_from, work.today)
    if against:
        raise Refused(*against)
    dated.set_value(work, books, name, valid_from, list(value) if isinstance(value, tuple) else value)
    work.note("valid_from", None, valid_from)


def withdraw(work: Work, books: Books, name: str, valid_from: date) -> None:
    """Take back a change that has not begun to hold."""
    if against := withdrawal_objections(valid_from, work.today):
        raise Refused(*against)
    table = books.values
    this = (table.c.name == name, table.c.valid_from == valid_from)
    row = work.session.execute(select(table.c.value).where(*this)).first()
    if row is None:
        raise NotFound("setting")
    work.session.execute(delete(table).where(*this))
    dated.forget(work.session)
    work.note(name, row.value, None)
    work.note("valid_from", valid_from, None)


def code_list_lines(reading: Reading, books: Books, lists: Sequence[CodeList]) -> tuple[CodeListLine, ...]:
    """Return every code list with its entries; one statement."""
    table = books.codes
    found: dict[str, list[CodeEntry]] = {}
    for row in reading.session.execute(select(table).order_by(table.c.rank, table.c.code, table.c.valid_from)):
        entry = CodeEntry(row.code, row.fr, row.de, row.rank, row.valid_from, row.valid_until)
        found.setdefault(row.of, []).append(entry)
    return tuple(CodeListLine(each.of, each, tuple(found.get(each.of, ()))) for each in lists)


def enter_code(work: Work, books: Books, lists: Sequence[CodeList], entry: Code, asked: tuple[date, int]) -> None:
    """Put an entry on a known list from a day on (first day, rank); an earlier wording ends the day before."""
    valid_from, rank = asked
    against = [] if entry.of in {each.of for each in lists} else [Objection("code_list_unknown", "of")]
    if work.actor.role is not Role.SYSTEM:
        against += day_objections(valid_from, work.today)
    if against:
        raise Refused(*against)
    table = books.codes
    earlier = (*_still(table, entry.of, entry.code, valid_from), table.c.valid_from < valid_from)
    work.session.execute(update(table).where(*earlier).values(valid_until=valid_from - timedelta(days=1)))
    dated.set_code(work, books, entry, valid_from, rank=rank)


def end_code(work: Work, books: Books, of: str, code: str, last_day: date) -> None:
    """Take an entry off its list after a day; records that carry it keep it."""
    if last_day < work.today:
        raise Refused(Objection("last_day_past", "last_day", {"day": last_day.isoformat()}))
    table = books.codes
    this = (*_still(table, of, code, last_day), table.c.valid_from <= last_day)
    row = work.session.execute(select(table.c.id, table.c.valid_until).where(*this)).first()
    if row is None:
        raise NotFound("code")
    work.session.execute(update(table).where(table.c.id == row.id).values(valid_until=last_day))
    work.note(f"{of}.{code}.valid_until", row.valid_until, last_day)


def _still(table: Any, of: str, code: str, day: date) -> tuple[Any, ...]:
    return (table.c.of == of, table.c.code == code, (table.c.valid_until.is_(None)) | (table.c.valid_until >= day))


def withdraw_code(work: Work, books: Books, of: str, code: str, valid_from: date) -> None:
    """Take back an entry that cannot be chosen yet; the wording before it holds on."""
    if against := withdrawal_objections(valid_from, work.today):
        raise Refused(*against)
    table = books.codes
    this = (table.c.of == of, table.c.code == code)
    gone = work.session.execute(delete(table).where(*this, table.c.valid_from == valid_from).returning(table.c.id))
    if gone.first() is None:
        raise NotFound("code")
    before = (table.c.valid_until == valid_from - timedelta(days=1),)
    work.session.execute(update(table).where(*this, *before).values(valid_until=None))
    work.note(f"{of}.{code}", valid_from, None)
