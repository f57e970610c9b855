"""Meetings as people read them: lists, one meeting with its agenda, what is coming; narrowed by the actor."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, false, func, or_, select, true

from messaging.clock import day_of
from messaging.work import Reading
from schemas.accounts import OFFICE_ID
from schemas.actor import OrganisationKind
from schemas.codes_steering import (
    AgendaKind,
    AgendaRecord,
    Attendance,
    ItemState,
    MeetingKind,
    MeetingState,
)
from schemas.refusal import NotFound
from services.steering.model import (
    BOOKS,
    AgendaItem,
    Invited,
    KnownContract,
    KnownMandate,
    Matter,
    Meeting,
    OpenPoint,
)
from services.steering.reach import known_item, known_meeting
from services.steering.rules.meeting_course import MEETING
from workflow.docket import Docket, Wanted, docket
from workflow.due import Deadline, open_deadlines
from workflow.moves import Happening, history_of
from workflow.resting import DeadlineFile, deadline_file
from workflow.table import Transition


@dataclass(frozen=True, kw_only=True)
class MeetingLine:
    """One meeting of a list; ``open_items`` counts what the actor may see of its agenda."""

    id: UUID
    row_version: int
    kind: MeetingKind
    title: str
    starts_at: datetime
    ends_at: datetime
    place: str
    state: MeetingState
    sequence: int
    changed_at: datetime
    invited: int
    items: int
    open_items: int

    @property
    def meets_on(self) -> date:
        """The day of the meeting."""
        return day_of(self.starts_at)


@dataclass(frozen=True)
class InvitedLine:
    """One invited organisation."""

    organisation_id: UUID
    organisation_kind: OrganisationKind
    attendance: Attendance | None


@dataclass(frozen=True, kw_only=True)
class ItemLine:
    """One point of an agenda; ``number`` is the mandate's, never a name."""

    id: UUID
    row_version: int
    rank: int
    kind: AgendaKind
    state: ItemState
    title: str
    act: str
    words: str
    settled_by: UUID | None
    settled_at: datetime | None
    is_carried: bool
    record: AgendaRecord | None
    subject_id: UUID | None
    context_id: UUID | None
    detail: str
    mandate_id: UUID | None
    number: str
    social_service_id: UUID | None
    since_on: date | None
    due_on: date | None
    point_id: UUID | None
    point_text: str


@dataclass(frozen=True, kw_only=True)
class PointLine:
    """What somebody undertook."""

    id: UUID
    row_version: int
    meeting_id: UUID
    text: str
    organisation_id: UUID
    due_on: date | None
    done_on: date | None
    remark: str


@dataclass(frozen=True, kw_only=True)
class MeetingFile(MeetingLine):
    """One meeting with everything about it; ``hidden_items`` are points of other services."""

    organisations: tuple[InvitedLine, ...]
    agenda: tuple[ItemLine, ...]
    hidden_items: int
    points: tuple[PointLine, ...]
    attended_at: datetime | None
    attendees: str
    minutes_remark: str
    minuted_by: UUID | None
    minuted_at: datetime | None
    steps: tuple[Transition, ...]
    deadlines: tuple[Deadline, ...]
    history: tuple[Happening, ...]

    @property
    def is_open(self) -> bool:
        """Whether decisions are entered now."""
        return self.state is MeetingState.HELD


def meetings(reading: Reading, *, past: bool = False, limit: int = 100) -> tuple[MeetingLine, ...]:
    """Return the meetings to come, the next first, or those that are over, the latest first."""
    over = (MeetingState.MINUTED, MeetingState.CANCELLED)
    which = Meeting.state.in_(over) if past else Meeting.state.not_in(over)
    order = Meeting.starts_at.desc() if past else Meeting.starts_at
    asked = select(Meeting).where(known_meeting(reading), which).order_by(order, Meeting.id).limit(limit)
    return _lines(reading, reading.session.scalars(asked).all())


def _lines(reading: Reading, rows: Sequence[Meeting]) -> tuple[MeetingLine, ...]:
    counts = _counts(reading, [each.id for each in rows]) if rows else {}
    return tuple(MeetingLine(**_line(each, counts.get(each.id, (0, 0, 0)))) for each in rows)


def next_meetings(reading: Reading, *, until: date) -> tuple[MeetingLine, ...]:
    """Return the called meetings up to a day, for the page of the day."""
    others = (MeetingState.PLANNED, MeetingState.MINUTED, MeetingState.CANCELLED)
    asked = select(Meeting).where(known_meeting(reading), Meeting.state.not_in(others)).order_by(Meeting.starts_at)
    rows = reading.session.scalars(asked.limit(100))
    return _lines(reading, [each for each in rows if day_of(each.starts_at) <= until])


def meeting(reading: Reading, *, meeting_id: UUID) -> MeetingFile:
    """Return one meeting; raise NotFound for one the actor may not know."""
    row = reading.session.scalars(select(Meeting).where(Meeting.id == meeting_id, known_meeting(reading))).first()
    if row is None:
        raise NotFound("meeting")
    items = tuple(_item(each) for each in reading.session.execute(_items(reading, meeting_id)))
    counts = _counts(reading, [row.id])[row.id]
    every = select(func.count()).select_from(AgendaItem).where(AgendaItem.meeting_id == row.id)
    return MeetingFile(
        **_line(row, counts),
        organisations=_organisations(reading, row.id),
        agenda=items,
        hidden_items=(reading.session.scalar(every) or 0) - len(items),
        points=_points(reading, OpenPoint.meeting_id == row.id),
        attended_at=row.attended_at,
        attendees=row.attendees if reading.actor.is_office else "",
        minutes_remark=row.minutes_remark,
        minuted_by=row.minuted_by,
        minuted_at=row.minuted_at,
        steps=MEETING.allowed(row.state, reading.actor.role),
        deadlines=open_deadlines(reading.session, BOOKS, BOOKS.deadlines.c.subject == row.id),
        history=history_of(reading.session, BOOKS, [row.id]),
    )


