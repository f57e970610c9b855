"""The clock process: says each tick when its time has come, and once at start for whatever was missed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

import structlog
from apscheduler.schedulers.background import BackgroundScheduler

from messaging.letter import Letter
from messaging.trace import new_trace
from messaging.transport import Outgoing, Transport, TransportDown
from scheduler.plan import ZURICH, Tick

log = structlog.get_logger(__name__)


class Ticker:
    """Says ticks into a transport. Running two of them does no harm."""

    def __init__(self, ticks: Sequence[Tick], transport: Transport, clock: Callable[[], datetime]) -> None:
        self._ticks = ticks
        self._transport = transport
        self._clock = clock
        self._scheduler = BackgroundScheduler(timezone=ZURICH)

    def start(self) -> None:
        """Say every tick once now, then by the plan."""
        for each in self._ticks:
            self._scheduler.add_job(
                self.say,
                each.trigger(),
                args=[each],
                id=each.command.said,
                misfire_grace_time=None,
                coalesce=True,
                max_instances=1,
                next_run_time=self._clock(),
            )
        self._scheduler.start()

    def stop(self) -> None:
        """Finish the tick under way and fall silent."""
        if self._scheduler.running:
            self._scheduler.shutdown(wait=True)

    def say(self, tick: Tick) -> bool:
        """Say one tick now; return whether the transport took it. A tick that is lost is made good by the next."""
        now = self._clock()
        letter = Letter(
            id=tick.letter_id(now),
            name=tick.command.said,
            version=tick.command.version,
            source="scheduler",
            told_at=now,
            said={},
            traceparent=new_trace(),
        )
        try:
            posted = self._transport.post([Outgoing(letter.id, letter.name, letter.to_json())])
        except TransportDown as error:
            log.warning("tick_not_said", tick=tick.command.said, reason=str(error))
            return False
        return letter.id in posted.confirmed

    def next_runs(self) -> dict[str, datetime | None]:
        """Return when each tick is said next."""
        return {job.id: job.next_run_time for job in self._scheduler.get_jobs()}
