"""Takes told letters out of the outbox, in order, and marks only what the transport confirmed."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import timedelta
from threading import Event as Flag
from typing import Any, Final

import structlog
from sqlalchemy import delete

from messaging import faults
from messaging.database import is_transient
from messaging.leader import Lead
from messaging.outbox import BATCH, Outbox
from messaging.service import Service
from messaging.transport import Outgoing, Posted, Transport, TransportDown
from messaging.waiting import has_left

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
    While a full batch is on its way, the one before is marked and the next one read.
    """

    def __init__(self, service: Service, transport: Transport) -> None:
        self.service = service
        self.transport = transport
        self._outbox = Outbox(service.database, service.wiring.ledger)
        self._ahead: Sequence[Any] = ()
        self._unmarked: list[tuple[Sequence[Any], Posted]] = []
        self._held: frozenset[str] = frozenset()
        self._pause = 0.0
        self._again_at = 0.0
        self._is_more = False

    def sweep(self) -> None:
        """Count a start against the letters an earlier process may have died of; the transport then takes more care."""
        self._outbox.count_start()

    def run_once(self) -> int:
        """Send one batch; return how many letters were confirmed. Raises TransportDown and database errors."""
        whole = not self._held or time.monotonic() >= self._again_at
        self._is_more = False
        rows = self._next(whole=whole)
        if not rows:
            self._held = frozenset() if whole else self._held
            return 0
        faults.point("relay.before_post")
        try:
            posted = self.transport.post([Outgoing(*row[2:]) for row in rows], lambda: self._meanwhile(rows, whole))
        finally:
            self._mark()
        faults.point("relay.after_post")
        self._unmarked.append((rows, posted))
        is_whole = len(posted.confirmed) == len(rows)
        if not (is_whole and self._ahead):
            self._ahead = ()
            self._mark()
        faults.point("relay.after_mark")
        self._hold(rows, posted, whole=whole)
        self._is_more = len(rows) == BATCH or len(posted.confirmed) + len(posted.failed) < len(rows)
        if posted.down:
            raise TransportDown(posted.down)
        return len(posted.confirmed)

    def _next(self, *, whole: bool) -> Sequence[Any]:
        rows, self._ahead = self._ahead, ()
        if rows:
            return rows
        self._mark()
        return self._outbox.unsent(() if whole else self._held)

    def _meanwhile(self, rows: Sequence[Any], whole: bool) -> None:
        """Use the time while ``rows`` are on their way; what goes wrong here comes up again in the open."""
        try:
            self._mark()
            if whole and len(rows) == BATCH:
                self._ahead = self._outbox.unsent(beside=[row.seq for row in rows])
        except Exception as error:
            log.debug("not_meanwhile", service=self.service.name, reason=type(error).__name__)

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
                    self._ahead = ()
                    self.sweep()
                led = leads
                pause = self._round(pause) if leads else SWEEP
                if pause:
                    lead.wait(pause)
        finally:
            self.close()
            lead.close()

    def _round(self, pause: float) -> float:
        """Send one batch and return how long to wait before the next one."""
        try:
            self.run_once()
            if self._is_more:
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
        self._ahead = ()
        return min(LONGEST_PAUSE, pause * 2 if 0 < pause < SWEEP else FIRST_PAUSE)

    def _hold(self, rows: Sequence[Any], posted: Posted, *, whole: bool) -> None:
        failed = frozenset(row.name for row in rows if row.message_id in posted.failed)
        if not whole:
            self._held |= failed
            return
        self._held = failed
        self._pause = min(LONGEST_PAUSE, self._pause * 2 or FIRST_PAUSE) if failed else 0.0
        self._again_at = time.monotonic() + self._pause

    def _mark(self) -> None:
        """Note what left and what did not of the batches that came back."""
        while self._unmarked:
            rows, posted = self._unmarked[0]
            sent = [row.seq for row in rows if row.message_id in posted.confirmed]
            reasons: dict[str, list[int]] = defaultdict(list)
            for row in rows if posted.failed else ():
                if row.message_id in posted.failed:
                    reasons[posted.failed[row.message_id]].append(row.seq)
            self._outbox.mark(sent, reasons, self.service.clock())
            self._unmarked.pop(0)

    def _note_down(self, why: str) -> None:
        try:
            self._outbox.note_down(why)
        except Exception as error:
            log.warning("not_noted", service=self.service.name, reason=type(error).__name__)

    def backlog(self) -> tuple[int, float]:
        """Return how many letters are unsent and the age of the oldest in seconds."""
        count, oldest, *_ = self._outbox.backlog()
        return count, (self.service.clock() - oldest).total_seconds() if oldest else 0.0

    def close(self) -> None:
        """Let go of the outbox; what was not marked leaves twice and is heard once."""
        self._ahead = ()
        with suppress(Exception):
            self._mark()
        self._outbox.close()

    def prune(self, keep: timedelta) -> int:
        """Delete letters that left and inbox ids older than ``keep``; return how many rows went."""
        before, ledger = self.service.clock() - keep, self.service.wiring.ledger
        inbox, out = ledger.inbox, ledger.outbox
        with self.service.database.writing() as session:
            gone: Any = session.execute(delete(out).where(out.c.told_at < before, has_left(ledger)))
            old: Any = session.execute(delete(inbox).where(inbox.c.heard_at < before))
            return int(gone.rowcount) + int(old.rowcount)
