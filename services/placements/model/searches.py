"""Searches of the catalogue that people keep."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from messaging.rows import Identified, code_column
from schemas.codes import PlaceKind
from schemas.codes_placements import SpokenLanguage
from services.placements.model.ground import Base


class SavedSearch(Identified, Base):
    """One search of one account; empty parts do not narrow."""

    __tablename__ = "saved_search"
    __table_args__ = (Index("saved_search_of_account", "account_id"), Index("saved_search_alert", "alert"))
    account_id: Mapped[UUID]
    organisation_id: Mapped[UUID]
    name: Mapped[str] = mapped_column(String(60))
    alert: Mapped[bool]
    saved_at: Mapped[datetime]
    kind: Mapped[PlaceKind | None] = mapped_column(code_column(PlaceKind))
    field_of_work: Mapped[str] = mapped_column(String(80))
    speaks: Mapped[SpokenLanguage | None] = mapped_column(code_column(SpokenLanguage))
    workload_percent: Mapped[int | None]
    town: Mapped[str]
    free_on: Mapped[date | None]
    commune_bfs_no: Mapped[int | None]
    within_minutes: Mapped[int | None]
