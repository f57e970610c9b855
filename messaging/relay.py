"""Takes told letters out of the outbox, in order, and marks only what the transport confirmed."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import timedelta
from threading import Event as Flag
from typing import Any, Final

import structlog
from sqlalchemy import ARRAY, BigInteger, ColumnElement, Select, any_, bindparam, delete, func, select, update

from messaging import faults
from messaging.database import is_transient
from messaging.leader import Lead
from messaging.service import Service
from messaging.transport import Outgoing, Posted, Transport, TransportDown

BATCH: Final = 500
SWEEP: Final = 1.0
"""Seconds after which the relay looks by itself, should a wake-up have been lost."""
FIRST_PAUSE: Final = 0.1
LONGEST_PAUSE: Final = 2.0
"""Between two tries of letters that do not leave; short enough to flow again within 3 s."""
log = structlog.get_logger(__name__)


class Relay:
    """Empties one service's outbox into a transport. One relay per service leads (``messaging.leader``).

    When letters of some name do not leave (nobody is bound, the receiver's queue is full), the relay holds back that
    name and every letter about the records concerned, lets all others pass, and tries the whole again after a pause.
    """

    def __init__(self, service: Service, transport: Transport) -> None:
        self.service = service
        self.transport = transport
        self._outbox = service.wiring.ledger.outbox
        out = self._outbox.c
        self._unsent: Select[Any] = (
            select(out.seq, out.message_id, out.name, out.subject, out.body, out.attempts)
            .where(out.sent_at.is_(None))
            .order_by(out.seq)
            .limit(BATCH)
        )
        among = self._among()
        self._sent = update(self._outbox).where(among).values(sent_at=bindparam("now"))
        self._failed = update(self._outbox).where(among).values(attempts=out.attempts + 1, last_error=bindparam("why"))
        self._held: frozenset[str] = frozenset()
        self._pause = 0.0
        self._again_at = 0.0

    def sweep(self) -> None:
        """Count a start against the letters an earlier process may have died of; the transport then takes more care."""
        table = self._outbox
        first = select(table.c.seq).where(table.c.sent_at.is_(None)).order_by(table.c.seq).limit(BATCH)
        with self.service.database.writing() as session:
            seqs = list(session.scalars(first))
            if seqs:
                session.execute(
                    update(table).where(self._among()).values(attempts=table.c.attempts + 1), {"seqs": seqs}
                )

    def run_once(self) -> int:
        """Send one batch; return how many letters were confirmed. Raises TransportDown and database errors."""
        whole = not self._held or time.monotonic() >= self._again_at
        with self.service.database.reading() as session:
            rows = session.execute(self._unsent if whole else self._passable()).all()
        if not rows:
            self._held = frozenset() if whole else self._held
            return 0
        faults.point("relay.before_post")
        posted = self._post(rows)
        faults.point("relay.after_post")
        self._mark(rows, posted)
        faults.point("relay.after_mark")
        self._hold(rows, posted, whole=whole)
        if posted.down:
            raise TransportDown(posted.down)
        return len(posted.confirmed)

    def drain(self) -> int:
        """Send until nothing moves any more; return how many letters were confirmed."""
        total = 0
        while sent := self.run_once():
            total += sent
        return total

    def run(self, lead: Lead, stop: Flag, alive: Callable[[], None] = lambda: None) -> None:
        """Send while leading, until ``stop``; woken by the lead, sweeping every second without it."""
        try:
            pause, led = 0.0, False
            while not stop.is_set():
                alive()
                leads = lead.holds()
                if leads and not led:
                    self.sweep()
                led = leads
                pause = self._round(pause) if leads else SWEEP
                if pause:
                    lead.wait(pause)
        finally:
            lead.close()

    def _round(self, pause: float) -> float:
        """Send one batch and return how long to wait before the next one."""
        try:
            if self.run_once():
                return 0.0
            return min(SWEEP, max(0.01, self._again_at - time.monotonic())) if self._held else SWEEP
        except TransportDown as error:
            log.warning("transport_down", service=self.service.name, reason=str(error))
            self._note_down(str(error))
        except Exception as error:
            if is_transient(error):
                log.warning("database_away", service=self.service.name, reason=type(error).__name__)
            else:
                log.exception("relay_failed", service=self.service.name)
        return min(LONGEST_PAUSE, pause * 2 if 0 < pause < SWEEP else FIRST_PAUSE)

    def _passable(self) -> Select[Any]:
        """The unsent letters that neither bear a held name nor come after one of those about the same record."""
        out, held = self._outbox.c, self._outbox.alias()
        first = (
            select(held.c.subject, func.min(held.c.seq).label("seq"))
            .where(held.c.sent_at.is_(None), held.c.name.in_(self._held), held.c.subject.is_not(None))
            .group_by(held.c.subject)
            .subquery()
        )
        behind = self._unsent.outerjoin(first, first.c.subject == out.subject)
        return behind.where(out.name.not_in(self._held), first.c.seq.is_(None) | (out.seq < first.c.seq))

    def _hold(self, rows: Sequence[Any], posted: Posted, *, whole: bool) -> None:
        failed = frozenset(row.name for row in rows if row.message_id in posted.failed)
        if not whole:
            self._held |= failed
            return
        self._held = failed
        self._pause = min(LONGEST_PAUSE, self._pause * 2 or FIRST_PAUSE) if failed else 0.0
        self._again_at = time.monotonic() + self._pause

    def _post(self, rows: Sequence[Any]) -> Posted:
        return self.transport.post(
            [Outgoing(row.message_id, row.name, row.body, row.subject, row.attempts) for row in rows]
        )

    def _mark(self, rows: Sequence[Any], posted: Posted) -> None:
        """Note what left and what did not. A note that is lost with the machine costs a second posting, no more."""
        now = self.service.clock()
        sent = [row.seq for row in rows if row.message_id in posted.confirmed]
        reasons: dict[str, list[int]] = defaultdict(list)
        for row in rows:
            if row.message_id in posted.failed:
                reasons[posted.failed[row.message_id]].append(row.seq)
        if not sent and not reasons:
            return
        with self.service.database.jotting() as session:
            if sent:
                session.execute(self._sent, {"seqs": sent, "now": now})
            for why, seqs in reasons.items():
                session.execute(self._failed, {"seqs": seqs, "why": why})

    def _among(self) -> ColumnElement[bool]:
        """One array parameter on PostgreSQL, so that the statement stays the same for every number of rows."""
        if self.service.database.is_sqlite:
            return self._outbox.c.seq.in_(bindparam("seqs", expanding=True))
        return self._outbox.c.seq == any_(bindparam("seqs", type_=ARRAY(BigInteger)))

    def _note_down(self, why: str) -> None:
        """Write the reason on the oldest unsent letter, where every process of the house can read it."""
        table = self._outbox
        oldest = select(func.min(table.c.seq)).where(table.c.sent_at.is_(None)).scalar_subquery()
        try:
            with self.service.database.writing() as session:
                noted = {"attempts": table.c.attempts + 1, "last_error": why}
                session.execute(update(table).where(table.c.seq == oldest).values(noted))
        except Exception as error:
            log.warning("not_noted", service=self.service.name, reason=type(error).__name__)

    def backlog(self) -> tuple[int, float]:
        """Return how many letters are unsent and the age of the oldest in seconds."""
        out = self._outbox.c
        with self.service.database.reading() as session:
            count, oldest = session.execute(
                select(func.count(), func.min(out.told_at)).where(out.sent_at.is_(None))
            ).one()
        return count, (self.service.clock() - oldest).total_seconds() if oldest else 0.0

    def prune(self, keep: timedelta) -> int:
        """Delete sent letters and old inbox ids older than ``keep``; return how many rows went."""
        before = self.service.clock() - keep
        inbox, out = self.service.wiring.ledger.inbox, self._outbox
        with self.service.database.writing() as session:
            gone: Any = session.execute(delete(out).where(out.c.sent_at < before))
            old: Any = session.execute(delete(inbox).where(inbox.c.heard_at < before))
            return int(gone.rowcount) + int(old.rowcount)
