"""Which told letters have not left: their numbers, and how many they are.

The number of a letter stands in ``unsent`` until a receiver has it. So the letter's own row, wide and in several
indexes, is written once and never again. A release before this table knew only ``sent_at``: what it tells is not
``listed``, waits as long as it has no ``sent_at``, and is seen when everything is looked through.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Integer,
    Select,
    and_,
    bindparam,
    exists,
    func,
    literal_column,
    not_,
    select,
    union_all,
)
from sqlalchemy.orm import Session

from messaging.ledger import Ledger


class Backlog(NamedTuple):
    """How many letters wait, when the oldest was told, how often it failed to leave, and why."""

    letters: int
    oldest: datetime | None = None
    attempts: int = 0
    last_error: str = ""


def backlog(session: Session, ledger: Ledger) -> Backlog:
    """Return how much waits to leave."""
    numbers, out = waiting(ledger).subquery(), ledger.outbox.c
    count, first = session.execute(select(func.count(), func.min(numbers.c.seq))).one()
    row = session.execute(select(out.told_at, out.attempts, out.last_error).where(out.seq == first)).first()
    return Backlog(count, row.told_at, row.attempts, row.last_error or "") if row else Backlog(count)


def waiting(ledger: Ledger) -> CompoundSelect[Any]:
    """Return the numbers of all letters that have not left."""
    return union_all(*(part for part, _ in _parts(ledger)))


def first_listed(ledger: Ledger, most: int) -> Select[Any]:
    """Return the first numbers greater than ``:behind`` among those of this release."""
    seq = ledger.unsent.c.seq
    return select(seq).where(seq > bindparam("behind")).order_by(seq).limit(_exactly(most))


def first_waiting(ledger: Ledger, most: int, without: Select[Any] | None = None) -> Select[Any]:
    """Return the first numbers greater than ``:behind``; both parts are read in order, and neither to its end."""
    firsts, limit = [], _exactly(most)
    for numbers, seq in _parts(ledger):
        wanted = numbers.where(seq > bindparam("behind"), *([] if without is None else [seq.not_in(without)]))
        firsts.append(select(wanted.order_by(seq).limit(limit).subquery()))
    both = union_all(*firsts).subquery()
    return select(both.c.seq).order_by(both.c.seq).limit(limit)


def _exactly(most: int) -> ColumnElement[int]:
    """A limit that stands in the statement, so that the planner knows how few rows are wanted."""
    return literal_column(f"{most}", Integer)


def passable(ledger: Ledger, most: int, held: Collection[str]) -> Select[Any]:
    """Return the first numbers of letters without a held name, and not after one of those about the same record."""
    out, stuck = ledger.outbox.c, ledger.outbox.alias()
    first = (
        select(stuck.c.subject, func.min(stuck.c.seq).label("seq"))
        .where(stuck.c.seq.in_(waiting(ledger)), stuck.c.name.in_(held), stuck.c.subject.is_not(None))
        .group_by(stuck.c.subject)
        .subquery()
    )
    others = select(out.seq).where(out.seq.in_(waiting(ledger)), out.name.not_in(held))
    behind = others.outerjoin(first, first.c.subject == out.subject)
    return behind.where(first.c.seq.is_(None) | (out.seq < first.c.seq)).order_by(out.seq).limit(most)


def has_left(ledger: Ledger) -> ColumnElement[bool]:
    """Whether the letter of a row of the outbox has left."""
    is_listed = exists().where(ledger.unsent.c.seq == ledger.outbox.c.seq)
    return and_(not_(is_listed), not_(_of_former_release(ledger)))


def _of_former_release(ledger: Ledger) -> ColumnElement[bool]:
    return and_(ledger.outbox.c.sent_at.is_(None), not_(ledger.outbox.c.listed))


def _parts(ledger: Ledger) -> tuple[tuple[Select[Any], ColumnElement[int]], ...]:
    """The numbers in their two parts, each with its column."""
    listed, told = ledger.unsent.c.seq, ledger.outbox.c.seq
    return (select(listed), listed), (select(told).where(_of_former_release(ledger)), told)
