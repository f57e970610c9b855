"""Exceptions and the consultation behind one of them."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest

from schemas.actor import Role
from schemas.codes import AdmissionException, ExceptionState
from services.registration.rules.exceptions import (
    Approval,
    Consultation,
    consultation_objections,
    consultation_state,
    exception_state,
)
from services.registration.rules.verdict import RequiredException
from tests.services.registration.rules.people import DAY

WORKER, HEAD = UUID(int=1), UUID(int=2)
AGE = RequiredException(AdmissionException.IP_AGE, Role.SSIP_HEAD)
EMPLOYABILITY = RequiredException(AdmissionException.EMPLOYABILITY, Role.SSIP_HEAD)
CAPACITY = RequiredException(AdmissionException.WORK_CAPACITY, Role.SSIP_HEAD, consultation=True)
AGE_YES = Approval(AdmissionException.IP_AGE, True, Role.SSIP_HEAD)
AGE_NO = Approval(AdmissionException.IP_AGE, False, Role.SSIP_HEAD)
EMPLOYABILITY_YES = Approval(AdmissionException.EMPLOYABILITY, True, Role.SSIP_HEAD)
BY_ANOTHER = Approval(AdmissionException.EMPLOYABILITY, True, Role.SSIP_COORDINATOR)
HELD = Consultation(WORKER, HEAD, DAY)
PENDING, GRANTED, REFUSED = ExceptionState.PENDING, ExceptionState.GRANTED, ExceptionState.REFUSED


@pytest.mark.parametrize(
    ("consultation", "state"),
    [
        (HELD, GRANTED),
        (Consultation(WORKER, None, DAY), PENDING),
        (Consultation(WORKER, HEAD, None), PENDING),
        (Consultation(), PENDING),
        (None, PENDING),
        (Consultation(HEAD, HEAD, DAY), REFUSED),
    ],
)
def test_a_consultation_needs_two_persons_and_a_day_rule_06_row_09(
    consultation: Consultation | None, state: ExceptionState
) -> None:
    assert consultation_state(consultation) is state


def test_one_person_on_both_chairs_is_objected_to_rule_06_row_09() -> None:
    assert [each.code for each in consultation_objections(Consultation(HEAD, HEAD))] == ["consultation_same_person"]
    assert consultation_objections(Consultation(WORKER, None)) == []


@pytest.mark.parametrize(
    ("approvals", "state"),
    [
        ([], PENDING),
        ([AGE_YES], PENDING),
        ([AGE_YES, EMPLOYABILITY_YES], GRANTED),
        ([AGE_NO, EMPLOYABILITY_YES], REFUSED),
        ([AGE_NO], REFUSED),
        ([AGE_YES, BY_ANOTHER], PENDING),
        ([AGE_NO, EMPLOYABILITY_YES, AGE_YES], GRANTED),
    ],
)
def test_all_asked_exceptions_must_be_granted_by_the_approver_rule_13_row_09(
    approvals: list[Approval], state: ExceptionState
) -> None:
    assert exception_state([AGE, EMPLOYABILITY], approvals, DAY) is state


@pytest.mark.parametrize(
    ("until", "state"), [(date(2026, 11, 22), GRANTED), (date(2026, 11, 21), PENDING), (None, GRANTED)]
)
def test_an_exception_runs_out_after_its_last_day_rule_13_row_09(until: date | None, state: ExceptionState) -> None:
    approval = Approval(AdmissionException.IP_AGE, True, Role.SSIP_HEAD, until)
    assert exception_state([AGE], [approval], DAY) is state


@pytest.mark.parametrize(
    ("consultation", "state"), [(None, PENDING), (Consultation(WORKER, None, DAY), PENDING), (HELD, GRANTED)]
)
def test_low_work_capacity_is_granted_only_after_the_consultation_rule_06_row_09(
    consultation: Consultation | None, state: ExceptionState
) -> None:
    approval = Approval(AdmissionException.WORK_CAPACITY, True, Role.SSIP_HEAD, consultation=consultation)
    assert exception_state([CAPACITY], [approval], DAY) is state


def test_without_any_exception_there_is_nothing_to_wait_for_rule_13_row_09() -> None:
    assert exception_state([], [], DAY) is GRANTED
