"""Records that may be one person are found when one is entered, and kept true whatever happens to the two."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, Final
from uuid import UUID, uuid4

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Session, aliased

from messaging.bookkeeping import inserting
from messaging.work import Reading, Work
from schemas.codes_registration import LikenessState
from schemas.consistency import CheckRegistration
from services.registration.consistency import CHECK, LIKENESSES
from services.registration.model import Person, PersonLikeness, PersonsApart
from services.registration.queries.likenesses import COMPARED, Two, alike, beside, differing
from services.registration.rules.duplicates import Likeness, likeness_state
from workflow.consistency import checking

_MOST: Final = 5_000
"""Records compared in one look of the tick; the next look takes the next ones."""
_AT_ONCE: Final = 1_000


def compare_entered(person: Person, work: Work) -> None:
    """Keep who may be the same as a record that nobody has compared yet.

    Called after the number of the mandate was taken: whoever entered somebody at the same moment held that lock, and
    has committed by now.
    """
    person.compared_at = work.now
    work.session.flush()
    found = alike(beside(work.session, (person,)), {person.id})
    if found:
        _add(work.session, found, work.now)
        settle(work.session, (person.id,))


def compare_waiting(session: Session, now: datetime, most: int = _MOST) -> int:
    """Compare records nobody has compared yet (entered by an older version, or to be judged anew); return how many."""
    done = 0
    while done < most:
        asked = select(*COMPARED).where(Person.compared_at.is_(None)).order_by(Person.id)
        people = session.execute(asked.limit(min(_AT_ONCE, most - done))).all()
        if not people:
            break
        _compare(session, people, now)
        done += len(people)
    return done


def _compare(session: Session, people: Sequence[Any], now: datetime) -> None:
    """Make the kept pairs of these records true; what is kept is read first, so that nothing newer is taken away."""
    ids = {each.id for each in people}
    kept = {(row.one_id, row.other_id): row for row in session.scalars(select(PersonLikeness).where(_touching(ids)))}
    found = alike(beside(session, people), ids)
    _drop(session, [kept[key].id for key in kept.keys() - found.keys()])
    for key in kept.keys() & found.keys():
        kept[key].score, kept[key].reasons = found[key].score, list(found[key].reasons)
    session.flush()
    _add(session, {key: found[key] for key in found.keys() - kept.keys()}, now)
    settle(session, ids)
    _mark(session, ids, now)


def _touching(ids: Collection[UUID]) -> Any:
    return or_(PersonLikeness.one_id.in_(ids), PersonLikeness.other_id.in_(ids))


def _drop(session: Session, ids: Collection[UUID]) -> None:
    if ids:
        session.execute(delete(PersonLikeness).where(PersonLikeness.id.in_(ids)))


def _add(session: Session, found: Mapping[Two, Likeness], now: datetime) -> None:
    rows = [
        {
            "id": uuid4(),
            "one_id": one,
            "other_id": other,
            "score": each.score,
            "reasons": list(each.reasons),
            "state": LikenessState.OPEN,
            "found_at": now,
        }
        for (one, other), each in found.items()
    ]
    if rows:
        adding = inserting(session)(PersonLikeness.__table__).on_conflict_do_nothing()
        session.connection().execute(adding, rows)


def settle(session: Session, ids: Collection[UUID]) -> None:
    """Write down what became of the kept pairs of these records: merged, taken apart again, or known to be two."""
    session.flush()
    one, other = aliased(Person), aliased(Person)
    is_merged = or_(one.merged_into_id.is_not(None), other.merged_into_id.is_not(None)).label("is_merged")
    same = (PersonsApart.one_id == PersonLikeness.one_id, PersonsApart.other_id == PersonLikeness.other_id)
    asked: Any = select(PersonLikeness.id, PersonLikeness.state, is_merged, PersonsApart.id.label("apart_id"))
    asked = asked.join(one, one.id == PersonLikeness.one_id).join(other, other.id == PersonLikeness.other_id)
    turned: dict[LikenessState, list[UUID]] = {}
    for row in session.execute(asked.outerjoin(PersonsApart, same[0] & same[1]).where(_touching(ids))):
        state = likeness_state(is_apart=row.apart_id is not None, is_merged=row.is_merged)
        if state is not row.state:
            turned.setdefault(state, []).append(row.id)
    for state, pairs in turned.items():
        session.execute(update(PersonLikeness).where(PersonLikeness.id.in_(pairs)).values(state=state))


def _mark(session: Session, ids: Iterable[UUID], at: datetime | None) -> None:
    """Past the row version: nobody's open form becomes stale by it."""
    marked = update(Person).where(Person.id.in_(tuple(ids))).values(compared_at=at)
    session.execute(marked, execution_options={"synchronize_session": False})


def check_consistency(asked: CheckRegistration, work: Work) -> None:
    """Prove what registration promises; records whose kept pairs differ are compared anew by the next look."""
    found: list[UUID] = []

    def noted(reading: Reading) -> list[UUID]:
        found[:] = differing(reading.session)
        return found

    check = replace(CHECK, invariants={**CHECK.invariants, LIKENESSES: noted})
    checking(lambda: check)(asked, work)
    if found:
        _mark(work.session, found, None)
