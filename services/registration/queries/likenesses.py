"""Which records look like one person, worked out from their names and birth dates; the kept pairs are proved by it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import Any, Final
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from services.registration.model import Person, PersonLikeness, PersonsApart
from services.registration.rules.duplicates import Identity, Likeness, likeness, likeness_state, normalised_name

Two = tuple[UUID, UUID]
"""Two records, the smaller id first."""
COMPARED: Final[tuple[Any, ...]] = (
    Person.id,
    Person.family_name,
    Person.given_name,
    Person.birth_on,
    Person.name_key,
)
"""What records are compared by."""
_KEYS: Final = ("birth_on", "name_key")


def two(one: UUID, other: UUID) -> Two:
    """Return a pair of records in the order it is kept."""
    return (one, other) if str(one) < str(other) else (other, one)


def beside(session: Session, people: Collection[Any]) -> Sequence[Any]:
    """Return ``people`` with every record that shares a birth date or names with one of them."""
    births, names = {each.birth_on for each in people}, {each.name_key for each in people}
    asked = select(*COMPARED).where(or_(Person.birth_on.in_(births), Person.name_key.in_(names)))
    return session.execute(asked).all()


def alike(rows: Iterable[Any], of: Collection[UUID] | None = None) -> Mapping[Two, Likeness]:
    """Return the pairs among ``rows`` somebody should compare; with ``of`` only those of these records."""
    known: dict[UUID, tuple[Identity, str]] = {}
    for row in rows:
        identity = Identity(row.family_name, row.given_name, row.birth_on)
        known[row.id] = (identity, normalised_name(identity))
    found: dict[Two, Likeness] = {}
    for group in _groups(rows):
        for one, other in combinations(group, 2):
            if of is not None and one not in of and other not in of:
                continue
            (first, name), (second, other_name) = known[one], known[other]
            likely = likeness(first, second, (name, other_name))
            if likely.is_hint:
                found[two(one, other)] = likely
    return found


def _groups(rows: Iterable[Any]) -> Iterator[Sequence[UUID]]:
    """Yield the records that share a key; records without a common key are never compared."""
    for key in _KEYS:
        groups: dict[object, list[UUID]] = {}
        for row in rows:
            groups.setdefault(getattr(row, key), []).append(row.id)
        yield from (group for group in groups.values() if len(group) > 1)


def differing(session: Session) -> list[UUID]:
    """Return the records whose kept pairs are not what comparing everybody anew gives.

    Records that were entered by an older version and wait for the tick are no difference.
    """
    rows = session.execute(select(*COMPARED, Person.merged_into_id).where(Person.compared_at.is_not(None))).all()
    merged = {row.id: row.merged_into_id is not None for row in rows}
    apart = {two(*row) for row in session.execute(select(PersonsApart.one_id, PersonsApart.other_id))}
    wanted = {
        key: (
            each.score,
            list(each.reasons),
            likeness_state(is_apart=key in apart, is_merged=any(map(merged.get, key))),
        )
        for key, each in alike(rows).items()
    }
    columns: tuple[Any, ...] = (PersonLikeness.one_id, PersonLikeness.other_id, PersonLikeness.score)
    kept = {
        (row.one_id, row.other_id): (row.score, row.reasons, row.state)
        for row in session.execute(select(*columns, PersonLikeness.reasons, PersonLikeness.state))
        if row.one_id in merged and row.other_id in merged
    }
    return sorted({key[0] for key in wanted.keys() | kept.keys() if wanted.get(key) != kept.get(key)})
