"""When a digest is due and what stands in it: what is new or said again, tasks first, never the same list daily."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from schemas.codes_notifications import AlertKind, Posture
from workflow.calendar import WorkingDays

PRACTICE_HOUR: Final = 7
"""Local hour from which the day's digest is written; no source gives one, ``digest_hour`` replaces it."""


@dataclass(frozen=True)
class DigestLine:
    """One alert as a digest shows it: ``number`` is the mandate's, ``detail`` the alert's own code."""

    alert_id: UUID
    kind: AlertKind
    posture: Posture
    number: str
    due_on: date | None
    detail: str = ""


@dataclass(frozen=True)
class Digest:
    """What one person is told of one day, tasks by their due day."""

    tasks: tuple[DigestLine, ...]
    news: tuple[DigestLine, ...]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to write about."""
        return not self.tasks and not self.news


def is_digest_time(local: datetime, days: WorkingDays, hour: int = PRACTICE_HOUR) -> bool:
    """Whether digests are written at a local instant: from the hour on, when the region works."""
    return local.hour >= hour and days.is_working_day(local.date())


def digest_of(lines: Iterable[DigestLine]) -> Digest:
    """Return the digest of what is new; tasks without a day come last."""
    found = sorted(lines, key=lambda each: (each.due_on is None, each.due_on or date.max, each.kind, each.alert_id))
    tasks = tuple(each for each in found if each.posture is Posture.ACT)
    return Digest(tasks, tuple(each for each in found if each.posture is Posture.KNOW))
