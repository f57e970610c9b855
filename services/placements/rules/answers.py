"""How long a provider may take to answer a proposal, and how fast providers answer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from statistics import median

from schemas.codes import AnswerStage
from workflow.calendar import WorkingDays


@dataclass(frozen=True)
class AnswerTimes:
    """Working days from sending a proposal to each step, and for confirming a decline (practice)."""

    remind: int = 3
    escalate: int = 7
    expire: int = 10
    confirm_decline: int = 5


@dataclass(frozen=True)
class AnswerSchedule:
    """The days of one proposal: reminded and escalated on, and the last day an answer is in time."""

    remind_on: date
    escalate_on: date
    last_day: date


@dataclass(frozen=True)
class Exchange:
    """One proposal as far as answering goes; ``answered_on`` is None while the provider is silent."""

    sent_on: date
    answered_on: date | None = None


@dataclass(frozen=True)
class ResponseTime:
    """How a provider answers: median working days over answered proposals, None without any."""

    median_days: float | None
    answered: int
    waiting: int


PRACTICE_TIMES = AnswerTimes()


def answer_schedule(sent_on: date, days: WorkingDays, times: AnswerTimes = PRACTICE_TIMES) -> AnswerSchedule:
    """Return the days of a proposal sent on ``sent_on``."""
    return AnswerSchedule(
        remind_on=days.after(sent_on, times.remind),
        escalate_on=days.after(sent_on, times.escalate),
        last_day=days.after(sent_on, times.expire),
    )


def answer_stage(schedule: AnswerSchedule, day: date) -> AnswerStage:
    """Return where an unanswered proposal stands on ``day``; on the last day an answer is still in time."""
    if day > schedule.last_day:
        return AnswerStage.EXPIRED
    if day >= schedule.escalate_on:
        return AnswerStage.ESCALATE
    return AnswerStage.REMIND if day >= schedule.remind_on else AnswerStage.WAITING


def decline_decision_due(declined_on: date, days: WorkingDays, times: AnswerTimes = PRACTICE_TIMES) -> date:
    """Return the last day for the coordinator to confirm or override a provider's decline."""
    return days.after(declined_on, times.confirm_decline)


def response_days(exchange: Exchange, day: date, days: WorkingDays) -> int:
    """Return the working days until the answer, or until ``day`` while there is none."""
    return days.between(exchange.sent_on, exchange.answered_on or day)


def response_time(exchanges: Iterable[Exchange], days: WorkingDays) -> ResponseTime:
    """Return the answering of one provider over many proposals."""
    sent = list(exchanges)
    taken = [days.between(each.sent_on, each.answered_on) for each in sent if each.answered_on is not None]
    return ResponseTime(float(median(taken)) if taken else None, len(taken), len(sent) - len(taken))
