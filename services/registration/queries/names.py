"""The names of persons, only for those who may see them; all other services know ids."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, SelectBase, String, bindparam, or_, select, true, union
from sqlalchemy.orm import aliased

from messaging.direct_reading import DirectQuestion
from messaging.likeness import around, has
from messaging.work import Reading
from schemas.actor import Role
from services.registration.model import BOOKS, Mandate, Person
from services.registration.queries.reach import reachable, within_reach
from services.registration.rules.register import NAMES_TO_CANTON
from workflow import dated

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
    asked = _finding(reading.actor.role, tuple(may_be_of_a_number(word) for word in words))
    sought = {f"word_{place}": around(word) for place, word in enumerate(words)}
    found = asked.rows(reading.session, organisation=reading.actor.organisation_id, today=reading.today, **sought)
    return tuple(NamedMandate(mandate_id, number, f"{family}, {given}") for mandate_id, number, family, given in found)


@lru_cache(maxsize=64)
def _finding(role: Role, numbered: tuple[bool, ...]) -> DirectQuestion:
    """Return the question for so many words, each with whether a number may have it in it."""
    found = _newest(role, numbered).subquery()
    asked = (
        select(Mandate.id, Mandate.number, Person.family_name, Person.given_name)
        .join(found, found.c.id == Mandate.id)
        .join(Person, Person.id == Mandate.person_id)
        .order_by(found.c.submitted_at.desc(), found.c.id)
    )
    return DirectQuestion(asked)


def _newest(role: Role, numbered: tuple[bool, ...]) -> Select[Any]:
    """Return the newest mandates that match: by name or by number, each by its own index.

    Who is called so is found first: the planner would rather walk from the newest mandate until it has met enough.
    """
    first, *others = (bindparam(f"word_{place}", type_=String()) for place in range(len(numbered)))
    also = (Mandate.id.in_(_named_like(word, is_it)) for word, is_it in zip(others, numbered[1:], strict=True))
    within = [within_reach(role, bindparam("organisation"), bindparam("today")), *also]
    asked: Any = select(Mandate.id, Mandate.submitted_at).where(*within)
    called = select(Person.id).where(_is_called(first)).cte("called").prefix_with("MATERIALIZED")
    either = asked.where(Mandate.person_id.in_(select(called.c.id)))
    if numbered[0]:
        either = union(either, asked.where(has(Mandate.number, first)))
    found = either.subquery()
    return select(found.c.id, found.c.submitted_at).order_by(found.c.submitted_at.desc(), found.c.id).limit(MOST_FOUND)


def may_be_of_a_number(word: str) -> bool:
    """Whether the number of a mandate may have ``word`` in it: a letter, a year and digits, with hyphens between."""
    return len(word) == 1 or not word.isalpha()


def named_like(word: str) -> SelectBase:
    """Return the ids of the mandates whose number or person has ``word`` in it, each found by its own index."""
    return _named_like(around(word), may_be_of_a_number(word))


def _named_like(pattern: Any, is_numbered: bool) -> SelectBase:
    theirs, numbered = aliased(Mandate), aliased(Mandate)
    by_name = select(theirs.id).join(Person, Person.id == theirs.person_id).where(_is_called(pattern))
    return union(by_name, select(numbered.id).where(has(numbered.number, pattern))) if is_numbered else by_name


def _is_called(pattern: Any) -> ColumnElement[bool]:
    return or_(*(has(each, pattern) for each in (Person.family_name, Person.given_name)))


def _named(row: Any) -> NamedMandate:
    return NamedMandate(row.id, row.number, f"{row.family_name}, {row.given_name}")
