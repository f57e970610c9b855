"""An appointment's workflow, what its state means on a day, and how many interim reviews are usual."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from math import ceil, floor
from typing import Final

from schemas.actor import Role
from schemas.codes import ReviewCount
from schemas.codes_registration import AppointmentStanding, AppointmentState
from schemas.refusal import Objection
from workflow.calendar import full_months_between
from workflow.table import Stage, StageKind, Timer, Workflow, step

S = AppointmentState
MEETING: Final = (Role.SSIP_COORDINATOR, Role.CASE_WORKER, Role.SERVICE_HEAD, Role.PROVIDER)
"""Everybody who meets persons; which side may confirm stands in ``confirming_objections``."""
OVER: Final = frozenset({S.SEEN, S.EXCUSED, S.NO_SHOW, S.REVOKED})

APPOINTMENT: Final = Workflow(
    name="appointment",
    states=AppointmentState,
    initial=S.PROPOSED,
    ends=OVER,
    transitions=(
        step("confirm", (S.PROPOSED,), S.CONFIRMED, *MEETING, command="registration.confirm_appointment"),
        step("move", (S.PROPOSED, S.CONFIRMED), S.PROPOSED, *MEETING, command="registration.move_appointment"),
        step("see", (S.PROPOSED, S.CONFIRMED), S.SEEN, *MEETING, command="registration.record_seen"),
        step("excuse", (S.PROPOSED, S.CONFIRMED), S.EXCUSED, *MEETING, command="registration.record_excused"),
        step("miss", (S.PROPOSED, S.CONFIRMED), S.NO_SHOW, *MEETING, command="registration.record_no_show"),
        step("revoke", (S.PROPOSED, S.CONFIRMED), S.REVOKED, *MEETING, command="registration.revoke_appointment"),
    ),
    timers=(
        Timer(
            "appointment_confirmed",
            S.PROPOSED,
            Role.SSIP_COORDINATOR,
            Role.SSIP_HEAD,
            (Stage(StageKind.DUE, 3), Stage(StageKind.ESCALATE, 7)),
        ),
        Timer(
            "appointment_outcome",
            S.CONFIRMED,
            Role.SSIP_COORDINATOR,
            Role.SSIP_HEAD,
            (Stage(StageKind.DUE, 1), Stage(StageKind.ESCALATE, 5)),
        ),
    ),
)


@dataclass(frozen=True)
class ReviewNorm:
    """How many interim reviews a year are usual (Concept SSIP, ch. 3: about 2 to 3)."""

    least: int = 2
    most: int = 3


SOURCE_NORM: Final = ReviewNorm()
_YEAR: Final = 12


def standing(state: AppointmentState, meets_on: date, today: date) -> AppointmentStanding:
    """Return what ``state`` means on ``today``; a meeting that is past and has no outcome asks for one."""
    if state in OVER:
        return AppointmentStanding.OVER
    if meets_on < today:
        return AppointmentStanding.OUTCOME_MISSING
    if state is S.PROPOSED:
        return AppointmentStanding.TO_CONFIRM
    return AppointmentStanding.TODAY if meets_on == today else AppointmentStanding.COMING


def confirming_objections(*, own_proposal: bool, is_office: bool) -> list[Objection]:
    """Object to somebody who confirms what the own organisation proposed; the office may always."""
    if own_proposal and not is_office:
        return [Objection("appointment_own_proposal")]
    return []


def proposing_objections(meets_on: date, today: date) -> list[Objection]:
    """Object to a day that is past."""
    return [Objection("day_in_past", "meets_on")] if meets_on < today else []


def outcome_objections(meets_on: date, today: date) -> list[Objection]:
    """Object to saying how a meeting went before its day."""
    return [Objection("appointment_not_held_yet", "meets_on")] if meets_on > today else []


def interim_review_count(held: int, since: date, until: date, norm: ReviewNorm = SOURCE_NORM) -> ReviewCount:
    """Return whether ``held`` reviews fit the months in the measure, pro rata: a guide, no limit."""
    months = full_months_between(since, until)
    if held > ceil(norm.most * months / _YEAR):
        return ReviewCount.ABOVE
    if held < floor(norm.least * months / _YEAR):
        return ReviewCount.BELOW
    return ReviewCount.WITHIN if held else ReviewCount.NOT_YET_DUE
