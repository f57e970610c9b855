"""The relay's own way to one service's outbox: what is unsent, and notes on what left and what did not."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any, Final

from sqlalchemy import (
    ARRAY,
    BigInteger,
    ColumnElement,
    Connection,
    Select,
    Table,
    any_,
    bindparam,
    func,
    select,
    update,
)
from sqlalchemy.orm import Session

from messaging.database import Database

BATCH: Final = 500
WHOLE: Final = 1.0
"""Seconds after which the whole outbox is looked through again, from its first row on."""


class Outbox:
    """The rows as the relay sees them.

    On PostgreSQL it keeps one connection whose statements each commit by themselves: reading and marking a batch are
    one trip to the server each. What is noted may be lost with the machine; it then costs a second posting, no more.

    PostgreSQL keeps index entries of sent rows until it tidies up, and would walk over all of them at each look. So a
    look begins where the look at everything before the last one found the first unsent row; a transaction that took
    its number before that and commits after it is found by the next look at everything, within a second.
    """

    def __init__(self, database: Database, table: Table, clock: Callable[[], float] = time.monotonic) -> None:
        self._database = database
        self._table = table
        self._clock = clock
        self._line: Connection | None = None
        self._whole_at = -WHOLE
        self._behind = self._behind_next = self._highest = 0
        out = table.c
        self._unsent: Select[Any] = (
            select(out.seq, out.message_id, out.name, out.body, out.subject, out.attempts)
            .where(out.sent_at.is_(None), out.seq > bindparam("behind"))
            .order_by(out.seq)
            .limit(BATCH)
        )
        # An array is compared with each row number by number, a set that was selected is looked up in.
        leaving = select(func.unnest(bindparam("seqs", type_=ARRAY(BigInteger))))
        self._others: Any = self._unsent.where(out.seq.not_in(leaving))
        among = self._among()
        self._sent = update(table).where(among).values(sent_at=bindparam("now"))
        self._failed = update(table).where(among).values(attempts=out.attempts + 1, last_error=bindparam("why"))
        self._started = update(table).where(among).values(attempts=out.attempts + 1)

    def unsent(self, held: Collection[str] = (), *, beside: Sequence[int] = ()) -> Sequence[Any]:
        """Return the first unsent letters: seq, then the fields of ``Outgoing``.

        ``held`` are names that may not leave now; ``beside`` the numbers of letters that are just leaving.
        """
        now = self._clock()
        is_whole = bool(held) or now - self._whole_at >= WHOLE
        named: dict[str, Any] = {"behind": 0 if is_whole else max((self._behind, *beside))}
        asked = self._passable(held) if held else self._unsent
        if beside and is_whole:
            asked, named["seqs"] = self._others, list(beside)
        with self._asking() as line:
            rows = line.execute(asked, named).all()
        self._highest = max(self._highest, rows[-1].seq if rows else 0)
        if is_whole and not held:
            open_still = [*beside, *(row.seq for row in rows[:1])]
            self._behind, self._behind_next = self._behind_next, min(open_still, default=self._highest + 1) - 1
            self._whole_at = now
        return rows

    def mark(self, sent: Sequence[int], failed: Mapping[str, Sequence[int]], now: datetime) -> None:
        """Note which letters are safe with the receivers, and which failed to leave, by reason."""
        if not sent and not failed:
            return
        with self._jotting() as line:
            if sent:
                line.execute(self._sent, {"seqs": sent, "now": now})
            for why, seqs in failed.items():
                line.execute(self._failed, {"seqs": seqs, "why": why})

    def count_start(self) -> None:
        """Count one more try against the first letters: an earlier process may have died of one of them."""
        out = self._table.c
        first = select(out.seq).where(out.sent_at.is_(None)).order_by(out.seq).limit(BATCH)
        with self._database.writing() as session:
            seqs = list(session.scalars(first))
            if seqs:
                session.execute(self._started, {"seqs": seqs})

    def note_down(self, why: str) -> None:
        """Write the reason on the oldest unsent letter, where every process of the house can read it."""
        out = self._table.c
        oldest = select(func.min(out.seq)).where(out.sent_at.is_(None)).scalar_subquery()
        with self._database.writing() as session:
            noted = {"attempts": out.attempts + 1, "last_error": why}
            session.execute(update(self._table).where(out.seq == oldest).values(noted))

    def backlog(self) -> tuple[int, datetime | None]:
        """Return how many letters are unsent and when the oldest was told."""
        out = self._table.c
        with self._database.reading() as session:
            count, oldest = session.execute(
                select(func.count(), func.min(out.told_at)).where(out.sent_at.is_(None))
            ).one()
        return count, oldest

    def close(self) -> None:
        """Let go of the connection."""
        if self._line is not None:
            line, self._line = self._line, None
            self._database.let_go(line)

    def _passable(self, held: Collection[str]) -> Select[Any]:
        """The unsent letters that neither bear a held name nor come after one of those about the same record."""
        out, stuck = self._table.c, self._table.alias()
        first = (
            select(stuck.c.subject, func.min(stuck.c.seq).label("seq"))
            .where(stuck.c.sent_at.is_(None), stuck.c.name.in_(held), stuck.c.subject.is_not(None))
            .group_by(stuck.c.subject)
            .subquery()
        )
        behind = self._unsent.outerjoin(first, first.c.subject == out.subject)
        return behind.where(out.name.not_in(held), first.c.seq.is_(None) | (out.seq < first.c.seq))

    def _among(self) -> ColumnElement[bool]:
        """One array parameter on PostgreSQL, so that the statement stays the same for every number of rows."""
        if self._database.is_sqlite:
            return self._table.c.seq.in_(bindparam("seqs", expanding=True))
        return self._table.c.seq == any_(bindparam("seqs", type_=ARRAY(BigInteger)))

    @contextmanager
    def _asking(self) -> Iterator[Connection | Session]:
        if self._database.is_sqlite:
            with self._database.reading() as session:
                yield session
            return
        with self._own_line() as line:
            yield line

    @contextmanager
    def _jotting(self) -> Iterator[Connection | Session]:
        if self._database.is_sqlite:
            with self._database.jotting() as session:
                yield session
            return
        with self._own_line() as line:
            yield line

    @contextmanager
    def _own_line(self) -> Iterator[Connection]:
        """Yield the connection; a broken one is replaced at the next call."""
        try:
            if self._line is None:
                self._line = self._database.line()
            yield self._line
        except BaseException:
            self.close()
            raise
