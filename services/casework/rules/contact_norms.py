"""Contact frequency and in-person share of one dossier against the guide values of its segment."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from schemas.codes_casework import ContactClass, NormOutcome, Segment, SemesterKind
from services.casework.rules.contacts import Contact, contact_class
from services.casework.rules.limits import SOURCE_LIMITS, SteeringLimits
from services.casework.rules.shares import share_percent
from workflow.calendar import add_months

_HALF_YEAR = 6
NEVER: Final = date.max
"""The day of what no day will change."""


@dataclass(frozen=True)
class ContactWindow:
    """The days contacts are counted over, both included; ``is_full`` once the whole period lies in the segment."""

    first: date
    last: date
    is_full: bool

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True)
class ContactTally:
    """The counted contacts of a window."""

    in_person: int
    other: int

    @property
    def counted(self) -> int:
        """All contacts that count, in person or not."""
        return self.in_person + self.other


@dataclass(frozen=True)
class ContactNorms:
    """How one dossier stands: guide values are never blocking (S-15)."""

    window: ContactWindow
    tally: ContactTally
    frequency: NormOutcome
    in_person: NormOutcome

    @property
    def in_person_percent(self) -> Decimal | None:
        """The in-person share in percent with one decimal; None without contacts."""
        return share_percent(self.tally.in_person, self.tally.counted)

    @property
    def is_missed(self) -> bool:
        """Whether one of the two figures lies below its guide value."""
        return NormOutcome.BELOW in (self.frequency, self.in_person)


def contact_window(
    segment: Segment, started_on: date, day: date, limits: SteeringLimits = SOURCE_LIMITS
) -> ContactWindow:
    """Return the period up to ``day`` whose contacts are counted for a dossier in ``segment`` since ``started_on``.

    Rolling 6 or 12 months (S-14); a semester may be the calendar half-year by setting, a year always rolls.
    """
    months = limits.norm(segment).contact_months
    if months == _HALF_YEAR and limits.semester is SemesterKind.CALENDAR:
        first = day.replace(month=1 if day.month <= _HALF_YEAR else _HALF_YEAR + 1, day=1)
        is_over = day + timedelta(days=1) == add_months(first, _HALF_YEAR)
        return ContactWindow(max(first, started_on), day, is_full=is_over and started_on <= first)
    first = add_months(day, -months) + timedelta(days=1)
    return ContactWindow(max(first, started_on), day, is_full=started_on <= first)


def turns_on(
    segment: Segment, started_on: date, oldest_on: date | None, day: date, limits: SteeringLimits = SOURCE_LIMITS
) -> date:
    """Return the day on which a figure of ``day`` may change although nothing happens; never too late.

    Either the oldest counted contact leaves the period, or the whole period lies in the segment for the first time.
    """
    tomorrow = day + timedelta(days=1)
    months = limits.norm(segment).contact_months
    if months == _HALF_YEAR and limits.semester is SemesterKind.CALENDAR:
        first = day.replace(month=1 if day.month <= _HALF_YEAR else _HALF_YEAR + 1, day=1)
        return max(tomorrow, add_months(first, _HALF_YEAR) - timedelta(days=1))
    is_full = contact_window(segment, started_on, day, limits).is_full
    begun = [] if is_full else [started_on - timedelta(days=1)]
    passing = [add_months(each, months) for each in (*begun, *([oldest_on] if oldest_on else []))]
    return max(tomorrow, min(passing, default=NEVER))


def tally_contacts(
    contacts: Iterable[Contact], window: ContactWindow, limits: SteeringLimits = SOURCE_LIMITS
) -> ContactTally:
    """Count the contacts of ``window`` by class."""
    classes = [
        contact_class(each.kind, social_work_topic=each.social_work_topic, limits=limits)
        for each in contacts
        if each.on in window
    ]
    return ContactTally(classes.count(ContactClass.IN_PERSON), classes.count(ContactClass.OTHER))


def in_person_outcome(tally: ContactTally, min_percent: int) -> NormOutcome:
    """Return whether the in-person share reaches ``min_percent``; no data without contacts."""
    if not tally.counted:
        return NormOutcome.NO_DATA
    reached = 100 * tally.in_person >= min_percent * tally.counted
    return NormOutcome.WITHIN if reached else NormOutcome.BELOW


def frequency_outcome(
    counted: int, segment: Segment, limits: SteeringLimits = SOURCE_LIMITS, *, is_full: bool = True
) -> NormOutcome:
    """Return how the number of contacts compares with the guide values of ``segment``.

    While the period has not passed yet, too few contacts are no data, not a miss (interpretation).
    """
    norm = limits.norm(segment)
    if counted > norm.contacts_max:
        return NormOutcome.ABOVE
    if counted >= norm.contacts_min:
        return NormOutcome.WITHIN
    return NormOutcome.BELOW if is_full else NormOutcome.NO_DATA


def norm_outcome(
    segment: Segment,
    started_on: date,
    contacts: Iterable[Contact],
    day: date,
    limits: SteeringLimits = SOURCE_LIMITS,
) -> ContactNorms:
    """Return frequency and in-person share, on ``day``, of a dossier in ``segment`` since ``started_on``."""
    window = contact_window(segment, started_on, day, limits)
    tally = tally_contacts(contacts, window, limits)
    return ContactNorms(
        window=window,
        tally=tally,
        frequency=frequency_outcome(tally.counted, segment, limits, is_full=window.is_full),
        in_person=in_person_outcome(tally, limits.norm(segment).in_person_min_percent),
    )


def intake2_in_person(
    contacts: Iterable[Contact], window: ContactWindow, limits: SteeringLimits = SOURCE_LIMITS
) -> NormOutcome:
    """Return the in-person share of a dossier in Intake 2, which has no frequency norm (S-10)."""
    return in_person_outcome(tally_contacts(contacts, window, limits), limits.intake2_in_person_min_percent)
