"""The names of persons, only for those who may see them; all other services know ids."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, CompoundSelect, or_, select, true, union
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
    """Return up to 20 mandates within reach whose number or person matches every word of ``text``."""
    asked = select(Mandate.id, Mandate.number, Person.family_name, Person.given_name).join(Person)
    asked = asked.where(reachable(reading.actor, reading.today))
    for word in text.split()[:5]:
        asked = asked.where(Mandate.id.in_(named_like(word)))
    newest = asked.order_by(Mandate.submitted_at.desc()).limit(MOST_FOUND)
    return tuple(_named(row) for row in reading.session.execute(newest)) if text.strip() else ()


def named_like(word: str) -> CompoundSelect[Any]:
    """Return the ids of the mandates whose number or person has ``word`` in it, each found by its own index."""
    like, theirs, numbered = f"%{_escaped(word)}%", aliased(Mandate), aliased(Mandate)
    names = (each.ilike(like, escape=_LIKE_ESCAPE) for each in (Person.family_name, Person.given_name))
    by_name = select(theirs.id).join(Person, Person.id == theirs.person_id).where(or_(*names))
    return union(by_name, select(numbered.id).where(numbered.number.ilike(like, escape=_LIKE_ESCAPE)))


def _escaped(word: str) -> str:
    return word.replace("\\", "\\\\").replace("%", r"\%").replace("_", r"\_")


def _named(row: Any) -> NamedMandate:
    return NamedMandate(row.id, row.number, f"{row.family_name}, {row.given_name}")
