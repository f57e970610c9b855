"""Takes told letters out of the outbox, in order, and marks only what the transport confirmed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from threading import Event as Flag
from typing import Any, Final

import structlog
from sqlalchemy import bindparam, delete, func, select, update
from sqlalchemy.orm import Session

from messaging import faults
from messaging.service import Service
from messaging.transport import Outgoing, Posted, Transport, TransportDown

BATCH: Final = 500
SWEEP: Final = 1.0
"""Seconds after which the relay looks by itself, should a wake-up have been lost."""
log = structlog.get_logger(__name__)


class Relay:
    """Empties one service's outbox into a transport. One relay per service leads (see ``leader``)."""

    def __init__(self, service: Service, transport: Transport) -> None:
        self.service = service
        self.transport = transport
        self._outbox = service.wiring.ledger.outbox
        out = self._outbox.c
        self._unsent = (
            select(out.seq, out.message_id, out.name, out.subject, out.body)
            .where(out.sent_at.is_(None))
            .order_by(out.seq)
            .limit(BATCH)
        )

    def run_once(self) -> int:
        """Send one batch; return how many letters were confirmed. Raises TransportDown and database errors."""
        with self.service.database.reading() as session:
            rows = session.execute(self._unsent).all()
        if not rows:
            return 0
        faults.point("relay.before_post")
        posted = self._post(rows)
        faults.point("relay.after_post")
        self._mark(rows, posted)
        faults.point("relay.after_mark")
        return len(posted.confirmed)

    def drain(self) -> int:
        """Send until nothing moves any more; return how many letters were confirmed."""
        total = 0
        while sent := self.run_once():
            total += sent
        return total

    def run(self, wake: Flag, stop: Flag, alive: Callable[[], None] = lambda: None) -> None:
        """Send until ``stop``; woken by ``wake``, sweeping every second without it."""
        pause = 0.0
        while not stop.is_set():
            alive()
            try:
                pause = 0.0 if self.run_once() else SWEEP
            except TransportDown as error:
                log.warning("transport_down", service=self.service.name, reason=str(error))
                pause = min(5.0, pause * 2 or 0.2)
            except Exception:
                log.exception("relay_failed", service=self.service.name)
                pause = min(5.0, pause * 2 or 0.2)
            if pause:
                wake.wait(pause)
                wake.clear()

    def _post(self, rows: Sequence[Any]) -> Posted:
        return self.transport.post([Outgoing(row.message_id, row.name, row.body, row.subject) for row in rows])

    def _mark(self, rows: Sequence[Any], posted: Posted) -> None:
        now, table = self.service.clock(), self._outbox
        sent = [row.seq for row in rows if row.message_id in posted.confirmed]
        if not sent and not posted.failed:
            return
        with self.service.database.writing() as session:
            if sent:
                session.execute(update(table).where(table.c.seq.in_(sent)).values(sent_at=now))
            if posted.failed:
                self._note_failures(session, rows, posted)

    def _note_failures(self, session: Session, rows: Sequence[Any], posted: Posted) -> None:
        table = self._outbox
        failed = [
            {"at": row.seq, "why": posted.failed[row.message_id]} for row in rows if row.message_id in posted.failed
        ]
        again = update(table).where(table.c.seq == bindparam("at"))
        session.connection().execute(again.values(attempts=table.c.attempts + 1, last_error=bindparam("why")), failed)

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
