"""Whether a month's presence sheet agrees with the placement, the contract rate and the calendar."""

from __future__ import annotations

from calendar import monthrange
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil

from schemas.codes import HalfDay, PresenceCode
from schemas.refusal import Objection
from services.placements.rules.term import Suspension
from workflow.calendar import WorkingDays, add_months

_FULL = 100


@dataclass(frozen=True)
class PresenceMark:
    """One half-day of the sheet and what it was."""

    day: date
    half: HalfDay
    code: PresenceCode


@dataclass(frozen=True)
class PresenceFrame:
    """What a sheet is held against: the month (any day in it) and the placement with its contract rate.

    ``working`` are the days on which the region works: a provider works though the office may be closed.
    """

    month: date
    starts_on: date
    ends_on: date | None
    workload_percent: int
    working: WorkingDays
    suspensions: tuple[Suspension, ...] = ()

    def days(self) -> Iterator[date]:
        """Yield the days of the month on which the placement runs and is not suspended."""
        first = self.month.replace(day=1)
        for each in range(monthrange(first.year, first.month)[1]):
            if self.runs_on(first + timedelta(days=each)):
                yield first + timedelta(days=each)

    def runs_on(self, day: date) -> bool:
        """Whether the placement runs on ``day``."""
        is_within = self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)
        return is_within and not self.is_suspended(day)

    def is_suspended(self, day: date) -> bool:
        """Whether ``day`` lies in a suspension."""
        return any(each.starts_on <= day <= each.ends_on for each in self.suspensions)

    def is_in_month(self, day: date) -> bool:
        """Whether ``day`` belongs to the sheet."""
        return (day.year, day.month) == (self.month.year, self.month.month)


@dataclass(frozen=True)
class PresenceTotals:
    """Half-days by code beside the half-days the contract rate allows in the month."""

    by_code: Mapping[PresenceCode, int]
    marked: int
    contracted: int


def contracted_half_days(frame: PresenceFrame) -> int:
    """Return the half-days the contract rate gives in the month, rounded up to a whole one."""
    days = sum(frame.working.is_working_day(day) for day in frame.days())
    return ceil(days * 2 * frame.workload_percent / _FULL)


def presence_totals(marks: Sequence[PresenceMark], frame: PresenceFrame) -> PresenceTotals:
    """Return the half-days of the sheet by code; every code is there, with 0 where nothing is marked."""
    counted = Counter(mark.code for mark in marks)
    by_code = {code: counted[code] for code in PresenceCode}
    return PresenceTotals(by_code, len(marks), contracted_half_days(frame))


def presence_objections(marks: Sequence[PresenceMark], frame: PresenceFrame) -> list[Objection]:
    """Object to every mark that cannot be, and to more half-days than the contract rate gives.

    Absences count as marked half-days too: they stand for planned presence.
    """
    objections = [found for mark in marks if (found := _mark_objection(mark, frame))]
    objections += _twice(marks)
    contracted = contracted_half_days(frame)
    marked = len({(mark.day, mark.half) for mark in marks})
    if marked > contracted:
        facts = {"marked": marked, "contracted": contracted, "percent": frame.workload_percent}
        objections.append(Objection("presence_above_rate", "marks", facts))
    return objections


def _mark_objection(mark: PresenceMark, frame: PresenceFrame) -> Objection | None:
    facts = {"day": mark.day.isoformat()}
    if not frame.is_in_month(mark.day):
        return Objection("presence_outside_month", "marks", facts)
    if frame.is_suspended(mark.day):
        return Objection("presence_in_suspension", "marks", facts)
    if not frame.runs_on(mark.day):
        return Objection("presence_outside_placement", "marks", facts)
    if not frame.working.is_working_day(mark.day):
        return Objection("presence_on_free_day", "marks", facts)
    return None


def _twice(marks: Sequence[PresenceMark]) -> Iterator[Objection]:
    counted = Counter((mark.day, mark.half) for mark in marks)
    for (day, half), count in counted.items():
        if count > 1:
            yield Objection("presence_marked_twice", "marks", {"day": day.isoformat(), "half": half})


def presence_due(month: date, days: WorkingDays, working_day: int = 5) -> date:
    """Return the day a month's sheet is due: the 5th working day of the next month (practice)."""
    return days.of_month(add_months(month.replace(day=1), 1), working_day)
