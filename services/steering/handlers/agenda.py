"""The agenda: it builds itself from what is open, is put in order, and takes each decision down, one by one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select

from messaging.clock import day_of
from messaging.work import Work
from schemas.codes_steering import STANDING_TOPICS, AgendaKind, ItemState, MeetingKind, MeetingState, Way
from schemas.refusal import NotFound, Objection
from schemas.steering import (
    AddAgendaItem,
    AddOpenPoint,
    CarryAgendaItem,
    NoteAgendaItem,
    RecordMeetingDecision,
    RefreshAgenda,
    RemoveAgendaItem,
    SettleOpenPoint,
    ShiftAgendaItem,
)
from services.steering.handlers.meeting_steps import refuse, take
from services.steering.model import BOOKS, AgendaItem, Invited, Matter, Meeting, OpenPoint
from services.steering.rules.matters import NewMatter, is_for
from services.steering.rules.meetings import AgendaItem as Point
from services.steering.rules.meetings import MeetingDecision, decision_objections, placed_into
from workflow.moves import check_version, write_history

AHEAD: Final = timedelta(days=21)
"""How long before a meeting its agenda begins to build itself."""
COMING: Final = frozenset({MeetingState.PLANNED, MeetingState.CALLED})
_PAST: Final = (MeetingState.HELD, MeetingState.MINUTED)
_ALIVE: Final = frozenset({MeetingState.PLANNED, MeetingState.CALLED, MeetingState.HELD})


def take_in(row: Meeting, work: Work) -> None:
    """Put on the agenda what is open and not there yet; take off what is settled."""
    items = _items(row.id, work)
    there = {each.matter_id or each.point_id for each in items} - {None}
    for each in (*_matters(row, work), *_points(row, work), *_carried(row, items, work), *_standing(row, items)):
        if (each.matter_id or each.point_id) not in there:
            items.insert(placed_into([known.kind for known in items], each.kind), each)
            work.session.add(each)
    _number(items)
    row.agenda_on = work.today


def _items(meeting_id: UUID, work: Work) -> list[AgendaItem]:
    asked = select(AgendaItem).where(AgendaItem.meeting_id == meeting_id).order_by(AgendaItem.rank, AgendaItem.id)
    return list(work.session.scalars(asked))


def _number(items: Sequence[AgendaItem]) -> None:
    for rank, each in enumerate(items, 1):
        if each.rank != rank:
            each.rank = rank


def _matters(row: Meeting, work: Work) -> Iterator[AgendaItem]:
    invited = frozenset(work.session.scalars(select(Invited.organisation_id).where(Invited.meeting_id == row.id)))
    meets_on = day_of(row.starts_at)
    asked = select(Matter).where(Matter.closed_on.is_(None)).order_by(Matter.due_on.is_(None), Matter.due_on, Matter.id)
    for each in work.session.scalars(asked):
        new = NewMatter(
            kind=each.kind,
            record=each.record,
            subject_id=each.subject_id,
            social_service_id=each.social_service_id,
            due_on=each.due_on,
        )
        if is_for(row.kind, new, meets_on, invited):
            yield AgendaItem(meeting_id=row.id, rank=0, kind=each.kind, matter_id=each.id, state=ItemState.OPEN)


def _points(row: Meeting, work: Work) -> Iterator[AgendaItem]:
    """Yield what somebody undertook in an earlier meeting of the same kind and has not done."""
    earlier = (Meeting.kind == row.kind, Meeting.starts_at < row.starts_at, Meeting.state.in_(_PAST))
    asked = select(OpenPoint.id).join(Meeting, Meeting.id == OpenPoint.meeting_id)
    waiting = asked.where(*earlier, OpenPoint.done_on.is_(None)).order_by(OpenPoint.due_on, OpenPoint.id)
    for point_id in work.session.scalars(waiting):
        yield AgendaItem(meeting_id=row.id, rank=0, kind=AgendaKind.OPEN_POINT, point_id=point_id, state=ItemState.OPEN)


def _carried(row: Meeting, items: Sequence[AgendaItem], work: Work) -> Iterator[AgendaItem]:
    """Yield what the meeting before handed on; cases come by themselves as long as they are open."""
    before = (
        select(Meeting.id)
        .where(Meeting.kind == row.kind, Meeting.starts_at < row.starts_at, Meeting.state.in_(_PAST))
        .order_by(Meeting.starts_at.desc())
        .limit(1)
    )
    known = {each.carried_from for each in items}
    asked = select(AgendaItem).where(AgendaItem.meeting_id == before.scalar_subquery())
    handed_on = asked.where(AgendaItem.state == ItemState.CARRIED, AgendaItem.matter_id.is_(None))
    for each in work.session.scalars(handed_on.order_by(AgendaItem.rank)):
        if each.id not in known and each.point_id is None and each.kind not in STANDING_TOPICS:
            yield AgendaItem(
                meeting_id=row.id,
                rank=0,
                kind=each.kind,
                title=each.title,
                carried_from=each.id,
                state=ItemState.OPEN,
            )


def _standing(row: Meeting, items: Sequence[AgendaItem]) -> Iterator[AgendaItem]:
    there = {each.kind for each in items}
    for kind in STANDING_TOPICS if row.kind is not MeetingKind.CASE_CONFERENCE else ():
        if kind not in there:
            yield AgendaItem(meeting_id=row.id, rank=0, kind=kind, state=ItemState.OPEN)


def refresh_agenda(asked: RefreshAgenda, work: Work) -> UUID:
    """Let the agenda take in what has come up."""
    row = take(work, asked.meeting_id, asked.row_version)
    _alive(row)
    take_in(row, work)
    return row.id


def build_agendas(work: Work, most: int = 20) -> None:
    """Once a day, let the agendas of the next weeks take in what is open."""
    due = (
        Meeting.state.in_(sorted(COMING)),
        Meeting.starts_at < work.now + AHEAD,
        Meeting.agenda_on.is_(None) | (Meeting.agenda_on < work.today),
    )
    for row in work.session.scalars(select(Meeting).where(*due).order_by(Meeting.starts_at).limit(most)).all():
        take_in(row, work)


def add_agenda_item(asked: AddAgendaItem, work: Work) -> UUID:
    """Put something else on the agenda, before the standing topics."""
    row = take(work, asked.meeting_id, asked.row_version)
    _alive(row)
    items = _items(row.id, work)
    new = AgendaItem(
        id=asked.item_id,
        meeting_id=row.id,
        rank=0,
        kind=AgendaKind.OTHER,
        title=asked.item_title,
        state=ItemState.OPEN,
    )
    items.insert(placed_into([each.kind for each in items], new.kind), new)
    work.session.add(new)
    _number(items)
    return new.id


def remove_agenda_item(asked: RemoveAgendaItem, work: Work) -> UUID:
    """Take a point off, with the reason."""
    item, meeting = _take_item(asked.item_id, asked.row_version, work)
    _alive(meeting)
    return _end(item, ItemState.REMOVED, asked.remark, work)


def shift_agenda_item(asked: ShiftAgendaItem, work: Work) -> UUID:
    """Exchange a point with the one before or after it."""
    item, meeting = _take_item(asked.item_id, asked.row_version, work)
    _alive(meeting)
    items = _items(meeting.id, work)
    here = items.index(item)
    there = here - 1 if asked.way is Way.UP else here + 1
    if 0 <= there < len(items):
        items[here].rank, items[there].rank = items[there].rank, items[here].rank
    return item.id


def record_decision(asked: RecordMeetingDecision, work: Work) -> UUID:
    """Take down which transition the meeting has taken on one case, and why."""
    item, meeting = _take_item(asked.item_id, None, work)
    _held(meeting)
    if item.state not in (ItemState.OPEN, ItemState.SETTLED):
        refuse(Objection("item_not_open", None, {"item_state": item.state.value}))
    decision = MeetingDecision(
        item=Point(item.kind, item.matter_id),
        choice=asked.act,
        justification=asked.justification,
        decided_on=work.today,
    )
    refuse(*decision_objections(decision, day_of(meeting.starts_at)))
    item.act = asked.act
    write_history(work, BOOKS, meeting.id, "meeting.decision", act=asked.act, item=item.id)
    return _end(item, ItemState.DECIDED, asked.justification, work)


def note_item(asked: NoteAgendaItem, work: Work) -> UUID:
    """Take down what was said; what was only to be known is settled with that."""
    item, meeting = _take_item(asked.item_id, asked.row_version, work)
    _held(meeting)
    _still_open(item)
    if item.kind is AgendaKind.OVER_QUOTA and item.matter_id:
        matter = work.session.get_one(Matter, item.matter_id)
        matter.closed_on, matter.closed_by = work.today, asked.said
    return _end(item, ItemState.NOTED, asked.item_note, work)


def carry_item(asked: CarryAgendaItem, work: Work) -> UUID:
    """Hand a point on to the next meeting."""
    item, meeting = _take_item(asked.item_id, asked.row_version, work)
    _held(meeting)
    _still_open(item)
    return _end(item, ItemState.CARRIED, asked.remark, work)


def add_open_point(asked: AddOpenPoint, work: Work) -> UUID:
    """Write down who does what until when."""
    meeting = take(work, asked.meeting_id)
    _held(meeting)
    if asked.point_due_on and asked.point_due_on < day_of(meeting.starts_at):
        refuse(Objection("point_due_before_meeting", "point_due_on"))
    row = OpenPoint(
        id=asked.point_id,
        meeting_id=meeting.id,
        text=asked.point_text,
        organisation_id=asked.organisation_id,
        due_on=asked.point_due_on,
    )
    work.session.add(row)
    return row.id


def settle_open_point(asked: SettleOpenPoint, work: Work) -> UUID:
    """An open point is done; where it stands on a coming agenda it is settled there."""
    row: Any = work.session.get(OpenPoint, asked.point_id, with_for_update=True)
    if row is None:
        raise NotFound("open_point")
    check_version(row, asked.row_version)
    if row.done_on is not None:
        refuse(Objection("point_done_already"))
    row.done_on, row.remark = work.today, asked.remark
    waiting = select(AgendaItem).where(AgendaItem.point_id == row.id, AgendaItem.state == ItemState.OPEN)
    for item in work.session.scalars(waiting).all():
        _end(item, ItemState.SETTLED, asked.remark, work)
    return asked.point_id


def _take_item(item_id: UUID, row_version: int | None, work: Work) -> tuple[AgendaItem, Meeting]:
    item = work.session.get(AgendaItem, item_id, with_for_update=True)
    if item is None:
        raise NotFound("agenda_item")
    meeting = take(work, item.meeting_id)
    check_version(item, row_version)
    return item, meeting


def _alive(meeting: Meeting) -> None:
    if meeting.state not in _ALIVE:
        refuse(Objection("agenda_closed"))


def _held(meeting: Meeting) -> None:
    if meeting.state is not MeetingState.HELD:
        refuse(Objection("meeting_not_open"))


def _still_open(item: AgendaItem) -> None:
    if item.state is not ItemState.OPEN:
        refuse(Objection("item_not_open", None, {"item_state": item.state.value}))


def _end(item: AgendaItem, state: ItemState, words: str, work: Work) -> UUID:
    work.note("item.state", item.state, state)
    item.state, item.words = state, words
    item.settled_by, item.settled_at = work.actor.account_id, work.now
    return item.id
