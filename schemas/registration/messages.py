"""The thread of a mandate: messages that office, service and provider write to each other."""

from __future__ import annotations

from uuid import UUID

from schemas.codes_records import SharedWith
from schemas.fields import hidden, prose
from schemas.message import Command, Event


class WriteMessage(Command, said="registration.write_message", about="mandate_id"):
    """Somebody writes into the thread of a mandate; who is mentioned is told at once."""

    message_id: UUID = hidden()
    mandate_id: UUID = hidden()
    text: str = prose(longest=4000)
    shared_with: SharedWith
    mentions: tuple[UUID, ...] = ()


class WithdrawMessage(Command, said="registration.withdraw_message", about="message_id"):
    """Somebody takes back what they have just written; the text goes, a line stays."""

    message_id: UUID = hidden()


class MarkThreadRead(Command, said="registration.mark_thread_read", about="mandate_id"):
    """Somebody has read a thread up to now."""

    mandate_id: UUID = hidden()


class MessageWritten(Event, said="registration.message_written", about="mandate_id"):
    """There is a new message; what it says stays in registration."""

    message_id: UUID
    mandate_id: UUID
    social_service_id: UUID
    case_worker_id: UUID
    coordinator_id: UUID | None = None
    provider_id: UUID | None = None
    """The provider where the message is shared with it and the placement runs."""
    written_by: UUID
    written_for: UUID
    shared_with: SharedWith


class PersonMentioned(Event, said="registration.person_mentioned", about="mandate_id"):
    """A message asks for the attention of one member of the team."""

    message_id: UUID
    mandate_id: UUID
    account_id: UUID


class MessageWithdrawn(Event, said="registration.message_withdrawn", about="mandate_id"):
    """A message was taken back by who wrote it."""

    message_id: UUID
    mandate_id: UUID
