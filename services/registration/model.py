"""The tables of registration; persons' names live here and nowhere else."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from messaging.ledger import Ledger
from messaging.rows import Identified, Rows, Versioned, code_column, new_metadata
from schemas.actor import Role
from schemas.codes import AdmissionException, Eligibility, Perimeter, Phase, PlaceKind
from services.registration.rules.mandate_course import MandateState
from workflow.books import Books


class Base(Rows):
    """Registration's own metadata."""

    __abstract__ = True
    metadata = new_metadata()


class SocialService(Identified, Base):
    """One of the affiliated social services."""

    __tablename__ = "social_service"
    short_code: Mapped[str] = mapped_column(String(40), unique=True)
    name_fr: Mapped[str]
    name_de: Mapped[str]
    town: Mapped[str]


class Commune(Base):
    """A commune of the perimeter, by its number of the Federal Statistical Office, with the day it joined."""

    __tablename__ = "commune"
    bfs_no: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    perimeter: Mapped[Perimeter] = mapped_column(code_column(Perimeter))
    valid_from: Mapped[date]
    valid_until: Mapped[date | None]


class CommuneMap(Identified, Base):
    """Which social service answers for a commune from a day on."""

    __tablename__ = "commune_map"
    __table_args__ = (UniqueConstraint("bfs_no", "valid_from"),)
    bfs_no: Mapped[int] = mapped_column(ForeignKey("commune.bfs_no"))
    social_service_id: Mapped[UUID] = mapped_column(ForeignKey("social_service.id"))
    valid_from: Mapped[date]


class ServiceContract(Identified, Base):
    """The framework contract of a social service with Bienne."""

    __tablename__ = "service_contract"
    social_service_id: Mapped[UUID] = mapped_column(ForeignKey("social_service.id"), index=True)
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]


class Person(Versioned, Base):
    """A person on social assistance; one row a person, whoever registers her."""

    __tablename__ = "person"
    __table_args__ = (UniqueConstraint("name_key", "birth_on", name="one_person"),)
    family_name: Mapped[str] = mapped_column(String(100))
    given_name: Mapped[str] = mapped_column(String(100))
    birth_on: Mapped[date]
    name_key: Mapped[str] = mapped_column(String(210))
    """Both names, normalised, for finding the same person again."""

    @property
    def full_name(self) -> str:
        """Family name first, as lists show it."""
        return f"{self.family_name}, {self.given_name}"


class Mandate(Versioned, Base):
    """One person's way through the office on behalf of one social service."""

    __tablename__ = "mandate"
    __table_args__ = (
        Index("mandate_of_service", "social_service_id", "submitted_at"),
        Index("mandate_by_state", "state", "submitted_at"),
        Index("one_active_mandate", "active_person_id", unique=True),
    )
    number: Mapped[str] = mapped_column(String(20), unique=True)
    perimeter_id: Mapped[str] = mapped_column(String(40), default="seeland")
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    active_person_id: Mapped[UUID | None]
    """The person while the mandate is active, None afterwards: the database allows one active mandate a person."""
    social_service_id: Mapped[UUID] = mapped_column(ForeignKey("social_service.id"))
    case_worker_id: Mapped[UUID] = mapped_column(index=True)
    coordinator_id: Mapped[UUID | None]
    commune_bfs_no: Mapped[int] = mapped_column(ForeignKey("commune.bfs_no"))
    state: Mapped[MandateState] = mapped_column(code_column(MandateState))
    phase: Mapped[Phase] = mapped_column(code_column(Phase))
    wished_kind: Mapped[PlaceKind] = mapped_column(code_column(PlaceKind))
    eligibility: Mapped[Eligibility] = mapped_column(code_column(Eligibility))
    answers: Mapped[dict[str, Any]] = mapped_column(JSON)
    """The applicant's answers at submission, by field of Applicant, as plain values."""
    goal: Mapped[str] = mapped_column(Text)
    submitted_at: Mapped[datetime]
    submitted_on: Mapped[date]
    admitted_on: Mapped[date | None]
    check_valid_until: Mapped[date | None]
    closed_on: Mapped[date | None]
    place_id: Mapped[UUID | None]
    """Where the person is placed or proposed now, as placements last told."""
    provider_id: Mapped[UUID | None]
    placed_from: Mapped[date | None]
    placed_until: Mapped[date | None]
    person: Mapped[Person] = relationship(lazy="joined", innerjoin=True)


class NumberSeries(Base):
    """The last number given in a year; its row is locked while the next one is taken."""

    __tablename__ = "number_series"
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    last: Mapped[int]


class GrantedException(Identified, Base):
    """A decision of the approver about one exception."""

    __tablename__ = "granted_exception"
    __table_args__ = (UniqueConstraint("mandate_id", "exception"),)
    mandate_id: Mapped[UUID] = mapped_column(ForeignKey("mandate.id"))
    exception: Mapped[AdmissionException] = mapped_column(code_column(AdmissionException))
    granted: Mapped[bool]
    decided_by: Mapped[UUID]
    decided_as: Mapped[Role] = mapped_column(code_column(Role))
    decided_at: Mapped[datetime]
    case_worker_id: Mapped[UUID | None]
    held_on: Mapped[date | None]
    remark: Mapped[str] = mapped_column(Text)


class PhaseRecord(Identified, Base):
    """One phase of the royal path: when it began and ended, and with what reason, potential and success (R-05)."""

    __tablename__ = "phase_record"
    mandate_id: Mapped[UUID] = mapped_column(ForeignKey("mandate.id"), index=True)
    phase: Mapped[Phase] = mapped_column(code_column(Phase))
    begun_on: Mapped[date]
    ended_on: Mapped[date | None]
    reason: Mapped[str | None] = mapped_column(String(60))
    potential: Mapped[str | None] = mapped_column(String(60))
    success: Mapped[str | None] = mapped_column(String(60))
    findings: Mapped[str | None] = mapped_column(Text)


class IntegrationPlan(Identified, Base):
    """The current integration plan of a mandate (SV-03)."""

    __tablename__ = "integration_plan"
    mandate_id: Mapped[UUID] = mapped_column(ForeignKey("mandate.id"), unique=True)
    goals: Mapped[str] = mapped_column(Text)
    next_steps: Mapped[str] = mapped_column(Text)
    kinds: Mapped[list[str]] = mapped_column(JSON)
    workload_percent: Mapped[int]
    available_from: Mapped[date]
    field_of_work: Mapped[str] = mapped_column(String(60))
    written_at: Mapped[datetime]
    written_by: Mapped[UUID]


class FinalReport(Identified, Base):
    """The final report with its five parts (SV-07)."""

    __tablename__ = "final_report"
    mandate_id: Mapped[UUID] = mapped_column(ForeignKey("mandate.id"), unique=True)
    course: Mapped[str] = mapped_column(Text)
    conclusions: Mapped[str] = mapped_column(Text)
    chances: Mapped[str] = mapped_column(Text)
    potential: Mapped[str] = mapped_column(Text)
    recommendation: Mapped[str] = mapped_column(Text)
    written_at: Mapped[datetime]
    written_by: Mapped[UUID]
    read_at: Mapped[datetime | None]
    read_by: Mapped[UUID | None]


LEDGER = Ledger(Base.metadata)
BOOKS = Books(Base.metadata)
