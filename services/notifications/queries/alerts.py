"""What people are told: their own alerts by lane, the counters of the menu, and one alert."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, Date, Integer, Select, String, and_, bindparam, case, func, select

from messaging.clock import day_of
from messaging.direct_reading import DirectQuestion
from messaging.work import Reading
from schemas.codes_notifications import AlertKind, Lane, Posture, RecordKind
from schemas.refusal import NotFound
from services.notifications.model import Alert, MandateTeam
from services.notifications.rules.catalogue import MANDATORY
from services.notifications.rules.deadlines import TIMED
from services.notifications.rules.notice import audiences_of

_MINE: Final = ("role_here", "role_anywhere", "me_in_role_here", "me_in_role", "me")
"""The audiences somebody belongs to, in the order of ``audiences_of``."""
AHEAD: Final = timedelta(days=14)
"""How far the page of the day looks ahead."""


@dataclass(frozen=True)
class AlertLine:
    """One alert as a work list shows it; ``number`` is the mandate's number, never a name."""

    id: UUID
    kind: AlertKind
    posture: Posture
    lane: Lane
    record: RecordKind
    subject_id: UUID
    mandate_id: UUID | None
    number: str
    detail: str
    raised_on: date
    due_on: date | None
    from_on: date | None
    is_open: bool
    is_overdue: bool
    days_since: int
    is_seen: bool
    is_mandatory: bool
    has_deadline: bool
    """Whether the owner's register of deadlines says the same task with its day."""
    reason: str | None = None


@dataclass(frozen=True)
class AlertCounts:
    """How many alerts stand in each lane, and how many of them are past their day."""

    act_now: int = 0
    overdue: int = 0
    waiting: int = 0
    coming: int = 0
    news: int = 0
    by_record: Mapping[RecordKind, int] | None = None
    """What is to do now, by kind of record, for the counters in the menu."""


@dataclass(frozen=True)
class MyAlerts:
    """The page of the day: each lane's first lines, the counts of all."""

    act_now: tuple[AlertLine, ...]
    waiting: tuple[AlertLine, ...]
    coming: tuple[AlertLine, ...]
    news: tuple[AlertLine, ...]
    counts: AlertCounts


def my_alerts(reading: Reading, *, limit: int = 50, counted: bool = True) -> MyAlerts:
    """Return the open alerts of the actor: act now (overdue first), waiting, coming within 14 days, news.

    Their numbers are left out, at zero, where not ``counted``: it saves a statement.
    """
    lines = [_line(row, reading) for row in reading.session.execute(_first_lines(), {**_given(reading), "most": limit})]

    def of(lane: Lane) -> tuple[AlertLine, ...]:
        return tuple(each for each in lines if each.lane is lane)

    numbers = alert_counts(reading) if counted else AlertCounts()
    return MyAlerts(of(Lane.ACT_NOW), of(Lane.WAITING), of(Lane.COMING), of(Lane.NEWS), numbers)


def alert_counts(reading: Reading) -> AlertCounts:
    """Return the counters of the menu, from the same rows the page of the day shows."""
    found = _counted().rows(reading.session, **_given(reading))

    def of(lane: Lane) -> int:
        return sum(count for each, _, count, _ in found if each == lane)

    act_now = {record: count for lane, record, count, _ in found if lane == Lane.ACT_NOW}
    late = sum(int(count) for lane, _, _, count in found if lane == Lane.ACT_NOW)
    return AlertCounts(of(Lane.ACT_NOW), late, of(Lane.WAITING), of(Lane.COMING), of(Lane.NEWS), act_now)


@cache
def _counted() -> DirectQuestion:
    """Return the question behind the counters; it stands on every page, so it is made once."""
    open_now = and_(_is_mine(), Alert.done_at.is_(None))
    rows = select(Alert.id, Alert.due_on, Alert.record, _lane_now()).where(open_now).subquery()
    overdue = case((rows.c.due_on < bindparam("today", type_=Date()), 1), else_=0)
    numbers = select(rows.c.lane, rows.c.record, func.count(), func.sum(overdue))
    return DirectQuestion(numbers.group_by(rows.c.lane, rows.c.record))


def alert(reading: Reading, *, alert_id: UUID) -> AlertLine:
    """Return one of the actor's own alerts, open or done; raise NotFound for any other."""
    row = reading.session.execute(_lines().where(Alert.id == alert_id), _given(reading)).first()
    if row is None:
        raise NotFound("alert")
    return _line(row, reading)


def _given(reading: Reading) -> dict[str, Any]:
    """Return what is filled into the questions of this module for the one who asks now."""
    actor = reading.actor
    mine = audiences_of(actor.role, actor.organisation_id, actor.account_id)
    return {**dict(zip(_MINE, mine, strict=True)), "today": reading.today, "ahead": reading.today + AHEAD}


def _is_mine() -> ColumnElement[bool]:
    return Alert.audience.in_([bindparam(name, type_=String()) for name in _MINE])


def _lane_now() -> ColumnElement[Any]:
    return _lane(bindparam("today", type_=Date()), bindparam("ahead", type_=Date()))


def _lane(today: Any, ahead: Any) -> ColumnElement[Any]:
    """Tell an alert's lane; what was put off or announced ahead sleeps until its day."""
    wakes_on = func.coalesce(Alert.snoozed_until, Alert.from_on)
    return case(
        (Alert.posture == Posture.KNOW, Lane.NEWS.value),
        (wakes_on > ahead, Lane.LATER.value),
        (wakes_on > today, Lane.COMING.value),
        (Alert.posture == Posture.WAIT, Lane.WAITING.value),
        else_=Lane.ACT_NOW.value,
    ).label("lane")


@cache
def _lines() -> Select[Any]:
    asked = select(Alert, MandateTeam.number, _lane_now())
    return asked.outerjoin(MandateTeam, MandateTeam.mandate_id == Alert.mandate_id).where(_is_mine())


@cache
def _first_lines() -> Select[Any]:
    """The first lines of every lane, in one statement: overdue and soonest first, then the oldest.

    It stands on everybody's page of the day, so it is made once.
    """
    order = (Alert.due_on.is_(None), Alert.due_on, Alert.raised_at, Alert.id)
    ranked = (
        select(Alert.id, func.row_number().over(partition_by=_lane_now(), order_by=order).label("rank"))
        .where(_is_mine(), Alert.done_at.is_(None))
        .subquery()
    )
    first = ranked.c.rank <= bindparam("most", type_=Integer())
    return _lines().join(ranked, ranked.c.id == Alert.id).where(first).order_by(*order)


def _line(row: Any, reading: Reading) -> AlertLine:
    found: Alert = row[0]
    raised_on = day_of(found.raised_at)
    return AlertLine(
        id=found.id,
        kind=found.kind,
        posture=found.posture,
        lane=Lane(row.lane),
        record=found.record,
        subject_id=found.subject_id,
        mandate_id=found.mandate_id,
        number=row.number or "",
        detail=found.detail,
        raised_on=raised_on,
        due_on=found.due_on,
        from_on=found.snoozed_until or found.from_on,
        is_open=found.done_at is None,
        is_overdue=found.due_on is not None and found.due_on < reading.today,
        days_since=(reading.today - raised_on).days,
        is_seen=found.seen_at is not None,
        is_mandatory=found.kind in MANDATORY,
        has_deadline=found.kind in TIMED,
        reason=found.reason,
    )
