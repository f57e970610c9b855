"""Values and code lists that no source fixes: each has the day from which it holds, and who set it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from json import loads
from typing import Any, Final
from uuid import uuid4

from sqlalchemy import ColumnElement, Select, String, Table, bindparam, cast, delete, func, insert, literal, or_, select
from sqlalchemy.orm import Session

from messaging.direct_reading import DirectQuestion
from messaging.work import Work
from schemas.codes_calendar import ShiftMode
from schemas.refusal import NotConfigured, Objection, Refused
from workflow.books import Books
from workflow.calendar import Closing, Direction, WorkingDays

_COUNTS: Final = "deadline"
"""Begins the names of values that replace the counts of a timer."""
CLOSED: Final = "closing_days"
"""Names the value that holds the office's own closing days: [first day, last day, for everybody] each."""
DIRECTIONS: Final = "due_directions"
"""Names the value that holds where due days move: [first day, mode] each, the earliest first."""
_NOTHING: Final = "null"
_GAP: Final = " "
_LINE: Final = "\n"
_CALENDAR: Final = (CLOSED, DIRECTIONS)


@dataclass(frozen=True)
class Code:
    """One entry of a dated code list, with its words in both languages."""

    of: str
    code: str
    fr: str
    de: str

    def word(self, language: str) -> str:
        """Return the entry's text."""
        return self.de if language == "de" else self.fr


def value_on(session: Session, books: Books, name: str, day: date, default: Any = None) -> Any:
    """Return the value that holds on ``day``, ``default`` where none was set by then."""
    rows = _value_asked(books.values).rows(session, called=name, day=day)
    return default if not rows or rows[0][0] is None else rows[0][0]


def counts_on(session: Session, books: Books, kind: str, day: date) -> Any:
    """Return the counts set for deadlines of one kind."""
    return _timing_on(session, books, day).get(f"{_COUNTS}.{kind}")


def working_days(session: Session, books: Books, day: date) -> WorkingDays:
    """Return the calendar as it is known on ``day``: Bernese working days without the office's closing days."""
    kept = _timing_on(session, books, day)
    return _calendar_of(*(tuple(map(tuple, kept.get(name) or ())) for name in _CALENDAR))


@lru_cache(maxsize=64)
def _calendar_of(spans: tuple[tuple[Any, ...], ...], turns: tuple[tuple[Any, ...], ...]) -> WorkingDays:
    """Return the calendar with these closing days and directions, as values keep them."""
    closed = (Closing(date.fromisoformat(first), date.fromisoformat(last), bool(all_)) for first, last, all_ in spans)
    return WorkingDays(tuple(closed), tuple(Direction(date.fromisoformat(day), ShiftMode(mode)) for day, mode in turns))


def keep_calendar(work: Work, books: Books, days: WorkingDays, valid_from: date) -> None:
    """Let the calendar be ``days`` from ``valid_from`` on; what stays the same is not written again."""
    spans = [[each.first_on.isoformat(), each.last_on.isoformat(), each.for_all] for each in days.closings]
    turns = [[each.first_on.isoformat(), each.mode.value] for each in days.directions]
    kept = _timing_on(work.session, books, valid_from)
    for name, value in zip(_CALENDAR, (spans, turns), strict=True):
        if value != (kept.get(name) or []):
            set_value(work, books, name, valid_from, value)


def _timing_on(session: Session, books: Books, day: date) -> Mapping[str, Any]:
    """Return the counts of every kind and what the calendar is made of; they are read once a transaction."""
    key = (_COUNTS, books.values, day)
    if key not in session.info:
        rows = session.connection().execute(_timing_asked(books.values), {"day": day})
        session.info[key] = {row.name: row.value for row in rows}
    found: Mapping[str, Any] = session.info[key]
    return found


def forget(session: Session) -> None:
    """Read values anew: this transaction has changed some."""
    for key in [each for each in session.info if isinstance(each, tuple) and each[0] == _COUNTS]:
        del session.info[key]


@cache
def _value_asked(table: Table) -> DirectQuestion:
    """Statements are made once: making them anew costs more than the database takes to answer them."""
    same = (table.c.name == bindparam("called"), table.c.valid_from <= bindparam("day"))
    return DirectQuestion(select(table.c.value).where(*same).order_by(table.c.valid_from.desc()).limit(1))


@cache
def _timing_asked(table: Table) -> Select[Any]:
    named = or_(table.c.name.in_(_CALENDAR), table.c.name.startswith(f"{_COUNTS}.", autoescape=True))
    known = (named, table.c.valid_from <= bindparam("day"))
    return select(table.c.name, table.c.value).where(*known).order_by(table.c.valid_from)


@cache
def _values_asked(table: Table) -> Select[Any]:
    wanted = (table.c.name.in_(bindparam("names", expanding=True)), table.c.valid_from <= bindparam("day"))
    return select(table.c.name, table.c.value).where(*wanted).order_by(table.c.valid_from)


