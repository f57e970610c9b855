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
    any_,
    bindparam,
    delete,
    func,
    select,
    update,
)
from sqlalchemy.orm import Session

from messaging.database import Database
from messaging.ledger import Ledger
from messaging.waiting import Backlog, backlog, first_listed, first_waiting, passable, waiting

BATCH: Final = 500
WHOLE: Final = 1.0
"""Seconds after which the whole outbox is looked through again, from its first row on."""


class Outbox:
    """The rows as the relay sees them.

    It keeps one connection whose statements are each a transaction by themselves: reading and, on PostgreSQL, marking
    a batch are one trip to the database each. What is noted may be lost with the machine; it then costs a second
    posting, no more.

    PostgreSQL keeps index entries of what is gone until it tidies up, and would walk over all of them at each look. So
    a look begins where the look at everything before the last one found the first unsent row; a transaction that took
    its number before that and commits after it is found by the next look at everything, within a second.
    """

    def __init__(self, database: Database, ledger: Ledger, clock: Callable[[], float] = time.monotonic) -> None:
        self._database = database
        self._ledger = ledger
        self._clock = clock
        self._line: Connection | None = None
        self._whole_at = -WHOLE
        self._behind = self._behind_next = self._highest = 0
        self._unlisted: set[int] = set()
        """Letters that a former release told: those have to be marked as sent in their own row."""
        out = ledger.outbox.c
        self._first = first_waiting(ledger, BATCH)
        self._whole = self._letters(self._first)
        self._listed = self._letters(first_listed(ledger, BATCH))
        # An array is compared with each row number by number, a set that was selected is looked up in.
        leaving = select(func.unnest(bindparam("seqs", type_=ARRAY(BigInteger))))
        self._others = self._letters(first_waiting(ledger, BATCH, leaving))
        among = self._among(out.seq)
        self._gone = delete(ledger.unsent).where(self._among(ledger.unsent.c.seq))
        self._sent = update(ledger.outbox).where(among).values(sent_at=bindparam("now"))
        self._failed = update(ledger.outbox).where(among).values(attempts=out.attempts + 1, last_error=bindparam("why"))
        self._started = update(ledger.outbox).where(among).values(attempts=out.attempts + 1)

    def unsent(self, held: Collection[str] = (), *, beside: Sequence[int] = ()) -> Sequence[Any]:
        """Return the first unsent letters: seq, whether it is listed, then the fields of ``Outgoing``.

        ``held`` are names that may not leave now; ``beside`` the numbers of letters that are just leaving.
        """
        now = self._clock()
        is_whole = bool(held) or now - self._whole_at >= WHOLE
        named: dict[str, Any] = {"behind": 0 if is_whole else max((self._behind, *beside))}
        asked = self._whole if is_whole else self._listed
        if held:
            asked = self._letters(passable(self._ledger, BATCH, held))
        elif beside and is_whole:
            asked, named["seqs"] = self._others, list(beside)
        with self._own_line() as line:
            rows = line.execute(asked, named).all()
        self._unlisted |= {row.seq for row in rows if not row.listed}
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
        unlisted = self._unlisted.intersection(sent)
        with self._jotting() as line:
            if sent:
                line.execute(self._gone, {"seqs": sent})
            if unlisted:
                line.execute(self._sent, {"seqs": list(unlisted), "now": now})
            for why, seqs in failed.items():
                line.execute(self._failed, {"seqs": seqs, "why": why})
        self._unlisted -= unlisted

    def count_start(self) -> None:
        """Count one more try against the first letters: an earlier process may have died of one of them."""
        with self._database.writing() as session:
            seqs = list(session.scalars(self._first, {"behind": 0}))
            if seqs:
                session.execute(self._started, {"seqs": seqs})

    def note_down(self, why: str) -> None:
        """Write the reason on the oldest unsent letter, where every process of the house can read it."""
        out, numbers = self._ledger.outbox, waiting(self._ledger).subquery()
        oldest = select(func.min(numbers.c.seq)).scalar_subquery()
        with self._database.writing() as session:
            noted = {"attempts": out.c.attempts + 1, "last_error": why}
            session.execute(update(out).where(out.c.seq == oldest).values(noted))

    def backlog(self) -> Backlog:
        """Return how much is unsent."""
        with self._database.reading() as session:
            return backlog(session, self._ledger)

    def close(self) -> None:
        """Let go of the connection."""
        if self._line is not None:
            line, self._line = self._line, None
            self._database.let_go(line)

    def _letters(self, numbers: Select[Any]) -> Select[Any]:
        """The letters with these numbers; PostgreSQL shall look up each, however many it believes there are."""
        out = self._ledger.outbox.c
        is_there: ColumnElement[bool] = out.seq.in_(numbers)
        if not self._database.is_sqlite:
            is_there = out.seq == any_(func.array(numbers.scalar_subquery(), type_=ARRAY(BigInteger)))
        columns = (out.seq, out.listed, out.message_id, out.name, out.body, out.subject, out.attempts)
        return select(*columns).where(is_there).order_by(out.seq)

    def _among(self, seq: ColumnElement[int]) -> ColumnElement[bool]:
        """One array parameter on PostgreSQL, so that the statement stays the same for every number of rows."""
        if self._database.is_sqlite:
            return seq.in_(bindparam("seqs", expanding=True))
        return seq == any_(bindparam("seqs", type_=ARRAY(BigInteger)))

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
