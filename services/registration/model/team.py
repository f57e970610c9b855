"""Who looks after a mandate and when, and requests for another kind of place."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, Text, column
from sqlalchemy.orm import Mapped, mapped_column

from messaging.rows import Identified, code_column
from schemas.codes import PlaceKind
from schemas.codes_registration import ReorientationState, TeamPart
from services.registration.model.ground import Base


class TeamMember(Identified, Base):
    """One account's part in one mandate, with both days included."""

    __tablename__ = "team_member"
    mandate_id: Mapped[UUID] = mapped_column(ForeignKey("mandate.id"), index=True)
    part: Mapped[TeamPart] = mapped_column(code_column(TeamPart))
    account_id: Mapped[UUID] = mapped_column(index=True)
    valid_from: Mapped[date]
    valid_until: Mapped[date | None]


_STILL_ASKED = column("state") == ReorientationState.ASKED.value


class Reorientation(Identified, Base):
    """One request for another kind of place, and its decision; kept as history, one open request a mandate."""

    __tablename__ = "reorientation"
    __table_args__ = (
        Index(
            "one_open_reorientation",
            "mandate_id",
            unique=True,
            postgresql_where=_STILL_ASKED,
            sqlite_where=_STILL_ASKED,
        ),
    )
    mandate_id: Mapped[UUID] = mapped_column(ForeignKey("mandate.id"), index=True)
    wished_kind: Mapped[PlaceKind] = mapped_column(code_column(PlaceKind))
    before: Mapped[PlaceKind] = mapped_column(code_column(PlaceKind))
    state: Mapped[ReorientationState] = mapped_column(code_column(ReorientationState))
    asked_by: Mapped[UUID]
    asked_at: Mapped[datetime]
    why: Mapped[str] = mapped_column(Text)
    decided_by: Mapped[UUID | None]
    decided_at: Mapped[datetime | None]
    remark: Mapped[str | None] = mapped_column(Text)
