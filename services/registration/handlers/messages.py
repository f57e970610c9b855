"""The thread of a mandate: writing, taking back, having read."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select

from messaging.work import Work
from schemas.codes_records import SharedWith
from schemas.refusal import Conflict, NotFound, Objection, Refused
from schemas.registration import (
    MarkThreadRead,
    MessageWithdrawn,
    MessageWritten,
    PersonMentioned,
    WithdrawMessage,
    WriteMessage,
)
from services.registration.model import Mandate, Message, MessageMention, ThreadRead
from services.registration.queries.messages import people_of
from services.registration.queries.sharing import shared, shared_mandate
from services.registration.rules.sharing import is_running, sharing_objections
from services.registration.rules.thread import WITHDRAWABLE, may_withdraw, mention_objections


def write_message(asked: WriteMessage, work: Work) -> UUID:
    """Write into the thread; whoever writes has read what stands above."""
    mandate = shared_mandate(work, asked.mandate_id)
    found = sharing_objections(asked.shared_with, work.actor.role)
    found += mention_objections(asked.mentions, people_of(work, mandate.id), asked.shared_with)
    if found:
        raise Refused(*found)
    if work.session.get(Message, asked.message_id):
        raise Conflict("message_written_already")
    row = Message(
        id=asked.message_id,
        mandate_id=mandate.id,
        text=asked.text,
        shared_with=asked.shared_with,
        written_at=work.now,
        written_by=work.actor.account_id,
        written_as=work.actor.role,
        written_for=work.actor.organisation_id,
    )
    work.session.add(row)
    work.session.flush()
    work.note("shared_with", None, asked.shared_with)
    _read_up_to_now(mandate.id, work)
    _tell(row, mandate, work)
    for each in dict.fromkeys(asked.mentions):
        work.session.add(MessageMention(message_id=row.id, account_id=each))
        work.tell(PersonMentioned(message_id=row.id, mandate_id=mandate.id, account_id=each))
    return row.id


def withdraw_message(asked: WithdrawMessage, work: Work) -> UUID:
    """Take back one's own message within a quarter of an hour; its text goes for good."""
    within = shared(work.actor, work.today, Message.shared_with)
    query = (
        select(Message).join(Mandate, Mandate.id == Message.mandate_id).where(Message.id == asked.message_id, within)
    )
    row = work.session.scalars(query.with_for_update(of=Message)).first()
    if row is None:
        raise NotFound("message")
    if row.written_by != work.actor.account_id:
        raise Refused(Objection("message_not_yours"))
    if not may_withdraw(row.written_at, row.withdrawn_at, work.now):
        minutes = int(WITHDRAWABLE.total_seconds()) // 60
        raise Refused(Objection("message_too_old", None, {"minutes": minutes}))
    row.text, row.withdrawn_at = "", work.now
    work.note("withdrawn", None, True)
    work.tell(MessageWithdrawn(message_id=row.id, mandate_id=row.mandate_id))
    return row.id


def mark_thread_read(asked: MarkThreadRead, work: Work) -> UUID:
    """Note that the thread was read up to now."""
    mandate = shared_mandate(work, asked.mandate_id)
    _read_up_to_now(mandate.id, work)
    return mandate.id


def _read_up_to_now(mandate_id: UUID, work: Work) -> None:
    key = (work.actor.account_id, mandate_id)
    row = work.session.get(ThreadRead, key)
    if row is None:
        row = ThreadRead(account_id=key[0], mandate_id=key[1])
        work.session.add(row)
    row.read_at = work.now


def _tell(row: Message, mandate: Mandate, work: Work) -> None:
    runs = is_running(mandate.state, mandate.placed_from, mandate.placed_until, work.today)
    reaches_provider = runs and row.shared_with is SharedWith.ALL
    work.tell(
        MessageWritten(
            message_id=row.id,
            mandate_id=mandate.id,
            social_service_id=mandate.social_service_id,
            case_worker_id=mandate.case_worker_id,
            coordinator_id=mandate.coordinator_id,
            provider_id=mandate.provider_id if reaches_provider else None,
            written_by=row.written_by,
            written_for=row.written_for,
            shared_with=row.shared_with,
        )
    )
