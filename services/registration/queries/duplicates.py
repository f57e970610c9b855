"""Records that may be one person: found by cheap keys, scored with reasons, without those known to be two."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import combinations
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session, aliased

from messaging.work import Reading
from schemas.codes import MatchReason
from schemas.codes_registration import MandateState
from schemas.refusal import NotFound
from services.registration.model import Mandate, Person, PersonMerge, PersonsApart
from services.registration.rules.duplicates import Identity, Likeness, likeness, normalised_name
from services.registration.rules.mandate_course import ENDS

MOST = 100
"""Pairs shown; the most alike first."""
MOST_KEYS = 500
_KEYS: Final = (Person.birth_on, Person.name_key)


@dataclass(frozen=True)
class MandateOfPerson:
    """One mandate beside its person."""

    id: UUID
    number: str
    state: MandateState
    social_service_id: UUID
    submitted_on: date


@dataclass(frozen=True)
class PersonName:
    """One record in a list."""

    id: UUID
    family_name: str
    given_name: str
    birth_on: date

    @property
    def name(self) -> str:
        """Family name first."""
        return f"{self.family_name}, {self.given_name}"


@dataclass(frozen=True)
class PersonCard(PersonName):
    """One record, as it stands beside another one."""

    mandates: tuple[MandateOfPerson, ...]

    @property
    def has_active(self) -> bool:
        """Whether a mandate of this record is running."""
        return any(each.state not in ENDS for each in self.mandates)


@dataclass(frozen=True)
class Candidate:
    """Two records that may be one person, in a list."""

    one: PersonName
    other: PersonName
    score: int
    reasons: tuple[MatchReason, ...]


@dataclass(frozen=True)
class Pair(Candidate):
    """Two records side by side, and how much they look like one person."""

    one: PersonCard
    other: PersonCard


@dataclass(frozen=True)
class MergeLine:
    """One merge that can be taken apart."""

    id: UUID
    kept: PersonName
    merged: PersonName
    mandate_count: int
    merged_at: datetime
    merged_by: UUID
    undone_at: datetime | None


@dataclass(frozen=True)
class MergeCard(MergeLine):
    """One merge with the mandates of both records."""

    kept: PersonCard
    merged: PersonCard


def duplicate_candidates(reading: Reading) -> tuple[Candidate, ...]:
    """Return pairs of records that share names or birth date and look alike, the most alike first; one statement."""
    found: dict[tuple[UUID, UUID], tuple[Person, Person, Likeness]] = {}
    people, apart = _sharing(reading.session)
    known = {each.id: _identity(each) for each in people}
    names = {key: normalised_name(each) for key, each in known.items()}
    for group in _groups(people):
        for one, other in combinations(group, 2):
            key = (min(one.id, other.id, key=str), max(one.id, other.id, key=str))
            alike = likeness(known[one.id], known[other.id], (names[one.id], names[other.id]))
            if alike.is_hint and key not in apart:
                found[key] = (one, other, alike)
    best = sorted(found.values(), key=lambda each: (-each[2].score, each[0].name_key))[:MOST]
    return tuple(Candidate(_name(one), _name(other), alike.score, alike.reasons) for one, other, alike in best)


def _name(row: Person) -> PersonName:
    return PersonName(row.id, row.family_name, row.given_name, row.birth_on)


def _sharing(session: Session) -> tuple[list[Person], set[tuple[UUID, UUID]]]:
    """Return the records that share a key with another one, and the pairs known to be two persons."""
    shared = or_(*(_shared(column) for column in _KEYS))
    asked = select(Person, PersonsApart.other_id).outerjoin(PersonsApart, PersonsApart.one_id == Person.id)
    rows: Sequence[Any] = session.execute(asked.where(Person.merged_into_id.is_(None), shared)).all()
    people = {person.id: person for person, _ in rows}
    # Asked to sort, PostgreSQL would walk along the index of ids and look up every person of the country there.
    in_order = sorted(people.values(), key=lambda each: each.id)
    return in_order, {(person.id, other_id) for person, other_id in rows if other_id is not None}


def _groups(people: Iterable[Person]) -> Iterator[Sequence[Person]]:
    """Yield the records that share a key; records without a common key are never compared."""
    for column in _KEYS:
        groups: dict[object, list[Person]] = {}
        for row in people:
            groups.setdefault(getattr(row, column.key), []).append(row)
        yield from (group for group in groups.values() if len(group) > 1)


def _shared(column: Any) -> ColumnElement[bool]:
    several = select(column).where(Person.merged_into_id.is_(None)).group_by(column).having(func.count() > 1)
    found: ColumnElement[bool] = column.in_(several.limit(MOST_KEYS))
    return found


def _identity(row: Person | PersonName) -> Identity:
    return Identity(row.family_name, row.given_name, row.birth_on)


def _cards(session: Session, ids: Iterable[UUID]) -> dict[UUID, PersonCard]:
    return _cards_of(session, session.scalars(select(Person).where(Person.id.in_(tuple(ids)))).all())


def _cards_of(session: Session, rows: Iterable[Person]) -> dict[UUID, PersonCard]:
    people = list(rows)
    mandates: dict[UUID, list[MandateOfPerson]] = {}
    asked = select(Mandate).where(Mandate.person_id.in_([each.id for each in people])).order_by(Mandate.submitted_at)
    for row in session.scalars(asked) if people else ():
        line = MandateOfPerson(row.id, row.number, row.state, row.social_service_id, row.submitted_on)
        mandates.setdefault(row.person_id, []).append(line)
    return {
        row.id: PersonCard(row.id, row.family_name, row.given_name, row.birth_on, tuple(mandates.get(row.id, ())))
        for row in people
    }


def person_pair(reading: Reading, *, one_id: UUID, other_id: UUID) -> Pair:
    """Return two records side by side."""
    cards = _cards(reading.session, (one_id, other_id))
    if len(cards) < 2:
        raise NotFound("person")
    one, other = cards[one_id], cards[other_id]
    alike = likeness(_identity(one), _identity(other))
    return Pair(one, other, alike.score, alike.reasons)


def merges(reading: Reading) -> tuple[MergeLine, ...]:
    """Return the last merges, the latest first; one statement."""
    kept, merged = aliased(Person), aliased(Person)
    asked = (
        select(PersonMerge, kept, merged)
        .join(kept, kept.id == PersonMerge.kept_id)
        .join(merged, merged.id == PersonMerge.merged_id)
        .order_by(PersonMerge.merged_at.desc())
    )
    rows = reading.session.execute(asked.limit(MOST)).all()
    return tuple(MergeLine(row.id, _name(one), _name(other), *_facts(row)) for row, one, other in rows)


def merge_card(reading: Reading, *, merge_id: UUID) -> MergeCard:
    """Return one merge."""
    row = reading.session.get(PersonMerge, merge_id)
    if row is None:
        raise NotFound("merge")
    cards = _cards(reading.session, (row.kept_id, row.merged_id))
    return MergeCard(row.id, cards[row.kept_id], cards[row.merged_id], *_facts(row))


def _facts(row: PersonMerge) -> tuple[int, datetime, UUID, datetime | None]:
    return len(row.mandate_ids), row.merged_at, row.merged_by, row.undone_at
