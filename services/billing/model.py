"""The tables of billing; so far what has happened that may cost something."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from messaging.ledger import Ledger
from messaging.rows import Identified, Rows, code_column, new_metadata
from schemas.codes import Funding, Phase, PlaceKind
from workflow.books import Books


class Base(Rows):
    """Billing's own metadata."""

    __abstract__ = True
    metadata = new_metadata()


class PhaseHappening(Identified, Base):
    """A phase of the royal path as registration told it: begun, and once it is done, ended; work of the office."""

    __tablename__ = "phase_happening"
    __table_args__ = (
        Index("phases_of_mandate", "mandate_id", "phase"),
        Index("phases_by_end", "ended_on"),
    )
    mandate_id: Mapped[UUID]
    social_service_id: Mapped[UUID]
    phase: Mapped[Phase] = mapped_column(code_column(Phase))
    begun_on: Mapped[date | None]
    ended_on: Mapped[date | None]


class PlacementHappening(Base):
    """A placement as placements told it: planned, started, ended; its months become lines."""

    __tablename__ = "placement_happening"
    __table_args__ = (Index("placements_by_start", "started_on", "ended_on"), Index("placements_of", "mandate_id"))
    placement_id: Mapped[UUID] = mapped_column(primary_key=True)
    mandate_id: Mapped[UUID]
    place_id: Mapped[UUID]
    provider_id: Mapped[UUID]
    social_service_id: Mapped[UUID]
    kind: Mapped[PlaceKind | None] = mapped_column(code_column(PlaceKind))
    funding: Mapped[Funding | None] = mapped_column(code_column(Funding))
    workload_percent: Mapped[int | None]
    planned_from: Mapped[date | None]
    planned_until: Mapped[date | None]
    started_on: Mapped[date | None]
    ended_on: Mapped[date | None]
    cancelled: Mapped[bool] = mapped_column(default=False)
    end_reason: Mapped[str] = mapped_column(String(80), default="")


class LockedMonth(Base):
    """A presence month as placements locked it: half-days by what they were; the evidence behind a line."""

    __tablename__ = "locked_month"
    __table_args__ = (Index("locked_months_by_month", "month"), Index("locked_months_of", "placement_id", "month"))
    month_id: Mapped[UUID] = mapped_column(primary_key=True)
    placement_id: Mapped[UUID]
    mandate_id: Mapped[UUID]
    place_id: Mapped[UUID]
    provider_id: Mapped[UUID]
    social_service_id: Mapped[UUID]
    month: Mapped[date]
    kind: Mapped[PlaceKind] = mapped_column(code_column(PlaceKind))
    funding: Mapped[Funding] = mapped_column(code_column(Funding))
    workload_percent: Mapped[int]
    contracted_half_days: Mapped[int]
    present: Mapped[int]
    justified: Mapped[int]
    unjustified: Mapped[int]
    sick: Mapped[int]
    holiday: Mapped[int]
    locked_on: Mapped[date]


class ClosedMandate(Base):
    """A mandate that is closed; no further work on it is expected."""

    __tablename__ = "closed_mandate"
    mandate_id: Mapped[UUID] = mapped_column(primary_key=True)
    social_service_id: Mapped[UUID]
    closed_on: Mapped[date]
    heard_at: Mapped[datetime]


LEDGER = Ledger(Base.metadata)
BOOKS = Books(Base.metadata)
