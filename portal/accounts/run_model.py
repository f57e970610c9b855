"""Files made in the background: who asked for which, how far it is, and the file itself in pieces."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from messaging.rows import Versioned, code_column
from portal.accounts.model import Base
from schemas.accounts import Language
from schemas.actor import Role
from schemas.codes_exports import ExportFormat
from schemas.codes_runs import RunEnd, RunState


class Run(Versioned, Base):
    """One file somebody asked for; it is made and given out under exactly the role it was asked for in."""

    __tablename__ = "run"
    __table_args__ = (Index("runs_of_account", "account_id", "asked_at"), Index("runs_by_state", "state", "asked_at"))
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    role: Mapped[Role] = mapped_column(code_column(Role))
    organisation_id: Mapped[UUID]
    language: Mapped[Language] = mapped_column(code_column(Language))
    address: Mapped[str] = mapped_column(Text)
    """The page the file comes from; it may hold what somebody searched for, so it is forgotten at the end."""
    list_name: Mapped[str] = mapped_column(String(80))
    title: Mapped[str] = mapped_column(String(200))
    file_format: Mapped[ExportFormat] = mapped_column(code_column(ExportFormat))
    state: Mapped[RunState] = mapped_column(code_column(RunState))
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int] = mapped_column(default=0)
    asked_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    """When its maker last showed life."""
    holder: Mapped[UUID | None]
    """Whoever makes it now; what an earlier maker still sends is refused."""
    attempts: Mapped[int] = mapped_column(default=0)
    ended_at: Mapped[datetime | None]
    kept_until: Mapped[datetime | None]
    why: Mapped[RunEnd | None] = mapped_column(code_column(RunEnd))
    reason: Mapped[str] = mapped_column(String(80), default="")
    file_name: Mapped[str] = mapped_column(String(200), default="")
    content_type: Mapped[str] = mapped_column(String(100), default="")
    size: Mapped[int] = mapped_column(default=0)


class RunPiece(Base):
    """A part of a file, by its place."""

    __tablename__ = "run_piece"
    run_id: Mapped[UUID] = mapped_column(ForeignKey("run.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)
