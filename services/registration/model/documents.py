"""Papers of a mandate, and apart from them what is in the files.

The content is a row of its own in the same database: saving it is part of the one transaction, every portal process
sees it, it is in the backup, and no list ever reads it.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from messaging.rows import Versioned, code_column
from schemas.actor import Role
from schemas.codes_records import PaperFormat, PaperState, ScanState, SharedWith
from services.registration.model.ground import Base


class Document(Versioned, Base):
    """One paper as it was added; its versions are rows of their own."""

    __tablename__ = "document"
    __table_args__ = (Index("document_of_mandate", "mandate_id", "added_at"),)
    mandate_id: Mapped[UUID] = mapped_column(ForeignKey("mandate.id"))
    kind: Mapped[str] = mapped_column(String(80))
    """A code of the dated list ``document_kinds``, empty where none was chosen."""
    name: Mapped[str] = mapped_column(String(150))
    format: Mapped[PaperFormat] = mapped_column(code_column(PaperFormat))
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    shared_with: Mapped[SharedWith] = mapped_column(code_column(SharedWith))
    state: Mapped[PaperState] = mapped_column(code_column(PaperState))
    scan: Mapped[ScanState] = mapped_column(code_column(ScanState))
    scanned_at: Mapped[datetime | None]
    added_at: Mapped[datetime]
    added_by: Mapped[UUID]
    added_as: Mapped[Role] = mapped_column(code_column(Role))
    added_for: Mapped[UUID]
    """The organisation that added it: it and the office may replace and withdraw it."""
    replaces_id: Mapped[UUID | None] = mapped_column(ForeignKey("document.id"), unique=True)
    ended_at: Mapped[datetime | None]
    ended_by: Mapped[UUID | None]
    reason: Mapped[str | None] = mapped_column(Text)


class DocumentContent(Base):
    """What is in a file."""

    __tablename__ = "document_content"
    document_id: Mapped[UUID] = mapped_column(ForeignKey("document.id"), primary_key=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)
