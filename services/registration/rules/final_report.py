"""What a final report must contain, who signs it and when it is due."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from schemas.codes import FinalReportPart
from schemas.refusal import Objection

_REPORT = "Concept SSIP, ch. 3"
SHORT_FORM = frozenset({FinalReportPart.COURSE, FinalReportPart.RECOMMENDATION})
"""What is asked when the person never came: the other parts would have nothing to say (interpretation)."""


@dataclass(frozen=True)
class FinalReportTimes:
    """Days from the end of the placement to the report, and from there to each reminder (practice)."""

    due_days: int = 14
    late_days: tuple[int, ...] = (3, 10)


@dataclass(frozen=True)
class FinalReportSchedule:
    """When the final report of one placement is due and when its lateness is told."""

    due_on: date
    late_on: tuple[date, ...]


PRACTICE_TIMES = FinalReportTimes()


def final_report_objections(parts: Mapping[FinalReportPart, str], *, is_short: bool = False) -> list[Objection]:
    """Object to every mandatory part that is missing or blank; ``is_short`` is the no-show form."""
    wanted = [part for part in FinalReportPart if not is_short or part in SHORT_FORM]
    blank = [part for part in wanted if not parts.get(part, "").strip()]
    return [Objection("final_report_part_missing", part.value, {"part": part}, _REPORT) for part in blank]


def signature_objections(
    signed_by_office: bool, signed_by_provider: bool, *, had_provider: bool = True
) -> list[Objection]:
    """Object to a final report without the signatures of the office and, after a placement, the provider."""
    objections = []
    if not signed_by_office:
        objections.append(Objection("office_signature_missing", "signed_by_office"))
    if had_provider and not signed_by_provider:
        objections.append(Objection("provider_signature_missing", "signed_by_provider"))
    return objections


def final_report_schedule(ended_on: date, times: FinalReportTimes = PRACTICE_TIMES) -> FinalReportSchedule:
    """Return the due day of the final report and the days it is told late."""
    due_on = ended_on + timedelta(days=times.due_days)
    return FinalReportSchedule(due_on, tuple(due_on + timedelta(days=days) for days in times.late_days))


def closing_report_objections(*, signature_needed: bool, had_provider: bool, is_signed: bool) -> list[Objection]:
    """Object to closing before the provider has signed, where the office has set that it must.

    The office signs by writing the report. No source says that a missing signature of the provider stops the closure,
    so it only does where ``provider_signature_needed`` is set.
    """
    if not signature_needed or not had_provider:
        return []
    return signature_objections(True, is_signed)
