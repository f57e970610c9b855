"""How a phase of a mandate is closed with reason, potential and success, and when it may be opened again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from schemas.actor import Role
from schemas.codes_registration import OutcomeMonth
from schemas.refusal import Objection
from workflow.calendar import add_months
from workflow.table import Stage, StageKind, Timer, Unit

_STATISTICS = "Concept SSIP, ch. 8"
REOPEN_DAYS = 30
EARLY_DAYS = 14
FOLLOWUP_MONTHS = (3, 6, 12)
OUTCOME_TIMERS = tuple(
    Timer(
        f"outcome_after_{months}",
        "closed",
        Role.SSIP_COORDINATOR,
        Role.SSIP_HEAD,
        (Stage(StageKind.DUE, 0, Unit.DAYS), Stage(StageKind.ESCALATE, 30, Unit.DAYS)),
    )
    for months in FOLLOWUP_MONTHS
)
"""Each is counted from its own day, 3, 6 and 12 months after closing (practice; no source)."""


@dataclass(frozen=True)
class ListEntry:
    """One value of a list the office keeps itself; dated, so that old statistics stay readable."""

    code: str
    valid_from: date | None = None
    valid_until: date | None = None

    def is_offered(self, day: date) -> bool:
        """Whether the value may be chosen on ``day``."""
        return (self.valid_from or day) <= day <= (self.valid_until or day)


@dataclass(frozen=True)
class ClosingLists:
    """The lists of closing values; no source gives them, so an empty list means "not configured"."""

    reasons: tuple[ListEntry, ...] = ()
    potentials: tuple[ListEntry, ...] = ()
    successes: tuple[ListEntry, ...] = ()


@dataclass(frozen=True)
class Closing:
    """What is recorded when a phase ends: one code of each list."""

    reason: str | None
    potential: str | None
    success: str | None


def closing_objections(closing: Closing, lists: ClosingLists, day: date) -> list[Objection]:
    """Object to every part that is missing, not in its list on ``day``, or whose list nobody has set."""
    parts = (
        ("reason", closing.reason, lists.reasons),
        ("potential", closing.potential, lists.potentials),
        ("success", closing.success, lists.successes),
    )
    return [objection for part in parts for objection in _part_objections(*part, day)]


def _part_objections(field: str, code: str | None, entries: tuple[ListEntry, ...], day: date) -> Iterator[Objection]:
    if not entries:
        yield Objection("closing_list_unset", field, {"part": field}, _STATISTICS)
    elif not code:
        yield Objection("closing_part_missing", field, {"part": field}, _STATISTICS)
    elif code not in {entry.code for entry in entries if entry.is_offered(day)}:
        yield Objection("closing_part_unknown", field, {"part": field, "code": code}, _STATISTICS)


def reopening_objections(closed_on: date, day: date, within_days: int = REOPEN_DAYS) -> list[Objection]:
    """Object to reopening a mandate later than 30 days after its closing (practice; no source)."""
    last = closed_on + timedelta(days=within_days)
    if day <= last:
        return []
    return [Objection("reopening_late", "closed_on", {"days": within_days, "last_day": last.isoformat()})]


def followup_days(closed_on: date) -> tuple[date, ...]:
    """Return the days on which the outcome is asked again: 3, 6 and 12 months after closing."""
    return tuple(add_months(closed_on, months) for months in FOLLOWUP_MONTHS)


def outcome_objections(closed_on: date | None, month: OutcomeMonth, day: date) -> list[Objection]:
    """Object to an outcome of a mandate that runs, or before its month has come (two weeks early is early enough)."""
    if closed_on is None:
        return [Objection("mandate_not_closed", "month")]
    first = add_months(closed_on, int(month.value)) - timedelta(days=EARLY_DAYS)
    if day < first:
        return [Objection("outcome_too_early", "month", {"first_day": first.isoformat()})]
    return []
