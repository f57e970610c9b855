"""How many papers and messages hang on a mandate, for the tabs of its pages."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select

from messaging.work import Reading
from schemas.codes_records import PaperState
from schemas.refusal import NotFound
from services.registration.model import Document, Mandate
from services.registration.queries.messages import unread_in
from services.registration.queries.sharing import shared, shared_mandate


@dataclass(frozen=True)
class RecordCounts:
    """What a mandate's other pages hold for the actor."""

    documents: int
    messages: int
    unread: int


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
