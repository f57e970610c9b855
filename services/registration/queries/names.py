"""The names of persons, only for those who may see them; all other services know ids."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, CompoundSelect, Select, or_, select, true, union
from sqlalchemy.orm import aliased

from messaging.work import Reading
from services.registration.model import BOOKS, Mandate, Person
from services.registration.queries.reach import reachable
from services.registration.rules.register import NAMES_TO_CANTON
from workflow import dated

_LIKE_ESCAPE = "\\"
MOST_FOUND = 20


@dataclass(frozen=True)
class NamedMandate:
    """A mandate with the name of its person."""

    mandate_id: UUID
    number: str
    name: str


def person_names(reading: Reading, *, mandate_ids: Sequence[UUID]) -> dict[UUID, NamedMandate]:
    """Return the names behind those of ``mandate_ids`` that are within reach; the others are simply missing."""
    if not mandate_ids:
        return {}
    return _named_among(reading, mandate_ids, reachable(reading.actor, reading.today))


def names_for_canton(reading: Reading, *, mandate_ids: Sequence[UUID]) -> dict[UUID, NamedMandate]:
    """Return the names behind a report to the canton: none unless it is set that its contract asks for them (AC-03)."""
    asks = dated.value_on(reading.session, BOOKS, NAMES_TO_CANTON, reading.today)
    return _named_among(reading, mandate_ids, true()) if asks and mandate_ids else {}


def _named_among(
    reading: Reading, mandate_ids: Sequence[UUID], within: ColumnElement[bool]
) -> dict[UUID, NamedMandate]:
    asked = (
        select(Mandate.id, Mandate.number, Person.family_name, Person.given_name)
        .join(Person, Mandate.person_id == Person.id)
        .where(Mandate.id.in_(set(mandate_ids)), within)
    )
    return {row.id: _named(row) for row in reading.session.execute(asked)}


def find_mandates(reading: Reading, *, text: str) -> tuple[NamedMandate, ...]:
    """Return up to 20 mandates within reach whose number or person matches every word of ``text``.

    The newest are found by their ids alone; only theirs are the names that are read.
    """
    words = text.split()[:5]
    if not words:
        return ()
    found = _newest(reading, words).subquery()
    asked = (
        select(Mandate.id, Mandate.number, Person.family_name, Person.given_name)
        .join(found, found.c.id == Mandate.id)
        .join(Person, Person.id == Mandate.person_id)
        .order_by(found.c.submitted_at.desc(), found.c.id)
    )
    return tuple(_named(row) for row in reading.session.execute(asked))


def _newest(reading: Reading, words: Sequence[str]) -> Select[Any]:
    """Return the newest mandates that match: by name or by number, each by its own index."""
    first, *others = words
    within = [reachable(reading.actor, reading.today), *(Mandate.id.in_(named_like(word)) for word in others)]
    asked = select(Mandate.id, Mandate.submitted_at).where(*within)
    people = select(Person.id).where(_is_called(first))
    either = union(asked.where(Mandate.person_id.in_(people)), asked.where(_has(Mandate.number, first)))
    found = either.subquery()
    return select(found.c.id, found.c.submitted_at).order_by(found.c.submitted_at.desc(), found.c.id).limit(MOST_FOUND)


def named_like(word: str) -> CompoundSelect[Any]:
    """Return the ids of the mandates whose number or person has ``word`` in it, each found by its own index."""
    theirs, numbered = aliased(Mandate), aliased(Mandate)
    by_name = select(theirs.id).join(Person, Person.id == theirs.person_id).where(_is_called(word))
    return union(by_name, select(numbered.id).where(_has(numbered.number, word)))


def _is_called(word: str) -> ColumnElement[bool]:
    return or_(*(_has(each, word) for each in (Person.family_name, Person.given_name)))


def _has(column: Any, word: str) -> ColumnElement[bool]:
    found: ColumnElement[bool] = column.ilike(f"%{_escaped(word)}%", escape=_LIKE_ESCAPE)
    return found


def _escaped(word: str) -> str:
    return word.replace("\\", "\\\\").replace("%", r"\%").replace("_", r"\_")


def _named(row: Any) -> NamedMandate:
    return NamedMandate(row.id, row.number, f"{row.family_name}, {row.given_name}")
