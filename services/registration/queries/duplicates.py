"""Records that may be one person: the pairs that wait, two records side by side, and what was merged."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session, aliased

from messaging.paging import part_of
from messaging.work import Reading
from schemas.codes import MatchReason
from schemas.codes_registration import LikenessState, MandateState
from schemas.refusal import NotFound
from services.registration.model import Mandate, Person, PersonLikeness, PersonMerge
from services.registration.rules.duplicates import Identity, likeness
from services.registration.rules.mandate_course import ENDS

PAGE = 50


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
    found_at: datetime


@dataclass(frozen=True)
class Candidates:
    """One page of pairs, and how many wait in all."""

    lines: tuple[Candidate, ...]
    total: int


@dataclass(frozen=True)
class Comparing:
    """How many of all records have been compared while the tick still compares them; the list is short until then."""

    done: int
    records: int


@dataclass(frozen=True)
class Pair:
    """Two records side by side, and how much they look like one person."""

    one: PersonCard
    other: PersonCard
    score: int
    reasons: tuple[MatchReason, ...]


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
class Merges:
    """One page of merges, and how many there are in all."""

    lines: tuple[MergeLine, ...]
    total: int


@dataclass(frozen=True)
class MergeCard(MergeLine):
    """One merge with the mandates of both records."""

    kept: PersonCard
    merged: PersonCard


def duplicate_candidates(
    reading: Reading, *, mandate_id: UUID | None = None, page: int = 1, size: int = PAGE
) -> Candidates:
    """Return one page of the pairs to compare, the most alike first; with ``mandate_id`` only those of its person."""
    one, other = aliased(Person), aliased(Person)
    is_open = PersonLikeness.state == LikenessState.OPEN
    if mandate_id is not None:
        person = select(Mandate.person_id).where(Mandate.id == mandate_id).scalar_subquery()
        is_open = and_(is_open, or_(PersonLikeness.one_id == person, PersonLikeness.other_id == person))
    order = (PersonLikeness.score.desc(), PersonLikeness.found_at.desc(), PersonLikeness.id.desc())
    asked: Any = select(PersonLikeness, one, other).join(one, one.id == PersonLikeness.one_id)
    asked = asked.join(other, other.id == PersonLikeness.other_id).where(is_open).order_by(*order)
    counted = select(PersonLikeness.id).where(is_open)
    rows, total = part_of(reading.session, asked, offset=(page - 1) * size, limit=size, counted=counted)
    return Candidates(tuple(_candidate(*row[:3]) for row in rows), total)


def comparing(reading: Reading) -> Comparing | None:
    """Return how far comparing all records is; None once nobody waits for it."""
    waiting = reading.session.scalar(select(func.count()).where(Person.compared_at.is_(None)).select_from(Person)) or 0
    if not waiting:
        return None
    records = reading.session.scalar(select(func.count()).select_from(Person)) or 0
    return Comparing(records - waiting, records)


def _candidate(row: PersonLikeness, one: Person, other: Person) -> Candidate:
    return Candidate(_name(one), _name(other), row.score, tuple(map(MatchReason, row.reasons)), row.found_at)


def _name(row: Person) -> PersonName:
    return PersonName(row.id, row.family_name, row.given_name, row.birth_on)


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


def merges(reading: Reading, *, page: int = 1, size: int = PAGE) -> Merges:
    """Return one page of the merges, the latest first."""
    kept, merged = aliased(Person), aliased(Person)
    asked: Any = (
        select(PersonMerge, kept, merged)
        .join(kept, kept.id == PersonMerge.kept_id)
        .join(merged, merged.id == PersonMerge.merged_id)
        .order_by(PersonMerge.merged_at.desc(), PersonMerge.id)
    )
    counted = select(PersonMerge.id)
    rows, total = part_of(reading.session, asked, offset=(page - 1) * size, limit=size, counted=counted)
    return Merges(
        tuple(MergeLine(row.id, _name(one), _name(other), *_facts(row)) for row, one, other, _ in rows), total
    )


def merge_card(reading: Reading, *, merge_id: UUID) -> MergeCard:
    """Return one merge."""
    row = reading.session.get(PersonMerge, merge_id)
    if row is None:
        raise NotFound("merge")
    cards = _cards(reading.session, (row.kept_id, row.merged_id))
    return MergeCard(row.id, cards[row.kept_id], cards[row.merged_id], *_facts(row))


def _facts(row: PersonMerge) -> tuple[int, datetime, UUID, datetime | None]:
    return len(row.mandate_ids), row.merged_at, row.merged_by, row.undone_at
