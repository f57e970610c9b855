"""Papers of a mandate: added, replaced, withdrawn, and what the virus scanner said about them."""

from __future__ import annotations

from hashlib import sha256
from uuid import UUID

from sqlalchemy import func, select

from messaging.work import Work
from schemas.codes_records import PaperState, ScanState
from schemas.refusal import Conflict, NotAllowed, NotFound, Objection, Refused
from schemas.registration import (
    AddDocument,
    DocumentAdded,
    DocumentWithdrawn,
    ReplaceDocument,
    SettleScan,
    WithdrawDocument,
)
from services.registration.model import BOOKS, Document, DocumentContent, Mandate
from services.registration.queries.documents import document_of, may_change
from services.registration.queries.sharing import shared_mandate
from services.registration.rules.papers import MOST_A_MANDATE, format_of, paper_objections, without_metadata
from services.registration.rules.sharing import shared_to, sharing_objections
from workflow import dated
from workflow.moves import check_version

Sent = AddDocument | ReplaceDocument


def weigh_paper(asked: Sent) -> None:
    """Look into a file before the transaction begins; taking one apart may take a second."""
    if found := paper_objections(asked.content, asked.file_name):
        raise Refused(*found)


def add_document(asked: AddDocument, work: Work) -> UUID:
    """Put a paper into the file of a mandate; the same one twice is refused."""
    mandate = shared_mandate(work, asked.mandate_id, lock=True)
    found = sharing_objections(asked.shared_with, work.actor.role)
    if asked.kind and asked.kind not in {each.code for each in _kinds(work)}:
        found.append(Objection("field_not_a_choice", "kind"))
    current = select(func.count()).where(Document.mandate_id == mandate.id, Document.state == PaperState.CURRENT)
    if (work.session.scalar(current) or 0) >= MOST_A_MANDATE:
        found.append(Objection("documents_full", "content", {"most": MOST_A_MANDATE}))
    row, content = _paper(asked, asked.document_id, mandate, work)
    row.kind, row.shared_with = asked.kind, asked.shared_with
    if _is_here(row, work):
        found.append(Objection("document_here_already", "content"))
    if found:
        raise Refused(*found)
    return _store(row, content, mandate, work)


def replace_document(asked: ReplaceDocument, work: Work) -> UUID:
    """Let a better version take the place of a paper; kind and readers stay."""
    former, mandate = _take(asked.document_id, asked.row_version, work)
    row, content = _paper(asked, asked.new_id, mandate, work)
    row.kind, row.shared_with = former.kind, former.shared_with
    if _is_here(row, work):
        raise Refused(Objection("document_here_already", "content"))
    row.replaces_id = former.id
    _end(former, PaperState.REPLACED, work)
    return _store(row, content, mandate, work)


def withdraw_document(asked: WithdrawDocument, work: Work) -> UUID:
    """Take a paper out of the file; its line stays with the reason, its content is opened for nobody any more."""
    row, mandate = _take(asked.document_id, asked.row_version, work)
    _end(row, PaperState.WITHDRAWN, work)
    row.reason = asked.reason
    work.tell(DocumentWithdrawn(document_id=row.id, mandate_id=mandate.id, social_service_id=mandate.social_service_id))
    return row.id


def settle_scan(asked: SettleScan, work: Work) -> UUID:
    """Write down what the scanner said about a paper that waits for it."""
    row = work.session.get(Document, asked.document_id, with_for_update=True)
    if row is None:
        raise NotFound("document")
    if row.scan is ScanState.WAITING and asked.outcome in (ScanState.CLEAN, ScanState.FOUND):
        work.note("scan", row.scan, asked.outcome)
        row.scan, row.scanned_at = asked.outcome, work.now
    return row.id


def _kinds(work: Work) -> tuple[dated.Code, ...]:
    return dated.codes_on(work.session, BOOKS, "document_kinds", work.today)


def _take(document_id: UUID, row_version: int, work: Work) -> tuple[Document, Mandate]:
    found = document_of(work, document_id)
    mandate = shared_mandate(work, found.mandate_id, lock=True)
    check_version(found, row_version)
    if found.state is not PaperState.CURRENT:
        raise Refused(Objection("step_not_possible_now", None, {"state": found.state.value}))
    if not may_change(work, found):
        raise NotAllowed("document")
    return found, mandate


def _paper(asked: Sent, new_id: UUID, mandate: Mandate, work: Work) -> tuple[Document, bytes]:
    """Return the paper's line and what is kept of it: pictures without their metadata."""
    content = without_metadata(asked.content)
    found = format_of(content)
    if found is None:
        raise Refused(Objection("document_format", "content"))
    row = Document(
        id=new_id,
        mandate_id=mandate.id,
        name=asked.file_name,
        format=found,
        size=len(content),
        sha256=sha256(content).hexdigest(),
        state=PaperState.CURRENT,
        scan=ScanState.WAITING if asked.quarantine else ScanState.NOT_SCANNED,
        added_at=work.now,
        added_by=work.actor.account_id,
        added_as=work.actor.role,
        added_for=work.actor.organisation_id,
    )
    return row, content


def _is_here(row: Document, work: Work) -> bool:
    """Whether the actor can see the same content among the current papers already."""
    same = select(Document.id).where(
        Document.mandate_id == row.mandate_id,
        Document.sha256 == row.sha256,
        Document.state == PaperState.CURRENT,
        Document.shared_with.in_(shared_to(work.actor.role)),
    )
    return work.session.scalars(same).first() is not None


def _end(row: Document, state: PaperState, work: Work) -> None:
    work.note("document.state", row.state, state)
    row.state, row.ended_at, row.ended_by = state, work.now, work.actor.account_id


def _store(row: Document, content: bytes, mandate: Mandate, work: Work) -> UUID:
    if work.session.get(Document, row.id):
        raise Conflict("document_here_already")
    work.session.add(row)
    work.session.flush()
    work.session.add(DocumentContent(document_id=row.id, content=content))
    work.note("format", None, row.format)
    work.note("shared_with", None, row.shared_with)
    work.tell(
        DocumentAdded(
            document_id=row.id,
            mandate_id=mandate.id,
            social_service_id=mandate.social_service_id,
            case_worker_id=mandate.case_worker_id,
            coordinator_id=mandate.coordinator_id,
            provider_id=mandate.provider_id,
            added_by=work.actor.account_id,
            kind=row.kind,
            shared_with=row.shared_with,
            replaces_id=row.replaces_id,
        )
    )
    return row.id
