"""How long a provider may take to answer a proposal, and how fast providers answer."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from statistics import median

from schemas.codes import AnswerStage
from workflow import calendar

WorkingDayAfter = Callable[[date, int], date]
WorkingDaysBetween = Callable[[date, date], int]


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


def answer_schedule(
    sent_on: date,
    times: AnswerTimes = PRACTICE_TIMES,
    working_day_after: WorkingDayAfter = calendar.working_day_after,
) -> AnswerSchedule:
    """Return the days of a proposal sent on ``sent_on``."""
    return AnswerSchedule(
        remind_on=working_day_after(sent_on, times.remind),
        escalate_on=working_day_after(sent_on, times.escalate),
        last_day=working_day_after(sent_on, times.expire),
    )


def answer_stage(schedule: AnswerSchedule, day: date) -> AnswerStage:
    """Return where an unanswered proposal stands on ``day``; on the last day an answer is still in time."""
    if day > schedule.last_day:
        return AnswerStage.EXPIRED
    if day >= schedule.escalate_on:
        return AnswerStage.ESCALATE
    return AnswerStage.REMIND if day >= schedule.remind_on else AnswerStage.WAITING


def decline_decision_due(
    declined_on: date,
    times: AnswerTimes = PRACTICE_TIMES,
    working_day_after: WorkingDayAfter = calendar.working_day_after,
) -> date:
    """Return the last day for the coordinator to confirm or override a provider's decline."""
    return working_day_after(declined_on, times.confirm_decline)


def response_days(
    exchange: Exchange, day: date, working_days_between: WorkingDaysBetween = calendar.working_days_between
) -> int:
    """Return the working days until the answer, or until ``day`` while there is none."""
    return working_days_between(exchange.sent_on, exchange.answered_on or day)


def response_time(
    exchanges: Iterable[Exchange], working_days_between: WorkingDaysBetween = calendar.working_days_between
) -> ResponseTime:
    """Return the answering of one provider over many proposals."""
    sent = list(exchanges)
    taken = [working_days_between(each.sent_on, each.answered_on) for each in sent if each.answered_on is not None]
    return ResponseTime(float(median(taken)) if taken else None, len(taken), len(sent) - len(taken))
