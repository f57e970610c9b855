"""Which tick is said how often; a tick only says "look", so saying it too often or too late does no harm."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from apscheduler.triggers.cron import CronTrigger

from schemas.message import Command

ZURICH: Final = ZoneInfo("Europe/Zurich")
_NAMESPACE: Final = UUID("6f1d7f0e-2f5c-4b0a-9a57-6c1d5f2f8d11")


@dataclass(frozen=True)
class Tick:
    """One tick: the command, and either every so many minutes or once a day at an hour of Zurich.

    Daily ticks never stand between two and three o'clock, the hour that is missing or doubled when clocks change.
    """

    command: type[Command]
    minutes: int = 0
    hour: int = 0
    minute: int = 0

    def __post_init__(self) -> None:
        if not self.minutes and self.hour == 2:  # the hour named above
            raise ValueError("no daily tick between two and three o'clock")

    @property
    def is_daily(self) -> bool:
        """Whether the tick is said once a day."""
        return self.minutes == 0

    def period(self, now: datetime) -> str:
        """Return the name of the period ``now`` lies in; one tick a period has an effect."""
        if self.is_daily:
            return now.astimezone(ZURICH).date().isoformat()
        minutes = int(now.timestamp()) // 60
        return datetime.fromtimestamp(minutes // self.minutes * self.minutes * 60, UTC).isoformat()

    def letter_id(self, now: datetime) -> UUID:
        """Return the id of this period's letter: two schedulers say the same one, and the inbox drops the twin."""
        return uuid5(_NAMESPACE, f"{self.command.said}@{self.period(now)}")

    def next_after(self, now: datetime) -> datetime | None:
        """Return when the tick is said next after ``now``."""
        found: datetime | None = self.trigger().get_next_fire_time(now, now)
        return found

    def trigger(self) -> Any:
        """Return APScheduler's trigger."""
        if self.is_daily:
            return CronTrigger(hour=self.hour, minute=self.minute, timezone=ZURICH)
        return CronTrigger(minute=f"*/{self.minutes}", timezone=ZURICH)


def plan_for(ticks: dict[type[Command], Tick] | None, commands: tuple[type[Command], ...]) -> tuple[Tick, ...]:
    """Return the plan for ``commands``: what ``ticks`` says of each, every minute where it says nothing."""
    said = ticks or {}
    return tuple(said.get(each, Tick(each, minutes=1)) for each in commands)
