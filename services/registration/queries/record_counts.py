"""The papers and messages of a mandate: how many for its tabs, which ones for its timeline."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select

from messaging.work import Reading
from schemas.codes_records import PaperState
from schemas.refusal import NotFound
from services.registration.model import Document, Mandate
from services.registration.queries.documents import DocumentLine, papers_of
from services.registration.queries.messages import MessageLine, messages_of, unread_in
from services.registration.queries.sharing import shared, shared_mandate


@dataclass(frozen=True)
class RecordCounts:
    """What a mandate's other pages hold for the actor."""

    documents: int
    messages: int
    unread: int


@dataclass(frozen=True)
class RecordLines:
    """The papers and messages of a mandate for its timeline."""

    papers: tuple[DocumentLine, ...]
    messages: tuple[MessageLine, ...]


def record_lines(reading: Reading, *, mandate_id: UUID) -> RecordLines | None:
    """Return papers and messages of a mandate as far as they are shared; None where they are not the actor's.

    The timeline stands on the page of the mandate, and its reading is what is written down.
    """
    try:
        shared_mandate(reading, mandate_id)
    except NotFound:
        return None
    return RecordLines(papers_of(reading, mandate_id), messages_of(reading, mandate_id))


def record_counts(reading: Reading, *, mandate_id: UUID) -> RecordCounts | None:
    """Return what hangs on a mandate; None where its papers are not (or no longer) the actor's."""
    try:
        shared_mandate(reading, mandate_id)
    except NotFound:
        return None
    papers = (
        select(func.count())
        .select_from(Document)
        .join(Mandate, Mandate.id == Document.mandate_id)
        .where(Document.mandate_id == mandate_id, Document.state == PaperState.CURRENT)
        .where(shared(reading.actor, reading.today, Document.shared_with))
    )
    return RecordCounts(reading.session.scalar(papers) or 0, *unread_in(reading, mandate_id))