def values_on(session: Session, books: Books, names: Sequence[str], day: date) -> dict[str, Any]:
    """Return those of ``names`` that somebody has set by ``day``, in one query."""
    rows = session.connection().execute(_values_asked(books.values), {"names": list(names), "day": day})
    found = {row.name: row.value for row in rows}
    return {name: value for name, value in found.items() if value is not None}


def values_told(books: Books, names: Sequence[str], day: date) -> ColumnElement[str]:
    """Return what is set of ``names`` by ``day`` as one expression, for a statement that needs it with its rows."""
    table = books.values
    value = func.coalesce(cast(table.c.value, String), _NOTHING)
    line = cast(table.c.valid_from, String) + literal(_GAP) + table.c.name + literal(_GAP) + value
    asked = select(func.aggregate_strings(line, _LINE)).where(table.c.name.in_(names), table.c.valid_from <= day)
    return asked.scalar_subquery()


def values_heard(told: str | None) -> dict[str, Any]:
    """Return the values ``values_told`` brought along; of each the latest."""
    lines = sorted(each.split(_GAP, 2) for each in (told or "").split(_LINE) if each)
    found = {name: loads(value) for _, name, value in lines}
    return {name: value for name, value in found.items() if value is not None}


def needed_value(session: Session, books: Books, name: str, day: date) -> Any:
    """Return the value that holds on ``day``; raise NotConfigured where nobody has set one."""
    found = value_on(session, books, name, day)
    if found is None:
        raise NotConfigured(name)
    return found


def set_value(work: Work, books: Books, name: str, valid_from: date, value: Any) -> None:
    """Let ``value`` hold from ``valid_from``; a value set for the same day is replaced. None means not configured."""
    table = books.values
    before = value_on(work.session, books, name, valid_from)
    work.session.execute(delete(table).where(table.c.name == name, table.c.valid_from == valid_from))
    row = {"id": uuid4(), "name": name, "valid_from": valid_from, "value": value}
    work.session.execute(insert(table).values(**row, set_by=work.actor.account_id, set_at=work.now))
    forget(work.session)
    work.note(name, before, value)


def codes_on(session: Session, books: Books, of: str, day: date) -> tuple[Code, ...]:
    """Return the entries of a code list that hold on ``day``, in their order."""
    return lists_on(session, books, (of,), day)[of]


def lists_on(session: Session, books: Books, of: Iterable[str], day: date) -> dict[str, tuple[Code, ...]]:
    """Return several code lists at once."""
    latest: dict[str, dict[str, Any]] = {each: {} for each in of}
    for row in session.connection().execute(_codes_asked(books.codes), {"lists": list(latest), "day": day}):
        latest[row.of][row.code] = row
    return {name: tuple(map(_code, sorted(rows.values(), key=_place))) for name, rows in latest.items()}


def _place(row: Any) -> tuple[int, str]:
    return row.rank, row.code


def _code(row: Any) -> Code:
    return Code(row.of, row.code, row.fr, row.de)


@cache
def _codes_asked(table: Table) -> Select[Any]:
    begun = table.c.valid_from <= bindparam("day")
    still = or_(table.c.valid_until.is_(None), table.c.valid_until >= bindparam("day"))
    columns = (table.c.of, table.c.code, table.c.fr, table.c.de, table.c.rank)
    wanted = table.c.of.in_(bindparam("lists", expanding=True))
    return select(*columns).where(wanted, begun, still).order_by(table.c.valid_from)


def set_code(work: Work, books: Books, entry: Code, valid_from: date, *, rank: int = 0) -> None:
    """Put an entry on a code list from ``valid_from`` on; the same entry on the same day is replaced."""
    table = books.codes
    same = (table.c.of == entry.of, table.c.code == entry.code, table.c.valid_from == valid_from)
    work.session.execute(delete(table).where(*same))
    row = {"id": uuid4(), "of": entry.of, "code": entry.code, "fr": entry.fr, "de": entry.de, "rank": rank}
    work.session.execute(insert(table).values(**row, valid_from=valid_from))
    work.note(f"{entry.of}.{entry.code}", None, valid_from)


def code_objections(session: Session, books: Books, of: str, code: str, day: date) -> tuple[Objection, ...]:
    """Return why ``code`` may not be used on ``day``: it is not on the list, or the list is empty."""
    return _objections(codes_on(session, books, of, day), of, code)


def _objections(entries: Sequence[Code], of: str, code: str) -> tuple[Objection, ...]:
    if not entries:
        return (Objection(code="not_configured", field=of, facts={"setting": of}),)
    if code not in {each.code for each in entries}:
        return (Objection(code="code_unknown", field=of, facts={"code": code, "list": of}),)
    return ()


def check_codes(session: Session, books: Books, day: date, **chosen: str) -> None:
    """Raise Refused with every code that is not on its list on ``day``; keywords are list=code."""
    lists = lists_on(session, books, chosen, day)
    found = [each for of, code in chosen.items() for each in _objections(lists[of], of, code)]
    if found:
        raise Refused(*found)
