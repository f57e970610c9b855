"""Threads as pages show them: one mandate's messages, and the threads somebody takes part in with what is unread."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, Integer, Select, and_, bindparam, case, func, or_, select

from messaging.direct_reading import DirectQuestion
from messaging.standing_in import anybody, filled_in
from messaging.work import Reading
from schemas.actor import Role
from schemas.codes_records import SharedWith
from services.registration.model import Mandate, Message, MessageMention, Person, TeamMember, ThreadRead
from services.registration.queries.sharing import shared, shared_mandate
from services.registration.rules.sharing import WRITERS, shared_to
from services.registration.rules.thread import may_withdraw, side_of_part, side_of_role

MOST: Final = 50


@dataclass(frozen=True)
class MessageLine:
    """One message of a thread; a withdrawn one has no text any more."""

    id: UUID
    text: str
    shared_with: SharedWith
    written_at: datetime
    written_by: UUID
    written_as: Role
    mentions: tuple[UUID, ...]
    is_mine: bool
    is_unread: bool
    is_withdrawn: bool
    may_withdraw: bool


@dataclass(frozen=True)
class Thread:
    """The thread of one mandate, oldest first, and what the actor may write."""

    mandate_id: UUID
    number: str
    name: str
    lines: tuple[MessageLine, ...]
    offered: tuple[SharedWith, ...]
    """Whom the actor may share a message with; empty where it may write none."""
    people: Mapping[UUID, SharedWith]
    """Who can be mentioned, and how widely a message has to be shared for them to read it."""

    @property
    def unread(self) -> int:
        """How many messages the actor has not read."""
        return sum(each.is_unread for each in self.lines)


@dataclass(frozen=True)
class ThreadLine:
    """One thread in a list."""

    mandate_id: UUID
    number: str
    name: str
    messages: int
    unread: int
    last_at: datetime


def thread(reading: Reading, *, mandate_id: UUID) -> Thread:
    """Return the thread of a mandate within reach, as far as it is shared with the actor."""
    mandate = shared_mandate(reading, mandate_id)
    role = reading.actor.role
    writes = role in WRITERS
    return Thread(
        mandate.id,
        mandate.number,
        mandate.person.full_name,
        messages_of(reading, mandate.id),
        shared_to(role) if writes else (),
        people_of(reading, mandate.id) if writes else {},
    )


def messages_of(reading: Reading, mandate_id: UUID) -> tuple[MessageLine, ...]:
    """Return the messages of one mandate that the actor may read, oldest first."""
    read = reading.session.get(ThreadRead, (reading.actor.account_id, mandate_id))
    asked = _within_reach(reading).where(Message.mandate_id == mandate_id).order_by(Message.written_at, Message.id)
    rows = reading.session.scalars(asked).all()
    mentions = select(MessageMention).where(MessageMention.message_id.in_([each.id for each in rows]))
    named: dict[UUID, list[UUID]] = {}
    for each in reading.session.scalars(mentions) if rows else ():
        named.setdefault(each.message_id, []).append(each.account_id)
    return tuple(_line(reading, row, named.get(row.id, []), read.read_at if read else None) for row in rows)


def people_of(reading: Reading, mandate_id: UUID) -> dict[UUID, SharedWith]:
    """Return whom a message of this mandate can mention: the team of today, and who has written what one can read."""
    today, found = reading.today, dict[UUID, SharedWith]()
    wrote = select(Message.written_by, Message.written_as).where(
        Message.mandate_id == mandate_id, Message.shared_with.in_(shared_to(reading.actor.role))
    )
    for by, role in reading.session.execute(wrote.distinct()):
        found[by] = side_of_role(role)
    team = select(TeamMember).where(TeamMember.mandate_id == mandate_id, _holds(today))
    for each in reading.session.scalars(team):
        found[each.account_id] = side_of_part(each.part)
    found.pop(reading.actor.account_id, None)
    return found


def threads(reading: Reading, *, only_unread: bool = False, most: int = MOST) -> tuple[ThreadLine, ...]:
    """Return the threads the actor takes part in, the one written to last first; at most ``most``."""
    rows = _threads(reading.actor.role, only_unread=only_unread).rows(reading.session, most=most, **filled_in(reading))
    return tuple(
        ThreadLine(mandate_id, number, f"{family_name}, {given_name}", count, int(unread), last_at)
        for mandate_id, number, family_name, given_name, count, unread, last_at in rows
    )


@cache
def _threads(role: Role, *, only_unread: bool) -> DirectQuestion:
    """The unread ones stand on everybody's page of the day."""
    somebody = anybody(role)
    unread, last = func.sum(case((_is_unread(somebody), 1), else_=0)), func.max(Message.written_at)
    counted = (
        _mine(somebody, Message.mandate_id, func.count(Message.id).label("count"), unread.label("unread"))
        .add_columns(last.label("last_at"))
        .group_by(Message.mandate_id)
        .order_by(last.desc())
        .limit(bindparam("most", type_=Integer()))
    )
    found = (counted.having(unread > 0) if only_unread else counted).subquery()
    names = (Mandate.id, Mandate.number, Person.family_name, Person.given_name)
    asked = select(*names, found.c["count"], found.c.unread, found.c.last_at).select_from(found)
    asked = asked.join(Mandate, Mandate.id == found.c.mandate_id).join(Person, Person.id == Mandate.person_id)
    return DirectQuestion(asked.order_by(found.c.last_at.desc()))


