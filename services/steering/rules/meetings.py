"""Meetings: who must be invited, on which days, and what stands on the agenda."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, tzinfo
from typing import Final
from uuid import UUID

from schemas.codes_calendar import ShiftMode
from schemas.codes_steering import STANDING_TOPICS, AgendaKind, MeetingKind
from schemas.refusal import NotConfigured, Objection
from workflow.calendar import WorkingDays, add_months, is_holiday

CONCEPT: Final = "Concept SSIP, meetings"
"""Meetings and exchange (S000)."""

_ORDER: Final = tuple(AgendaKind)


@dataclass(frozen=True)
class Circle:
    """Everybody a coordination meeting concerns: the office and all services with an active contract."""

    office_id: UUID
    social_service_ids: frozenset[UUID]

    @property
    def everybody(self) -> frozenset[UUID]:
        """The office and all active services."""
        return self.social_service_ids | {self.office_id}


def meeting_invitees(kind: MeetingKind, circle: Circle) -> frozenset[UUID]:
    """Return who is invited by itself: everybody, or the office alone where the others are chosen (M-02)."""
    return frozenset({circle.office_id}) if kind is MeetingKind.CASE_CONFERENCE else circle.everybody


def invitation_objections(kind: MeetingKind, invited: frozenset[UUID], circle: Circle) -> tuple[Objection, ...]:
    """Object to separate coordination with some services only, and to a case conference with nobody (M-02)."""
    return tuple(_invitation_objections(kind, invited, circle))


def _invitation_objections(kind: MeetingKind, invited: frozenset[UUID], circle: Circle) -> Iterator[Objection]:
    services = invited & circle.social_service_ids
    missing = len(circle.social_service_ids - services)
    if circle.office_id not in invited:
        yield Objection("meeting_without_office", "invited", source=CONCEPT)
    if kind is MeetingKind.CASE_CONFERENCE:
        if not services:
            yield Objection("conference_without_service", "invited")
    elif len(services) == 1 and missing:
        yield Objection("coordination_with_one_service", "invited", source=CONCEPT)
    elif missing:
        yield Objection("meeting_services_missing", "invited", {"count": missing}, CONCEPT)


def meeting_day_objections(meets_on: date, today: date) -> tuple[Objection, ...]:
    """Object to calling a meeting for a day that has passed."""
    if meets_on >= today:
        return ()
    return (Objection("meeting_in_past", "meets_on", {"today": today.isoformat()}),)


def meeting_day_warnings(meets_on: date, days: WorkingDays) -> tuple[Objection, ...]:
    """Warn of a meeting on a Bernese holiday, a closing day or at a weekend, with the next working day."""
    if days.is_working_day(meets_on):
        return ()
    facts = {"next": days.shift_due(meets_on, ShiftMode.NEXT_WORKING_DAY).isoformat()}
    if is_holiday(meets_on):
        return (Objection("meeting_on_holiday", "meets_on", facts, "BSG 555.1, art. 2"),)
    if days.is_closed(meets_on):
        return (Objection("meeting_on_closing_day", "meets_on", facts),)
    return (Objection("meeting_on_weekend", "meets_on", facts),)


def series_days(first_on: date, every_months: int | None, count: int, days: WorkingDays) -> tuple[date, ...]:
    """Return the days of a series, each moved to the next working day; raise NotConfigured without a rhythm (M-04)."""
    if every_months is None:
        raise NotConfigured("meeting_every_months")
    planned = (add_months(first_on, every_months * each) for each in range(count))
    return tuple(days.shift_due(day, ShiftMode.NEXT_WORKING_DAY) for day in planned)


@dataclass(frozen=True)
class AgendaItem:
    """One point of an agenda; ``due_on`` is since or until when it waits, None for a standing topic."""

    kind: AgendaKind
    subject_id: UUID | None = None
    due_on: date | None = None


def agenda(subjects: Iterable[AgendaItem]) -> tuple[AgendaItem, ...]:
    """Return the open cases, each once, longest waiting first, then the three standing topics (M-05)."""
    standing = [AgendaItem(kind) for kind in STANDING_TOPICS]
    return tuple(sorted({*subjects, *standing}, key=_place))


def _place(item: AgendaItem) -> tuple[int, date, str]:
    return (_ORDER.index(item.kind), item.due_on or date.max, str(item.subject_id or ""))


@dataclass(frozen=True, kw_only=True)
class MeetingDecision:
    """What a meeting decided on one item; an empty choice is none."""

    item: AgendaItem
    choice: str
    justification: str = ""
    decided_on: date


def decision_objections(decision: MeetingDecision, meets_on: date) -> tuple[Objection, ...]:
    """Object to a decision before its meeting, without a choice, on no single case, or without a reason."""
    return tuple(_decision_objections(decision, meets_on))


def _decision_objections(decision: MeetingDecision, meets_on: date) -> Iterator[Objection]:
    if decision.decided_on < meets_on:
        yield Objection("decision_before_meeting", None, {"meets_on": meets_on.isoformat()})
    if decision.item.subject_id is None:
        yield Objection("decision_without_case", "item_id")
    if not decision.choice.strip():
        yield Objection("decision_missing", "choice")
    if not decision.justification.strip():
        yield Objection("decision_unjustified", "justification")


_CLOCK: Final = re.compile(r"([01]?[0-9]|2[0-3])[:.h]([0-5][0-9])")


@dataclass(frozen=True)
class Span:
    """From when to when a meeting lasts, as instants."""

    starts_at: datetime
    ends_at: datetime


def clock_of(text: str) -> time | None:
    """Return the time of day meant by ``9:30``, ``09.30`` or ``9h30``; None for anything else."""
    found = _CLOCK.fullmatch(text.strip())
    return time(int(found[1]), int(found[2])) if found else None


def span_objections(starts: str, ends: str) -> tuple[Objection, ...]:
    """Object to a time that is none, and to an end before the beginning."""
    first, last = clock_of(starts), clock_of(ends)
    found = [Objection("time_malformed", name) for name, each in (("starts_at", first), ("ends_at", last)) if not each]
    if first and last and last <= first:
        found.append(Objection("meeting_ends_too_early", "ends_at"))
    return tuple(found)


def span_of(day: date, starts: str, ends: str, zone: tzinfo) -> Span:
    """Return when a meeting begins and ends; raise ValueError for times ``span_objections`` objects to."""
    first, last = clock_of(starts), clock_of(ends)
    if first is None or last is None:
        raise ValueError("a time of day is written 09:30")
    return Span(datetime.combine(day, first, zone).astimezone(UTC), datetime.combine(day, last, zone).astimezone(UTC))


def closing_objections(open_items: int, *, attendance_known: bool) -> tuple[Objection, ...]:
    """Object to minutes while a point is open or nobody wrote down who was there."""
    found = []
    if open_items:
        found.append(Objection("agenda_items_open", None, {"count": open_items}))
    if not attendance_known:
        found.append(Objection("attendance_missing"))
    return tuple(found)


def attendance_objections(present: frozenset[UUID], excused: frozenset[UUID]) -> tuple[Objection, ...]:
    """Object to an organisation that is said to be there and excused, and to a meeting nobody came to."""
    found = []
    if twice := len(present & excused):
        found.append(Objection("present_and_excused", "excused", {"count": twice}))
    if not present:
        found.append(Objection("nobody_present", "present"))
    return tuple(found)


def placed_into(existing: Sequence[AgendaKind], new: AgendaKind) -> int:
    """Return where a new point goes: behind the last one that is dealt with before it or with it."""
    order = _ORDER.index(new)
    return max((at + 1 for at, kind in enumerate(existing) if _ORDER.index(kind) <= order), default=0)
