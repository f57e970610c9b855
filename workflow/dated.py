"""Values and code lists that no source fixes: each has the day from which it holds, and who set it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import uuid4

from sqlalchemy import delete, insert, or_, select
from sqlalchemy.orm import Session

from messaging.work import Work
from schemas.refusal import NotConfigured, Objection, Refused
from workflow.books import Books


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
    table = books.values
    asked = (
        select(table.c.value)
        .where(table.c.name == name, table.c.valid_from <= day)
        .order_by(table.c.valid_from.desc())
        .limit(1)
    )
    row = session.execute(asked).first()
    return default if row is None or row.value is None else row.value


def values_on(session: Session, books: Books, names: Sequence[str], day: date) -> dict[str, Any]:
    """Return those of ``names`` that somebody has set by ``day``, in one query."""
    table = books.values
    asked = select(table).where(table.c.name.in_(names), table.c.valid_from <= day).order_by(table.c.valid_from)
    found = {row.name: row.value for row in session.execute(asked)}
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
    work.note(name, before, value)


def codes_on(session: Session, books: Books, of: str, day: date) -> tuple[Code, ...]:
    """Return the entries of a code list that hold on ``day``, in their order."""
    table = books.codes
    asked = (
        select(table)
        .where(
            table.c.of == of,
            table.c.valid_from <= day,
            or_(table.c.valid_until.is_(None), table.c.valid_until >= day),
        )
        .order_by(table.c.valid_from)
    )
    latest = {row.code: row for row in session.execute(asked)}
    ordered = sorted(latest.values(), key=lambda row: (row.rank, row.code))
    return tuple(Code(row.of, row.code, row.fr, row.de) for row in ordered)


def set_code(work: Work, books: Books, entry: Code, valid_from: date, *, rank: int = 0) -> None:
    """Put an entry on a code list from ``valid_from`` on; the same entry on the same day is replaced."""
    table = books.codes
    same = (table.c.of == entry.of, table.c.code == entry.code, table.c.valid_from == valid_from)
    work.session.execute(delete(table).where(*same))
    row = {"id": uuid4(), "of": entry.of, "code": entry.code, "fr": entry.fr, "de": entry.de, "rank": rank}
    work.session.execute(insert(table).values(**row, valid_from=valid_from))
    work.note(f"{entry.of}.{entry.code}", None, valid_from)


def code_objections(session: Session, books: Books, of: str, code: str, day: date) -> tuple[Objection, ...]:
    """Return why ``code`` may not be used on ``day``; raise Refused via NotConfigured where the list is empty."""
    entries = codes_on(session, books, of, day)
    if not entries:
        return (Objection(code="not_configured", field=of, facts={"setting": of}),)
    if code not in {each.code for each in entries}:
        return (Objection(code="code_unknown", field=of, facts={"code": code, "list": of}),)
    return ()


def check_codes(session: Session, books: Books, day: date, **chosen: str) -> None:
    """Raise Refused with every code that is not on its list on ``day``; keywords are list=code."""
    found = [each for of, code in chosen.items() for each in code_objections(session, books, of, code, day)]
    if found:
        raise Refused(*found)
