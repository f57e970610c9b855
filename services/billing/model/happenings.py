"""What has happened that may cost something, as registration and placements told it."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from messaging.rows import Identified, code_column
from schemas.codes import Funding, Phase, PlaceKind
from services.billing.model.ground import Base


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
    success: Mapped[str] = mapped_column(String(80), default="", server_default="")
    """How the phase ended, a code of the success scale; a result tariff is paid for it."""


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


class PlacementRest(Identified, Base):
    """Days on which a placement rests: the seat is kept, nobody attends, nothing is billed."""

    __tablename__ = "placement_rest"
    __table_args__ = (Index("rests_of_placement", "placement_id", "rests_from"),)
    placement_id: Mapped[UUID]
    rests_from: Mapped[date]
    rests_until: Mapped[date]


class LockedMonth(Base):
    """A presence month as placements locked it: half-days by what they were; the evidence behind a line."""

    __tablename__ = "locked_month"
    __table_args__ = (
        Index("locked_months_by_month", "month"),
        Index("locked_months_by_last_day", "last_on"),
        Index("locked_months_of", "placement_id", "month"),
    )
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
    first_on: Mapped[date | None]
    """The first and last day of the month on which the seat was taken, worked out when the month was locked."""
    last_on: Mapped[date | None]
    occupied_days: Mapped[int] = mapped_column(default=0, server_default="0")
    month_days: Mapped[int] = mapped_column(default=30, server_default="30")
    contested_on: Mapped[date | None]
    """Since when the month is open again; it is billed only once it is locked anew."""


class ClosedMandate(Base):
    """A mandate that is closed; no further work on it is expected."""

    __tablename__ = "closed_mandate"
    mandate_id: Mapped[UUID] = mapped_column(primary_key=True)
    social_service_id: Mapped[UUID]
    closed_on: Mapped[date]
    heard_at: Mapped[datetime]
