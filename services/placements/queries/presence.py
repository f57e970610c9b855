"""Presence months as lists and sheets show them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select

from messaging.work import Reading
from schemas.codes import HalfDay, PresenceCode
from services.placements.model import BOOKS, Place, Placement, PresenceMark, PresenceMonth, Provider, Seeker, Suspension
from services.placements.queries.lines import Cut, Page, cut_from, filled, history, steps_for
from services.placements.queries.reach import found, reachable
from services.placements.rules.presence import PresenceFrame
from services.placements.rules.presence_course import PRESENCE, PresenceState
from services.placements.rules.term import Suspension as Rest
from workflow import dated
from workflow.moves import Happening

__all__ = ["PresenceState", "Sheet", "SheetDay", "SheetFilter", "SheetLine", "presence_months", "presence_sheet"]


@dataclass(frozen=True, kw_only=True)
class SheetLine:
    """One presence month in a list."""

    id: UUID
    row_version: int
    placement_id: UUID
    mandate_id: UUID
    number: str
    place_title: str
    provider_id: UUID
    provider_name: str
    social_service_id: UUID
    month: date
    state: PresenceState
    contracted_half_days: int
    marked_half_days: int
    present_half_days: int
    submitted_on: date | None
    locked_on: date | None
    steps: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class SheetDay:
    """One day that can be filled, and what each half was."""

    day: date
    morning: PresenceCode | None
    afternoon: PresenceCode | None


@dataclass(frozen=True, kw_only=True)
class Sheet(SheetLine):
    """One presence month with its days."""

    workload_percent: int
    days: tuple[SheetDay, ...]
    history: tuple[Happening, ...]


@dataclass(frozen=True, kw_only=True)
class SheetFilter:
    """Which sheets are asked for."""

    state: PresenceState | None = None
    month: date | None = None
    placement_id: UUID | None = None
    provider_id: UUID | None = None


def presence_months(
    reading: Reading,
    *,
    wanted: SheetFilter = SheetFilter(),
    cut: Cut = Cut(),  # noqa: B008
) -> Page[SheetLine]:
    """Return the presence months within reach, newest first."""
    asked = _narrowed(_joined(), reading, wanted).order_by(PresenceMonth.month.desc(), Seeker.number)
    counted = _narrowed(select(PresenceMonth.id), reading, wanted)
    rows, total = cut_from(reading, asked, cut, counted)
    return Page(tuple(_line(reading, row) for row in rows), total)


def _narrowed(asked: Select[*tuple[Any, ...]], reading: Reading, wanted: SheetFilter) -> Select[*tuple[Any, ...]]:
    asked = asked.where(reachable(PresenceMonth, reading.actor))
    for name in ("state", "month", "placement_id", "provider_id"):
        if value := getattr(wanted, name):
            asked = asked.where(getattr(PresenceMonth, name) == value)
    return asked


def _joined() -> Select[*tuple[Any, ...]]:
    return (
        select(
            PresenceMonth,
            Seeker.number,
            Place.title.label("place_title"),
            Provider.name.label("provider_name"),
        )
        .join(Seeker, Seeker.mandate_id == PresenceMonth.mandate_id)
        .join(Place, Place.id == PresenceMonth.place_id)
        .join(Provider, Provider.id == PresenceMonth.provider_id)
    )


def _line(reading: Reading, row: Any) -> SheetLine:
    steps = steps_for(PRESENCE, row.PresenceMonth.state, reading)
    return filled(SheetLine, row.PresenceMonth, row, steps=steps)


def presence_sheet(reading: Reading, *, month_id: UUID) -> Sheet:
    """Return one sheet with every working day on which the placement runs."""
    sheet = found(reading, PresenceMonth, month_id, "presence_month")
    row = reading.session.execute(_joined().where(PresenceMonth.id == month_id)).one()
    placement = reading.session.get_one(Placement, sheet.placement_id)
    return filled(
        Sheet,
        _line(reading, row),
        workload_percent=placement.workload_percent,
        days=_days(reading, sheet, placement),
        history=history(reading, month_id),
    )


def _days(reading: Reading, sheet: PresenceMonth, placement: Placement) -> tuple[SheetDay, ...]:
    rests = reading.session.scalars(select(Suspension).where(Suspension.placement_id == placement.id))
    working = dated.working_days(reading.session, BOOKS, reading.today).for_all()
    frame = PresenceFrame(
        sheet.month,
        placement.starts_on,
        placement.ended_on or placement.ends_on,
        placement.workload_percent,
        working,
        tuple(Rest(each.starts_on, each.ends_on) for each in rests),
    )
    marks = reading.session.scalars(select(PresenceMark).where(PresenceMark.month_id == sheet.id))
    given = {(mark.day, mark.half): mark.code for mark in marks}
    return tuple(
        SheetDay(day=day, morning=given.get((day, HalfDay.MORNING)), afternoon=given.get((day, HalfDay.AFTERNOON)))
        for day in frame.days()
        if working.is_working_day(day)
    )
