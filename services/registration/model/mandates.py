"""Persons, their mandates and the phases of the royal path; names live here and nowhere else."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from messaging.rows import Identified, Versioned, code_column
from schemas.codes import Eligibility, Phase, PlaceKind
from schemas.codes_registration import MandateState, ReferralTarget
from services.registration.model.ground import Base

_NOT_COMPARED = text("compared_at IS NULL")


class Person(Versioned, Base):
    """A person on social assistance; one row a person, whoever registers her."""

    __tablename__ = "person"
    __table_args__ = (
        UniqueConstraint("name_key", "birth_on", name="one_person"),
        Index("person_by_name", "family_name", "given_name"),
        Index("person_by_birth", "birth_on"),
        Index("person_to_compare", "id", postgresql_where=_NOT_COMPARED, sqlite_where=_NOT_COMPARED),
    )
    family_name: Mapped[str] = mapped_column(String(100))
    given_name: Mapped[str] = mapped_column(String(100))
    birth_on: Mapped[date]
    name_key: Mapped[str] = mapped_column(String(210))
    """Both names, normalised, for finding the same person again."""
    merged_into_id: Mapped[UUID | None]
    """The record that stands for this person now, where two were found to be one."""
    compared_at: Mapped[datetime | None]
    """When it was compared with all others; the tick compares what nobody has compared yet."""

    @property
    def full_name(self) -> str:
        """Family name first, as lists show it."""
        return f"{self.family_name}, {self.given_name}"


class Mandate(Versioned, Base):
    """One person's way through the office on behalf of one social service."""

    __tablename__ = "mandate"
    __table_args__ = (
        Index("mandate_of_service", "social_service_id", "submitted_at"),
        Index("mandate_of_service_by_end", "social_service_id", "closed_on", "submitted_on"),
        Index("mandate_by_state", "state", "submitted_at"),
        Index("mandate_newest", "submitted_at", "number"),
        Index("mandate_of_provider", "provider_id", "state", "placed_until", "person_id", "number", "id"),
        Index("mandate_of_service_named", "social_service_id", "state", "person_id", "number", "id"),
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
    referred_to: Mapped[ReferralTarget | None] = mapped_column(code_column(ReferralTarget))
    placed_from: Mapped[date | None]
    placed_until: Mapped[date | None]
    person: Mapped[Person] = relationship(lazy="joined", innerjoin=True)


class NumberSeries(Base):
    """The last number given in a year; its row is locked while the next one is taken."""

    __tablename__ = "number_series"
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    last: Mapped[int]


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
