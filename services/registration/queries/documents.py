"""Papers of a mandate as lists and pages show them, and what is in one, each within its readers' reach."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Select, select

from messaging.work import Reading
from schemas.actor import Role
from schemas.codes_records import PaperFormat, PaperState, ScanState, SharedWith
from schemas.refusal import NotFound, Objection, Refused
from services.registration.model import BOOKS, Document, DocumentContent, Mandate
from services.registration.queries.sharing import shared, shared_mandate
from services.registration.rules.sharing import WRITERS, shared_to
from workflow import dated

RETENTION: Final = "document_retention_months"
LOCKED: Final = frozenset({ScanState.WAITING, ScanState.FOUND})


@dataclass(frozen=True)
class DocumentLine:
    """One paper in a list; ``may_open`` says whether it can be downloaded now, ``may_change`` whether by the actor."""

    id: UUID
    row_version: int
    mandate_id: UUID
    kind: str
    name: str
    format: PaperFormat
    size: int
    sha256: str
    shared_with: SharedWith
    state: PaperState
    scan: ScanState
    added_at: datetime
    added_by: UUID
    replaces_id: UUID | None
    ended_at: datetime | None
    ended_by: UUID | None
    reason: str | None
    may_open: bool
    may_change: bool


@dataclass(frozen=True)
class MandatePapers:
    """The papers of one mandate, the latest first, and what the actor may add."""

    mandate_id: UUID
    number: str
    name: str
    lines: tuple[DocumentLine, ...]
    offered: tuple[SharedWith, ...]
    """Whom the actor may share a new paper with; empty where it may add none."""
    retention_months: int | None
    """None while nobody has configured how long papers are kept."""


@dataclass(frozen=True)
class DocumentFile:
    """What is in one paper."""

    name: str
    format: PaperFormat
    content: bytes


@dataclass(frozen=True)
class DocumentCard:
    """One paper with its mandate and its former versions, the latest first."""

    id: UUID
    row_version: int
    number: str
    name: str
    line: DocumentLine
    former: tuple[DocumentLine, ...]


def mandate_papers(reading: Reading, *, mandate_id: UUID) -> MandatePapers:
    """Return the papers of a mandate within reach, as far as they are shared with the actor."""
    mandate = shared_mandate(reading, mandate_id)
    role = reading.actor.role
    months = dated.value_on(reading.session, BOOKS, RETENTION, reading.today)
    return MandatePapers(
        mandate.id,
        mandate.number,
        mandate.person.full_name,
        papers_of(reading, mandate.id),
        shared_to(role) if role in WRITERS else (),
        None if months is None else int(months),
    )


def papers_of(reading: Reading, mandate_id: UUID) -> tuple[DocumentLine, ...]:
    """Return the lines of one mandate's papers that the actor may read, the latest first."""
    asked = _within_reach(reading).where(Document.mandate_id == mandate_id).order_by(Document.added_at.desc())
    return tuple(_line(reading, row) for row in reading.session.scalars(asked))


def document_of(reading: Reading, document_id: UUID) -> Document:
    """Return one paper within reach; raise NotFound for any other, whether it exists or not."""
    found = reading.session.scalars(_within_reach(reading).where(Document.id == document_id)).first()
    if found is None:
        raise NotFound("document")
    return found


def document_card(reading: Reading, *, document_id: UUID) -> DocumentCard:
    """Return one paper within reach with its former versions."""
    row = document_of(reading, document_id)
    mandate = reading.session.get_one(Mandate, row.mandate_id)
    lines = {each.id: each for each in papers_of(reading, mandate.id)}
    former, before = list[DocumentLine](), row.replaces_id
    while before in lines:
        former.append(lines[before])
        before = lines[before].replaces_id
    return DocumentCard(row.id, row.row_version, mandate.number, mandate.person.full_name, lines[row.id], tuple(former))


def document_file(reading: Reading, *, document_id: UUID) -> DocumentFile:
    """Return what is in a paper within reach; one that is under lock or withdrawn is opened for nobody."""
    row = document_of(reading, document_id)
    if not _may_open(row):
        code = "document_withdrawn" if row.state is PaperState.WITHDRAWN else f"document_scan_{row.scan.value}"
        raise Refused(Objection(code))
    return DocumentFile(row.name, row.format, reading.session.get_one(DocumentContent, row.id).content)


def document_to_scan(reading: Reading, *, document_id: UUID) -> bytes:
    """Return what the virus scanner has to look at; empty where nothing waits for it. For the house alone."""
    row = reading.session.get(Document, document_id)
    if row is None or row.scan is not ScanState.WAITING:
        return b""
    return reading.session.get_one(DocumentContent, row.id).content


def _within_reach(reading: Reading) -> Select[Document]:
    asked = select(Document).join(Mandate, Mandate.id == Document.mandate_id)
    return asked.where(shared(reading.actor, reading.today, Document.shared_with))


def _may_open(row: Document) -> bool:
    return row.state is not PaperState.WITHDRAWN and row.scan not in LOCKED


def may_change(reading: Reading, row: Document) -> bool:
    """Whether the actor may replace or withdraw a paper: the office any, others what their own house has added."""
    is_own = row.added_for == reading.actor.organisation_id and reading.actor.role in WRITERS
    return row.state is PaperState.CURRENT and (is_own or reading.actor.is_office)


def _line(reading: Reading, row: Document) -> DocumentLine:
    computed: dict[str, Any] = {"may_open": _may_open(row), "may_change": may_change(reading, row)}
    stored = {name: getattr(row, name) for name in DocumentLine.__dataclass_fields__ if name not in computed}
    if row.state is PaperState.WITHDRAWN and reading.actor.role is Role.PROVIDER:
        stored["reason"] = None
    return DocumentLine(**stored, **computed)
