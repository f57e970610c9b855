"""Presence months: opened with the placement, filled by half-days, handed in, contested, locked."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, Final
from uuid import UUID, uuid4

from sqlalchemy import delete, func, insert, select

from messaging.work import Work
from schemas.codes import PresenceCode
from schemas.placements import (
    ContestPresence,
    LockPresence,
    PresenceContested,
    PresenceLocked,
    PresenceOpened,
    PresenceSubmitted,
    SavePresence,
    SubmitPresence,
)
from schemas.refusal import Objection
from services.placements.handlers.lists import refuse
from services.placements.handlers.placement_steps import suspensions_of
from services.placements.handlers.proposal_steps import seeker_of
from services.placements.model import BOOKS, Placement, PresenceMark, PresenceMonth
from services.placements.queries.reach import found
from services.placements.rules import presence as rules
from services.placements.rules.presence_course import PRESENCE, TO_FILL, PresenceState
from services.placements.rules.stays import future_mark_objections, submission_objections
from services.placements.rules.term import Suspension
from workflow import dated
from workflow.calendar import add_months, end_of_month
from workflow.deadlines import Owner
from workflow.moves import Course, check_version

COURSE: Final = Course(PRESENCE, BOOKS)


def open_sheets(placement: Placement, work: Work) -> None:
    """Open every month of the placement up to today that has no sheet yet."""
    latest = select(func.max(PresenceMonth.month)).where(PresenceMonth.placement_id == placement.id)
    last = work.session.scalar(latest)
    first = add_months(last, 1) if last else placement.starts_on.replace(day=1)
    until = min(work.today, placement.ended_on or placement.ends_on)
    for month in _months(first, until):
        _open(placement, month, work)


def _months(first: date, until: date) -> Iterator[date]:
    while first <= until:
        yield first
        first = add_months(first, 1)


def _open(placement: Placement, month: date, work: Work) -> None:
    sheet = PresenceMonth(
        id=uuid4(),
        placement_id=placement.id,
        mandate_id=placement.mandate_id,
        place_id=placement.place_id,
        provider_id=placement.provider_id,
        social_service_id=placement.social_service_id,
        month=month,
        state=PresenceState.OPEN,
        contracted_half_days=rules.contracted_half_days(frame_of(placement, month, work)),
    )
    work.session.add(sheet)
    work.session.flush()
    owner = Owner(placement.provider_id, None, placement.mandate_id, end_of_month(month))
    COURSE.start(sheet, work.for_house(), owner)
    days = dated.working_days(work.session, BOOKS, work.today)
    work.tell(PresenceOpened(**ids_of(sheet), due_on=rules.presence_due(month, days)))


def frame_of(placement: Placement, month: date, work: Work) -> rules.PresenceFrame:
    """Return what a sheet is held against."""
    rests = tuple(Suspension(each.starts_on, each.ends_on) for each in suspensions_of(placement, work))
    last_day = placement.ended_on or placement.ends_on
    days = dated.working_days(work.session, BOOKS, work.today).for_all()
    return rules.PresenceFrame(month, placement.starts_on, last_day, placement.workload_percent, days, rests)


def save_presence(asked: SavePresence, work: Work) -> UUID:
    """Fill the sheet; every half-day that cannot be is objected to at once."""
    sheet, frame = _take(asked, work)
    if sheet.state not in TO_FILL:
        refuse(Objection("sheet_not_open", None, {"state": sheet.state.value}))
    marks = [rules.PresenceMark(each.day, each.half, each.code) for each in asked.marks]
    refuse(*rules.presence_objections(marks, frame), *future_mark_objections(marks, work.today))
    work.session.execute(delete(PresenceMark).where(PresenceMark.month_id == sheet.id))
    rows = [{"month_id": sheet.id, "day": each.day, "half": each.half, "code": each.code} for each in marks]
    if rows:
        work.session.execute(insert(PresenceMark), rows)
    _count(sheet, rules.presence_totals(marks, frame))
    return sheet.id


def _count(sheet: PresenceMonth, totals: rules.PresenceTotals) -> None:
    sheet.contracted_half_days, sheet.marked_half_days = totals.contracted, totals.marked
    sheet.present_half_days = totals.by_code[PresenceCode.PRESENT]


def submit_presence(asked: SubmitPresence, work: Work) -> UUID:
    """Hand the sheet in; it is held against the contract rate once more."""
    sheet, frame = _take(asked, work)
    marks = marks_of(sheet, work)
    totals = rules.presence_totals(marks, frame)
    refuse(
        *rules.presence_objections(marks, frame),
        *submission_objections(sheet.month, frame.ends_on, totals, work.today),
    )
    _count(sheet, totals)
    sheet.submitted_on = work.today
    COURSE.move(sheet, "submit", work, Owner(None, seeker_of(sheet, work).coordinator_id, sheet.mandate_id))
    work.tell(PresenceSubmitted(**ids_of(sheet)))
    return sheet.id


def contest_presence(asked: ContestPresence, work: Work) -> UUID:
    """Give the sheet back for correction, saying what is wrong."""
    sheet, _ = _take(asked, work)
    COURSE.move(sheet, "contest", work, Owner(sheet.provider_id, None, sheet.mandate_id), remark=asked.remark)
    work.tell(PresenceContested(**ids_of(sheet)))
    return sheet.id


def lock_presence(asked: LockPresence, work: Work) -> UUID:
    """Take the sheet as final; it feeds billing and changes only if it is contested again."""
    sheet, frame = _take(asked, work)
    totals = rules.presence_totals(marks_of(sheet, work), frame)
    sheet.locked_on = work.today
    COURSE.move(sheet, "lock", work, Owner())
    placement = work.session.get_one(Placement, sheet.placement_id)
    counted: dict[str, Any] = {code.value: count for code, count in totals.by_code.items()}
    work.tell(
        PresenceLocked(
            **ids_of(sheet),
            kind=placement.kind,
            funding=placement.funding,
            workload_percent=placement.workload_percent,
            contracted_half_days=totals.contracted,
            **counted,
            locked_on=work.today,
        )
    )
    return sheet.id


def _take(asked: Any, work: Work) -> tuple[PresenceMonth, rules.PresenceFrame]:
    sheet = found(work, PresenceMonth, asked.month_id, "presence_month", lock=True)
    check_version(sheet, asked.row_version)
    placement = work.session.get_one(Placement, sheet.placement_id)
    return sheet, frame_of(placement, sheet.month, work)


def marks_of(sheet: PresenceMonth, work: Work) -> list[rules.PresenceMark]:
    """Return the half-days of a sheet in order."""
    asked = select(PresenceMark).where(PresenceMark.month_id == sheet.id).order_by(PresenceMark.day, PresenceMark.half)
    return [rules.PresenceMark(each.day, each.half, each.code) for each in work.session.scalars(asked)]


def ids_of(sheet: PresenceMonth) -> dict[str, Any]:
    """Return the ids every event about a sheet carries."""
    return {
        "month_id": sheet.id,
        "placement_id": sheet.placement_id,
        "mandate_id": sheet.mandate_id,
        "place_id": sheet.place_id,
        "provider_id": sheet.provider_id,
        "social_service_id": sheet.social_service_id,
        "month": sheet.month,
    }
