"""Records of one person that were merged, records that look alike, and those that are two persons all the same."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from messaging.rows import Identified, code_column
from schemas.codes_registration import LikenessState
from services.registration.model.ground import Base


class PersonMerge(Identified, Base):
    """One merge, with all that is needed to take it apart again."""

    __tablename__ = "person_merge"
    kept_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    merged_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    mandate_ids: Mapped[list[Any]] = mapped_column(JSON)
    """The mandates that moved."""
    remark: Mapped[str] = mapped_column(Text)
    merged_at: Mapped[datetime]
    merged_by: Mapped[UUID]
    undone_at: Mapped[datetime | None]
    undone_by: Mapped[UUID | None]


class PersonsApart(Identified, Base):
    """Two records somebody has looked at: two persons; the smaller id first."""

    __tablename__ = "persons_apart"
    __table_args__ = (UniqueConstraint("one_id", "other_id", name="one_pair"),)
    one_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    other_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    said_by: Mapped[UUID]
    said_at: Mapped[datetime]


class PersonLikeness(Identified, Base):
    """Two records that may be one person, found when the later one was entered; the smaller id first."""

    __tablename__ = "person_likeness"
    __table_args__ = (
        UniqueConstraint("one_id", "other_id", name="one_likeness"),
        Index("likeness_by_state", "state", "score", "found_at", "id"),
    )
    one_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    other_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    score: Mapped[int]
    reasons: Mapped[list[Any]] = mapped_column(JSON)
    state: Mapped[LikenessState] = mapped_column(code_column(LikenessState))
    found_at: Mapped[datetime]
