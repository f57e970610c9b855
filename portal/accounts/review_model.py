"""The quarterly look through each organisation's members, kept as history."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from messaging.rows import Identified, code_column
from portal.accounts.model import Base
from schemas.actor import OrganisationKind


class AccessReview(Identified, Base):
    """One organisation's review of one quarter."""

    __tablename__ = "access_review"
    __table_args__ = (
        UniqueConstraint("organisation_id", "quarter_on", name="one_review_a_quarter"),
        Index("reviews_by_quarter", "quarter_on"),
    )
    organisation_id: Mapped[UUID]
    organisation_kind: Mapped[OrganisationKind] = mapped_column(code_column(OrganisationKind))
    quarter_on: Mapped[date]
    due_on: Mapped[date]
    opened_at: Mapped[datetime]
    done_at: Mapped[datetime | None]


class MemberDecision(Identified, Base):
    """What somebody said about one member in one review."""

    __tablename__ = "member_decision"
    __table_args__ = (UniqueConstraint("review_id", "membership_id", name="one_decision_a_member"),)
    review_id: Mapped[UUID] = mapped_column(ForeignKey("access_review.id"))
    membership_id: Mapped[UUID] = mapped_column(ForeignKey("membership.id"))
    kept: Mapped[bool]
    decided_by: Mapped[UUID]
    decided_at: Mapped[datetime]
    reason: Mapped[str] = mapped_column(Text, default="")
