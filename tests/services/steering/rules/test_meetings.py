"""Meetings: everybody or a case conference, on a working day, with an agenda built from cases."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from schemas.codes_steering import AgendaKind, MeetingKind
from schemas.refusal import NotConfigured
from services.steering.rules.meetings import (
    AgendaItem,
    Circle,
    MeetingDecision,
    agenda,
    decision_objections,
    invitation_objections,
    meeting_day_objections,
    meeting_day_warnings,
    meeting_invitees,
    series_days,
)
from workflow.calendar import BERNESE

OFFICE = UUID(int=100)
SERVICES = frozenset(UUID(int=each) for each in range(1, 14))
CIRCLE = Circle(OFFICE, SERVICES)
ONE = frozenset({UUID(int=1)})


def test_a_coordination_meeting_invites_all_thirteen_services_and_the_office_rule_54_row_34() -> None:
    invited = meeting_invitees(MeetingKind.COORDINATION, CIRCLE)
    assert len(invited) == 14
    assert invitation_objections(MeetingKind.COORDINATION, invited, CIRCLE) == ()


def test_a_case_conference_invites_only_whom_it_concerns_row_34() -> None:
    assert meeting_invitees(MeetingKind.CASE_CONFERENCE, CIRCLE) == {OFFICE}


@pytest.mark.parametrize(
    ("kind", "invited", "codes"),
    [
        (MeetingKind.COORDINATION, ONE | {OFFICE}, ["coordination_with_one_service"]),
        (MeetingKind.CASE_CONFERENCE, ONE | {OFFICE}, []),
        (MeetingKind.COORDINATION, (SERVICES - ONE) | {OFFICE}, ["meeting_services_missing"]),
        (MeetingKind.COORDINATION, SERVICES, ["meeting_without_office"]),
        (MeetingKind.MANAGEMENT_EXCHANGE, SERVICES | {OFFICE}, []),
        (MeetingKind.CASE_CONFERENCE, frozenset({OFFICE}), ["conference_without_service"]),
        (MeetingKind.CASE_CONFERENCE, frozenset(), ["meeting_without_office", "conference_without_service"]),
    ],
)
def test_there_is_no_separate_coordination_with_a_single_service_rule_54_row_34(
    kind: MeetingKind, invited: frozenset[UUID], codes: list[str]
) -> None:
    assert [each.code for each in invitation_objections(kind, invited, CIRCLE)] == codes


def test_with_a_single_affiliated_service_that_one_is_everybody_row_34() -> None:
    alone = Circle(OFFICE, ONE)
    assert invitation_objections(MeetingKind.COORDINATION, alone.everybody, alone) == ()


@pytest.mark.parametrize(
    ("day", "code", "next_day"),
    [
        (date(2026, 12, 25), "meeting_on_holiday", "2026-12-28"),
        (date(2026, 12, 26), "meeting_on_holiday", "2026-12-28"),
        (date(2026, 11, 22), "meeting_on_weekend", "2026-11-23"),
    ],
)
def test_a_meeting_on_a_free_day_is_warned_of_and_not_refused_row_34(day: date, code: str, next_day: str) -> None:
    (found,) = meeting_day_warnings(day, BERNESE)
    assert (found.code, found.facts["next"]) == (code, next_day)
    assert meeting_day_objections(day, date(2026, 11, 1)) == ()


def test_a_meeting_on_a_working_day_needs_no_warning_row_34() -> None:
    assert meeting_day_warnings(date(2026, 11, 23), BERNESE) == ()


def test_nobody_is_called_to_a_meeting_that_has_passed_row_34() -> None:
    today = date(2026, 11, 22)
    assert [e.code for e in meeting_day_objections(date(2026, 11, 21), today)] == ["meeting_in_past"]
    assert meeting_day_objections(today, today) == ()


def test_a_series_has_working_days_only_and_needs_a_rhythm_row_34() -> None:
    days = series_days(date(2026, 10, 31), 1, 3, BERNESE)
    assert days == (date(2026, 11, 2), date(2026, 11, 30), date(2026, 12, 31))
    with pytest.raises(NotConfigured, match="meeting_every_months"):
        series_days(date(2026, 10, 31), None, 3, BERNESE)


def test_an_agenda_lists_cases_first_longest_waiting_on_top_then_the_standing_topics_row_34() -> None:
    late = AgendaItem(AgendaKind.LATE_REPORT, UUID(int=1), date(2026, 11, 1))
    older = AgendaItem(AgendaKind.LATE_REPORT, UUID(int=2), date(2026, 10, 1))
    segment = AgendaItem(AgendaKind.SEGMENT_REVIEW, UUID(int=3), date(2026, 12, 1))
    to_decide = AgendaItem(AgendaKind.CASE_TO_DECIDE, UUID(int=4), date(2026, 11, 20))
    found = agenda([late, segment, older, to_decide, late])
    assert found[:4] == (to_decide, older, late, segment)
    assert [each.kind for each in found[4:]] == [
        AgendaKind.QUALITY,
        AgendaKind.DEVELOPMENT,
        AgendaKind.COORDINATION,
    ]


MEETING_DAY = date(2026, 11, 23)
DECISION = MeetingDecision(
    item=AgendaItem(AgendaKind.CASE_TO_DECIDE, UUID(int=4)),
    choice="override",
    justification="besoin établi",
    decided_on=MEETING_DAY,
)


@pytest.mark.parametrize(
    ("decision", "codes"),
    [
        (DECISION, []),
        (replace(DECISION, decided_on=date(2026, 11, 22)), ["decision_before_meeting"]),
        (replace(DECISION, item=AgendaItem(AgendaKind.QUALITY)), ["decision_without_case"]),
        (replace(DECISION, choice="", justification=" "), ["decision_missing", "decision_unjustified"]),
    ],
)
def test_a_meeting_decides_case_by_case_with_a_reason_row_34(decision: MeetingDecision, codes: list[str]) -> None:
    assert [each.code for each in decision_objections(decision, MEETING_DAY)] == codes


def test_managements_meet_regularly_m_03() -> None:
    invited = SERVICES | {OFFICE}
    assert invitation_objections(MeetingKind.MANAGEMENT_EXCHANGE, invited, CIRCLE) == ()
    days = series_days(date(2026, 12, 14), 3, 4, BERNESE)
    assert [each.month for each in days] == [12, 3, 6, 9]
