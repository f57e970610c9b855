"""The tables of casework: dossiers by number, never by name; decisions, contacts, checks, and our copy of mandates."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint, column, text
from sqlalchemy.orm import Mapped, mapped_column

from messaging.ledger import Ledger
from messaging.rows import Identified, Rows, Versioned, code_column, new_metadata
from schemas.codes_casework import (
    ContactKind,
    NormOutcome,
    PortfolioOutcome,
    Sector,
    Segment,
    SegmentAction,
    SegmentProcess,
    SegmentState,
)
from services.casework.rules.dossier_course import DossierState
from workflow.books import Books


class Base(Rows):
    """Casework's own metadata."""

    __abstract__ = True
    metadata = new_metadata()


_JUDGED = column("segment").is_not(None)
_OPEN = text("state != 'closed'")


class Dossier(Versioned, Base):
    """One dossier of a social service; who it is about only registration knows, through the linked mandates."""

    __tablename__ = "dossier"
    __table_args__ = (
        UniqueConstraint("social_service_id", "number", name="dossier_number_once"),
        Index("dossier_of_service", "social_service_id", "state"),
        Index("dossier_of_worker", "case_worker_id", "state"),
        # What a portfolio counts: two of three dossiers are closed, and their rows are never looked at.
        Index(
            "dossier_in_portfolio",
            "case_worker_id",
            "segment",
            "review_due_on",
            postgresql_where=_OPEN,
            sqlite_where=_OPEN,
        ),
        Index("dossier_to_judge", "norm_checked_on", "id", postgresql_where=_JUDGED, sqlite_where=_JUDGED),
    )
    number: Mapped[str] = mapped_column(String(80))
    social_service_id: Mapped[UUID]
    case_worker_id: Mapped[UUID]
    state: Mapped[DossierState] = mapped_column(code_column(DossierState))
    sector: Mapped[Sector] = mapped_column(code_column(Sector))
    sector_entered_on: Mapped[date]
    opened_on: Mapped[date]
    closed_on: Mapped[date | None]
    exit_expected: Mapped[bool] = mapped_column(default=False)
    segment: Mapped[Segment | None] = mapped_column(code_column(Segment))
    segment_started_on: Mapped[date | None]
    review_due_on: Mapped[date | None]
    agreement_starts_on: Mapped[date | None]
    agreement_ends_on: Mapped[date | None]
    agreement_justification: Mapped[str] = mapped_column(Text, default="")
    norm_checked_on: Mapped[date | None]
    norm_missed: Mapped[bool] = mapped_column(default=False)


class SegmentDecision(Versioned, Base):
    """One decision about a dossier's segment, from the proposal until another one replaces it."""

    __tablename__ = "segment_decision"
    __table_args__ = (
        Index("one_decision_under_way", "under_way_id", unique=True),
        Index("one_segment_in_force", "in_force_id", unique=True),
    )
    dossier_id: Mapped[UUID] = mapped_column(ForeignKey("dossier.id"), index=True)
    under_way_id: Mapped[UUID | None]
    """The dossier while somebody still has to act: the database allows one such decision a dossier."""
    in_force_id: Mapped[UUID | None]
    """The dossier while this is its segment."""
    process: Mapped[SegmentProcess] = mapped_column(code_column(SegmentProcess))
    state: Mapped[SegmentState] = mapped_column(code_column(SegmentState))
    previous: Mapped[Segment | None] = mapped_column(code_column(Segment))
    proposed: Mapped[Segment] = mapped_column(code_column(Segment))
    decided: Mapped[Segment | None] = mapped_column(code_column(Segment))
    action: Mapped[SegmentAction | None] = mapped_column(code_column(SegmentAction))
    criteria: Mapped[list[str]] = mapped_column(JSON, default=list)
    justification: Mapped[str] = mapped_column(Text)
    requested_by: Mapped[UUID | None]
    proposed_by: Mapped[UUID | None]
    agreed_by: Mapped[UUID | None]
    received_on: Mapped[date | None]
    decided_by: Mapped[UUID | None]
    decided_on: Mapped[date | None]
    due_on: Mapped[date | None]
    days_late: Mapped[int] = mapped_column(default=0)
    executed_by: Mapped[UUID | None]
    started_on: Mapped[date | None]
    review_due_on: Mapped[date | None]


