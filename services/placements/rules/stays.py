"""Whether a placement may begin or end on a day, and what a presence sheet must wait for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from schemas.refusal import Objection
from services.placements.rules.presence import PresenceMark, PresenceTotals
from workflow.calendar import end_of_month

_ADMISSION = "Concept SSIP, ch. 3"


def start_objections(started_on: date, ends_on: date, check_valid_until: date, today: date) -> list[Objection]:
    """Object to a start still to come, after the last day, or when the admission check no longer holds."""
    objections = []
    if started_on > today:
        objections.append(Objection("day_in_future", "started_on", {"day": started_on.isoformat()}))
    if started_on > ends_on:
        objections.append(Objection("days_reversed", "started_on"))
    if check_valid_until < started_on:
        facts = {"valid_until": check_valid_until.isoformat()}
        objections.append(Objection("admission_check_expired", "started_on", facts, _ADMISSION))
    return objections


def end_objections(ended_on: date, starts_on: date, ends_on: date) -> list[Objection]:
    """Object to an end before the first day, and to one after the last day: that would be a prolongation."""
    if ended_on < starts_on:
        return [Objection("end_before_start", "ended_on", {"day": starts_on.isoformat()})]
    if ended_on > ends_on:
        return [Objection("end_after_agreed", "ended_on", {"day": ends_on.isoformat()})]
    return []


def period_objections(first: date, last: date, starts_on: date, ends_on: date) -> list[Objection]:
    """Object to a reported period in the wrong order or outside the placement."""
    if last < first:
        return [Objection("days_reversed", "period_until")]
    if first < starts_on or last > ends_on:
        facts = {"starts_on": starts_on.isoformat(), "ends_on": ends_on.isoformat()}
        return [Objection("period_outside_placement", "period_from", facts)]
    return []


def future_mark_objections(marks: Sequence[PresenceMark], today: date) -> list[Objection]:
    """Object to half-days that have not been yet."""
    later = sorted({mark.day for mark in marks if mark.day > today})
    return [Objection("presence_in_future", "marks", {"day": each.isoformat()}) for each in later]


def submission_objections(month: date, ends_on: date | None, totals: PresenceTotals, today: date) -> list[Objection]:
    """Object to handing a sheet in before the month (or the placement) is over, or without a single half-day.

    Where the contract gives no half-day (a start on the last Saturday, a month of suspension) there is none to mark.
    """
    last_day = end_of_month(month) if ends_on is None else min(end_of_month(month), ends_on)
    objections = []
    if today < last_day:
        objections.append(Objection("month_not_over", None, {"day": last_day.isoformat()}))
    if totals.contracted and not totals.marked:
        objections.append(Objection("presence_empty", "marks"))
    return objections
