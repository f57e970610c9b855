"""How long providers may take to answer, and how long they take."""

from __future__ import annotations

from datetime import date

import pytest

from schemas.codes import AnswerStage
from services.placements.rules.answers import (
    AnswerSchedule,
    AnswerTimes,
    Exchange,
    answer_schedule,
    answer_stage,
    decline_decision_due,
    response_days,
    response_time,
)
from workflow.calendar import BERNESE, Closing, WorkingDays

MONDAY = date(2026, 11, 2)
SCHEDULE = AnswerSchedule(remind_on=date(2026, 11, 5), escalate_on=date(2026, 11, 11), last_day=date(2026, 11, 16))


def test_a_proposal_is_reminded_escalated_and_expires_by_working_days_row_07() -> None:
    assert answer_schedule(MONDAY, BERNESE) == SCHEDULE


def test_holidays_are_no_working_days_row_07() -> None:
    schedule = answer_schedule(date(2026, 12, 22), BERNESE)
    assert (schedule.remind_on, schedule.last_day) == (date(2026, 12, 28), date(2027, 1, 7))


def test_another_calendar_can_be_given_row_07() -> None:
    closed = WorkingDays((Closing(date(2026, 11, 3), date(2026, 11, 4)),))
    found = answer_schedule(MONDAY, closed, AnswerTimes(1, 2, 3))
    assert found == AnswerSchedule(date(2026, 11, 5), date(2026, 11, 6), date(2026, 11, 9))


@pytest.mark.parametrize(
    ("day", "stage"),
    [
        (MONDAY, AnswerStage.WAITING),
        (date(2026, 11, 4), AnswerStage.WAITING),
        (date(2026, 11, 5), AnswerStage.REMIND),
        (date(2026, 11, 10), AnswerStage.REMIND),
        (date(2026, 11, 11), AnswerStage.ESCALATE),
        (date(2026, 11, 16), AnswerStage.ESCALATE),
        (date(2026, 11, 17), AnswerStage.EXPIRED),
    ],
)
def test_an_answer_on_the_last_day_is_in_time_row_07(day: date, stage: AnswerStage) -> None:
    assert answer_stage(SCHEDULE, day) is stage


def test_a_decline_is_confirmed_within_five_working_days_row_05() -> None:
    assert decline_decision_due(MONDAY, BERNESE) == date(2026, 11, 9)


def test_the_response_time_counts_working_days_up_to_now() -> None:
    assert response_days(Exchange(MONDAY, date(2026, 11, 9)), date(2026, 11, 20), BERNESE) == 5
    assert response_days(Exchange(MONDAY), date(2026, 11, 20), BERNESE) == 14


def test_a_provider_answers_in_the_median_of_its_answers() -> None:
    days = [date(2026, 11, 3), date(2026, 11, 4), date(2026, 11, 16), None]
    found = response_time([Exchange(MONDAY, day) for day in days], BERNESE)
    assert (found.median_days, found.answered, found.waiting) == (2.0, 3, 1)


def test_without_any_answer_there_is_no_median() -> None:
    assert response_time([Exchange(MONDAY)], BERNESE).median_days is None