def open_points(reading: Reading) -> tuple[PointLine, ...]:
    """Return what is still to be done: the office sees everything, an organisation its own."""
    own = true() if reading.actor.is_office else OpenPoint.organisation_id == reading.actor.organisation_id
    return _points(reading, own, OpenPoint.done_on.is_(None))


def active_services(reading: Reading) -> tuple[UUID, ...]:
    """Return the social services whose contract is active today, for choosing whom to invite."""
    active = (
        KnownContract.starts_on <= reading.today,
        or_(KnownContract.ends_on.is_(None), KnownContract.ends_on >= reading.today),
    )
    return tuple(reading.session.scalars(select(KnownContract.social_service_id).where(*active).distinct()))


def steering_deadlines(reading: Reading) -> tuple[Deadline, ...]:
    """Return the open deadlines of steering; they are the office's."""
    return open_deadlines(reading.session, BOOKS, *visible_deadlines(reading))


def steering_docket(reading: Reading, *, wanted: Wanted, most: int | None) -> Docket:
    """Return a part of the actor's register, or its numbers."""
    return docket(reading, BOOKS, visible_deadlines(reading), wanted, most)


def visible_deadlines(at: Reading) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions for the deadlines the actor may see; they are the office's."""
    return () if at.actor.is_office else (false(),)


def _counts(reading: Reading, ids: Sequence[UUID]) -> Mapping[UUID, tuple[int, int, int]]:
    """Return invited, points and open points of each meeting, in two statements whatever their number."""
    guests = select(Invited.meeting_id, func.count()).where(Invited.meeting_id.in_(ids)).group_by(Invited.meeting_id)
    invited = {row[0]: row[1] for row in reading.session.execute(guests)}
    is_open = AgendaItem.state == ItemState.OPEN
    asked = (
        select(AgendaItem.meeting_id, func.count(), func.count().filter(is_open))
        .outerjoin(Matter, Matter.id == AgendaItem.matter_id)
        .where(AgendaItem.meeting_id.in_(ids), known_item(reading))
        .group_by(AgendaItem.meeting_id)
    )
    items = {meeting_id: (count, still) for meeting_id, count, still in reading.session.execute(asked)}
    return {each: (invited.get(each, 0), *items.get(each, (0, 0))) for each in ids}


def _line(row: Meeting, counts: tuple[int, int, int]) -> dict[str, Any]:
    return {
        "id": row.id,
        "row_version": row.row_version,
        "kind": row.kind,
        "title": row.title,
        "starts_at": row.starts_at,
        "ends_at": row.ends_at,
        "place": row.place,
        "state": row.state,
        "sequence": row.sequence,
        "changed_at": row.changed_at,
        "invited": counts[0],
        "items": counts[1],
        "open_items": counts[2],
    }


def _organisations(reading: Reading, meeting_id: UUID) -> tuple[InvitedLine, ...]:
    rows = reading.session.scalars(select(Invited).where(Invited.meeting_id == meeting_id)).all()
    ordered = sorted(rows, key=lambda each: (each.organisation_id != OFFICE_ID, str(each.organisation_id)))
    return tuple(InvitedLine(each.organisation_id, each.organisation_kind, each.attendance) for each in ordered)


def _items(reading: Reading, meeting_id: UUID) -> Select[*tuple[Any, ...]]:
    return (
        select(AgendaItem, Matter, KnownMandate.number, OpenPoint.text)
        .outerjoin(Matter, Matter.id == AgendaItem.matter_id)
        .outerjoin(KnownMandate, KnownMandate.mandate_id == Matter.mandate_id)
        .outerjoin(OpenPoint, OpenPoint.id == AgendaItem.point_id)
        .where(AgendaItem.meeting_id == meeting_id, known_item(reading))
        .order_by(AgendaItem.rank, AgendaItem.id)
    )


def _item(row: Any) -> ItemLine:
    item, matter = row[0], row[1]
    return ItemLine(
        id=item.id,
        row_version=item.row_version,
        rank=item.rank,
        kind=item.kind,
        state=item.state,
        title=item.title,
        act=item.act,
        words=item.words,
        settled_by=item.settled_by,
        settled_at=item.settled_at,
        is_carried=item.carried_from is not None or item.point_id is not None,
        record=matter.record if matter else None,
        subject_id=matter.subject_id if matter else None,
        context_id=matter.context_id if matter else None,
        detail=matter.detail if matter else "",
        mandate_id=matter.mandate_id if matter else None,
        number=row.number or "",
        social_service_id=matter.social_service_id if matter else None,
        since_on=matter.since_on if matter else None,
        due_on=matter.due_on if matter else None,
        point_id=item.point_id,
        point_text=row.text or "",
    )


def _points(reading: Reading, *where: ColumnElement[bool]) -> tuple[PointLine, ...]:
    asked = select(OpenPoint).where(*where).order_by(OpenPoint.due_on.is_(None), OpenPoint.due_on, OpenPoint.id)
    return tuple(
        PointLine(
            id=each.id,
            row_version=each.row_version,
            meeting_id=each.meeting_id,
            text=each.text,
            organisation_id=each.organisation_id,
            due_on=each.due_on,
            done_on=each.done_on,
            remark=each.remark,
        )
        for each in reading.session.scalars(asked)
    )


def steering_deadline(reading: Reading, *, deadline_id: UUID) -> DeadlineFile:
    """Return one of the actor's deadlines with everything people did to it."""
    return deadline_file(reading, BOOKS, visible_deadlines, deadline_id)
