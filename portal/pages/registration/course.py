"""A mandate's course as its page shows it: decisions on the kind of place, phases, final report, outcomes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from flask import url_for
from markupsafe import Markup

from portal import formats
from portal.cells import badge, link
from portal.doors import ask, has_desk, language, may, say, today
from portal.pages.registration import facts, names
from schemas.codes_registration import OutcomeMonth, ReorientationState
from schemas.registration import RatePhase, RecordOutcome
from services.billing.queries.efforts import Effort, efforts
from services.registration.queries.file_lines import MandateFile, ReportLine
from services.registration.queries.teams import OutcomeLine, ReorientationLine

DECIDED: Final = {
    ReorientationState.ASKED: "waiting",
    ReorientationState.MAINTAINED: "neutral",
    ReorientationState.REORIENTED: "success",
}


@dataclass(frozen=True)
class Decision:
    """One request for another kind of place with its decision, as the page shows it."""

    title: str
    badge: Markup
    asked: str
    why: str
    decided: str
    remark: str


@dataclass(frozen=True)
class CourseView:
    """Everything the view needs."""

    reorientations: list[Decision]
    phase_headings: list[str]
    phases: list[list[Any]]
    outcomes: list[list[Any]]
    referred_to: str


def view(file: MandateFile, accounts: Mapping[UUID, str]) -> CourseView:
    """Return the course of one mandate."""
    return CourseView(
        reorientations=[_decision(each, accounts) for each in file.reorientations],
        phase_headings=[say(f"registration.{name}") for name in ("phase", "from", "until")]
        + [say(f"field.{name}") for name in ("reason", "potential", "success", "findings")],
        phases=list(_phases(file)),
        outcomes=list(_outcomes(file, accounts)),
        referred_to=formats.code(file.referred_to, language()) if file.referred_to else "",
    )


def efforts_of(mandate_id: UUID) -> list[list[Any]]:
    """Return what the office has done for the mandate, for whoever may read it: kind, number, time, days."""
    if not has_desk("billing") or not may(efforts):
        return []
    return [
        [formats.code(each.item, language()), each.count, formats.duration(each.minutes), _span(each)]
        for each in ask(efforts, mandate_id=mandate_id)
    ]


def _span(effort: Effort) -> str:
    days = dict.fromkeys((formats.day(effort.first_on), formats.day(effort.last_on)))
    return " – ".join(days)


def _decision(line: ReorientationLine, accounts: Mapping[UUID, str]) -> Decision:
    by = accounts.get(line.decided_by, "") if line.decided_by else ""
    return Decision(
        title=say("registration.reoriented_from", before=line.before.value, wished=line.wished_kind.value),
        badge=badge(DECIDED[line.state], formats.code(line.state, language())),
        asked=" · ".join((accounts.get(line.asked_by, ""), formats.day(line.asked_at))),
        why=line.why,
        decided=" · ".join(each for each in (by, formats.day(line.decided_at)) if each),
        remark=line.remark or "",
    )


def _phases(file: MandateFile) -> Iterator[list[Any]]:
    can_rate = RatePhase.said in file.steps and may(RatePhase)
    for line, row in zip(file.phases, facts.phases(file.phases), strict=True):
        if can_rate and line.ended_on is not None and line.reason is None:
            address = url_for("mandates.act", mandate_id=file.id, action="rate_phase", phase_id=line.id)
            row[3:4] = [link(address, say("registration.rate_this"))]
        yield [*row, line.findings or ""]


def _outcomes(file: MandateFile, accounts: Mapping[UUID, str]) -> Iterator[list[Any]]:
    """Yield one row for each of the three months: what was recorded, or when it is due."""
    known = {each.month: each for each in file.outcomes}
    asked = {each.kind: each.due_on for each in file.deadlines}
    for month in OutcomeMonth:
        words, due_on = formats.code(month, language()), asked.get(f"outcome_after_{month.value}")
        if found := known.get(month):
            yield [words, *_recorded(found, accounts)]
        elif due_on is not None:
            yield [words, *_open(file, month, due_on)]


def _recorded(line: OutcomeLine, accounts: Mapping[UUID, str]) -> list[Any]:
    by = f"{accounts.get(line.recorded_by, '')} · {formats.day(line.recorded_at)}"
    return [names.word("outcome_kinds", line.outcome), line.remark, by]


def _open(file: MandateFile, month: OutcomeMonth, day: date) -> list[Any]:
    due = say("registration.outcome_due", day=formats.day(day))
    text: Any = Markup('<span class="late">{}</span>').format(due) if day < today() else due
    if may(RecordOutcome) and RecordOutcome.said in file.steps:
        address = url_for("mandates.act", mandate_id=file.id, action="record_outcome", month=month.value)
        return [text, "", link(address, say("act.registration.record_outcome.label"))]
    return [text, "", ""]


def signatures(report: ReportLine, accounts: Mapping[UUID, str], *, had_provider: bool) -> list[Markup]:
    """Return who has signed and who has read the final report, as badges."""
    office = say("registration.signed_by_office_on", day=formats.day(report.written_at))
    found = [badge("success", office, accounts.get(report.written_by, ""))]
    if report.signed_at is not None:
        found.append(badge("success", say("registration.signed_by_provider", day=formats.day(report.signed_at))))
    elif had_provider:
        found.append(badge("waiting", say("registration.not_signed")))
    if report.read_at is not None:
        found.append(badge("success", say("registration.read_on", day=formats.day(report.read_at))))
    else:
        found.append(badge("waiting", say("registration.not_read")))
    if report.is_short:
        found.append(badge("neutral", say("registration.short_form")))
    return found
