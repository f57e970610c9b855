"""In which order people wait for a group of places, and why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from schemas.codes_placements import WaitingPart
from schemas.refusal import Objection

_WEEK = 7
STALLED_DAYS = 30


@dataclass(frozen=True)
class WaitingWeights:
    """What counts how much in the order of a waiting list; choices of practice, editable.

    The room left in the service's quota counts because the concept weighs utilisation per commune where possible
    (ch. 6); a decline for lack of seats counts because it was not the person's doing.
    """

    per_week: int = 1
    weeks_most: int = 52
    quota_room: int = 10
    per_capacity_decline: int = 5
    declines_most: int = 3


@dataclass(frozen=True)
class Waiting:
    """One person on the list; ``quota_used_percent`` is the use of the service's quota, None where not set."""

    mandate_id: UUID
    since: date
    quota_used_percent: int | None = None
    capacity_declines: int = 0
    parked_until: date | None = None

    def is_parked(self, day: date) -> bool:
        """Whether the person gets no proposals on ``day``."""
        return self.parked_until is not None and day <= self.parked_until


@dataclass(frozen=True)
class ScorePart:
    """One reason for a score, in points."""

    part: WaitingPart
    points: int


@dataclass(frozen=True)
class Ranked:
    """One line of the ordered list, ranks from 1; the score is the sum of its parts."""

    rank: int
    waiting: Waiting
    parts: tuple[ScorePart, ...]

    @property
    def score(self) -> int:
        """The points in all."""
        return sum(each.points for each in self.parts)


PRACTICE_WEIGHTS = WaitingWeights()


def score_parts(waiting: Waiting, day: date, weights: WaitingWeights = PRACTICE_WEIGHTS) -> tuple[ScorePart, ...]:
    """Return the points of one person, every part named even where it gives nothing."""
    weeks = min(max(0, (day - waiting.since).days // _WEEK), weights.weeks_most)
    declines = min(waiting.capacity_declines, weights.declines_most)
    return (
        ScorePart(WaitingPart.WAITING_TIME, weeks * weights.per_week),
        ScorePart(WaitingPart.QUOTA_ROOM, _quota_points(waiting.quota_used_percent, weights)),
        ScorePart(WaitingPart.CAPACITY_DECLINES, declines * weights.per_capacity_decline),
    )


def _quota_points(used_percent: int | None, weights: WaitingWeights) -> int:
    if used_percent is None:
        return 0
    return weights.quota_room * max(0, 100 - used_percent) // 100


def ranked(entries: Iterable[Waiting], day: date, weights: WaitingWeights = PRACTICE_WEIGHTS) -> tuple[Ranked, ...]:
    """Return the list in order: highest score first, then who has waited longest, then the id; parked people last."""
    scored = [(entry, score_parts(entry, day, weights)) for entry in entries]
    scored.sort(key=lambda found: _order(found[0], found[1], day))
    return tuple(Ranked(rank, entry, parts) for rank, (entry, parts) in enumerate(scored, start=1))


def _order(entry: Waiting, parts: Iterable[ScorePart], day: date) -> tuple[bool, int, date, str]:
    return entry.is_parked(day), -sum(each.points for each in parts), entry.since, str(entry.mandate_id)


def entry_objections(mandate_id: UUID, listed: Iterable[UUID]) -> list[Objection]:
    """Object to putting somebody on the same list twice."""
    return [Objection("already_waiting", "mandate_id")] if mandate_id in set(listed) else []


def is_stalled(last_acted_on: date, day: date, after_days: int = STALLED_DAYS) -> bool:
    """Whether nobody has acted for 30 days on a person without placement (practice)."""
    return last_acted_on <= last_day_of_stalled(day, after_days)


def last_day_of_stalled(day: date, after_days: int = STALLED_DAYS) -> date:
    """Return the last day of acting with which a search counts as stalled on ``day``."""
    return day - timedelta(days=after_days)