class ContactRow(Identified, Base):
    """One contact with the person of a dossier."""

    __tablename__ = "contact"
    __table_args__ = (Index("contacts_of_dossier", "dossier_id", "contact_on"),)
    dossier_id: Mapped[UUID] = mapped_column(ForeignKey("dossier.id"))
    kind: Mapped[ContactKind] = mapped_column(code_column(ContactKind))
    contact_on: Mapped[date]
    social_work_topic: Mapped[bool]
    minutes: Mapped[int | None]
    note: Mapped[str] = mapped_column(Text)
    recorded_by: Mapped[UUID]
    recorded_at: Mapped[datetime]
    struck_at: Mapped[datetime | None]
    strike_reason: Mapped[str | None] = mapped_column(Text)


class DossierMandate(Base):
    """A mandate at the office of the person a dossier is about."""

    __tablename__ = "dossier_mandate"
    mandate_id: Mapped[UUID] = mapped_column(primary_key=True)
    dossier_id: Mapped[UUID] = mapped_column(ForeignKey("dossier.id"), index=True)
    linked_on: Mapped[date]
    situation_clarified: Mapped[bool]


class MandateCopy(Base):
    """What registration told about a mandate: whose it is, and where it stands."""

    __tablename__ = "mandate_copy"
    mandate_id: Mapped[UUID] = mapped_column(primary_key=True)
    social_service_id: Mapped[UUID] = mapped_column(index=True)
    number: Mapped[str] = mapped_column(String(20))
    stage: Mapped[str] = mapped_column(String(30))


class PortfolioCheckRow(Identified, Base):
    """A head of sector's look at one case worker's portfolio (S-18)."""

    __tablename__ = "portfolio_check"
    __table_args__ = (Index("checks_of_worker", "social_service_id", "case_worker_id", "checked_on"),)
    social_service_id: Mapped[UUID]
    case_worker_id: Mapped[UUID]
    checked_on: Mapped[date]
    checked_by: Mapped[UUID]
    a: Mapped[int]
    b: Mapped[int]
    c: Mapped[int]
    outcome: Mapped[PortfolioOutcome] = mapped_column(code_column(PortfolioOutcome))
    remark: Mapped[str] = mapped_column(Text)


class DossierNorm(Base):
    """How a dossier in a segment stands to its contact norms: derived, and written with whatever changes it.

    It holds until the day before ``turns_on``, on which time alone may change it; the tick judges it anew then.
    """

    __tablename__ = "dossier_norm"
    __table_args__ = (
        Index("norms_of_worker", "social_service_id", "case_worker_id"),
        Index("norms_to_turn", "turns_on"),
    )
    dossier_id: Mapped[UUID] = mapped_column(ForeignKey("dossier.id"), primary_key=True)
    social_service_id: Mapped[UUID]
    case_worker_id: Mapped[UUID]
    frequency: Mapped[NormOutcome] = mapped_column(code_column(NormOutcome))
    in_person: Mapped[NormOutcome] = mapped_column(code_column(NormOutcome))
    turns_on: Mapped[date]


class WorkerNorm(Base):
    """How many dossiers of a case worker stand how: the sum of ``DossierNorm``, written in the same transaction."""

    __tablename__ = "worker_norm"
    social_service_id: Mapped[UUID] = mapped_column(primary_key=True)
    case_worker_id: Mapped[UUID] = mapped_column(primary_key=True)
    frequency_below: Mapped[int] = mapped_column(default=0)
    frequency_within: Mapped[int] = mapped_column(default=0)
    frequency_above: Mapped[int] = mapped_column(default=0)
    frequency_no_data: Mapped[int] = mapped_column(default=0)
    in_person_below: Mapped[int] = mapped_column(default=0)
    in_person_within: Mapped[int] = mapped_column(default=0)
    in_person_no_data: Mapped[int] = mapped_column(default=0)


DOSSIER_NORMS = Base.metadata.tables["dossier_norm"]
WORKER_NORMS = Base.metadata.tables["worker_norm"]
LEDGER = Ledger(Base.metadata)
BOOKS = Books(Base.metadata)
_STILL_OPEN = BOOKS.deadlines.c.done_at.is_(None)
Index(
    "deadlines_of_organisation",
    BOOKS.deadlines.c.owner_organisation_id,
    BOOKS.deadlines.c.due_on,
    BOOKS.deadlines.c.kind,
    postgresql_where=_STILL_OPEN,
    sqlite_where=_STILL_OPEN,
)