def unread_messages(reading: Reading) -> int:
    """Return how many messages in the actor's threads it has not read."""
    return int(_unread_of(reading.actor.role).rows(reading.session, **filled_in(reading))[0][0])


@cache
def _unread_of(role: Role) -> DirectQuestion:
    """The number stands in the menu of every page."""
    somebody = anybody(role)
    return DirectQuestion(_mine(somebody, func.count(Message.id)).where(_is_unread(somebody)))


def unread_in(reading: Reading, mandate_id: UUID) -> tuple[int, int]:
    """Return how many messages a mandate has for the actor, and how many of them are unread."""
    counted = select(func.count(Message.id), func.sum(case((_is_unread(reading), 1), else_=0)))
    asked = _joined(reading, counted).where(Message.mandate_id == mandate_id)
    row = reading.session.execute(asked.where(Message.withdrawn_at.is_(None))).one()
    return int(row[0]), int(row[1] or 0)


def _within_reach(reading: Reading) -> Select[Message]:
    asked = select(Message).join(Mandate, Mandate.id == Message.mandate_id)
    return asked.where(shared(reading.actor, reading.today, Message.shared_with))


def _joined(reading: Reading, asked: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    """Return the question over messages within reach, beside how far the actor has read."""
    mine = and_(ThreadRead.mandate_id == Message.mandate_id, ThreadRead.account_id == reading.actor.account_id)
    return (
        asked.select_from(Message)
        .join(Mandate, Mandate.id == Message.mandate_id)
        .outerjoin(ThreadRead, mine)
        .where(shared(reading.actor, reading.today, Message.shared_with))
    )


def _mine(reading: Reading, *columns: Any) -> Select[*tuple[Any, ...]]:
    """Narrow to the threads the actor takes part in: by the team, by being mentioned, by having written.

    A provider's people share one desk: theirs are the threads of every placement that runs with it.
    """
    me, asked = reading.actor.account_id, _joined(reading, select(*columns))
    if reading.actor.role is Role.PROVIDER:
        return asked
    part = select(TeamMember.mandate_id).where(TeamMember.account_id == me, _holds(reading.today))
    named = (
        select(Message.mandate_id)
        .join(MessageMention, MessageMention.message_id == Message.id)
        .where(MessageMention.account_id == me)
    )
    wrote = select(Message.mandate_id).where(Message.written_by == me)
    return asked.where(Message.mandate_id.in_(part.union(named, wrote)))


def _holds(today: Any) -> ColumnElement[bool]:
    until = or_(TeamMember.valid_until.is_(None), TeamMember.valid_until >= today)
    return and_(TeamMember.valid_from <= today, until)


def _is_unread(reading: Reading) -> ColumnElement[bool]:
    later = or_(ThreadRead.read_at.is_(None), Message.written_at > ThreadRead.read_at)
    return and_(Message.written_by != reading.actor.account_id, Message.withdrawn_at.is_(None), later)


def _line(reading: Reading, row: Message, mentions: list[UUID], read_at: datetime | None) -> MessageLine:
    is_mine = row.written_by == reading.actor.account_id
    is_withdrawn = row.withdrawn_at is not None
    return MessageLine(
        row.id,
        row.text,
        row.shared_with,
        row.written_at,
        row.written_by,
        row.written_as,
        tuple(mentions),
        is_mine,
        not is_mine and not is_withdrawn and (read_at is None or row.written_at > read_at),
        is_withdrawn,
        is_mine and may_withdraw(row.written_at, row.withdrawn_at, reading.now),
    )
