"""Social services, communes, and which of them has a contract."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from messaging.rows import Identified, code_column
from schemas.codes import Perimeter
from services.registration.model.ground import Base


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
