"""What everybody was told, and our small copy of who looks after a mandate."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Index, String, Text, column
from sqlalchemy.orm import Mapped, mapped_column

from messaging.rows import Identified, code_column
from schemas.actor import Role
from schemas.codes_notifications import AlertEnd, AlertKind, Posture, RecordKind
from services.notifications.model.base import Base


class MandateTeam(Base):
    """Our small copy of who looks after a mandate, as registration last told."""

    __tablename__ = "mandate_team"
    mandate_id: Mapped[UUID] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(20))
    social_service_id: Mapped[UUID]
    case_worker_id: Mapped[UUID | None]
    coordinator_id: Mapped[UUID | None]


class DossierDecision(Base):
    """Which dossier a segment decision belongs to, as casework told; its deadlines are about the dossier."""

    __tablename__ = "dossier_decision"
    decision_id: Mapped[UUID] = mapped_column(primary_key=True)
    dossier_id: Mapped[UUID]


_OPEN = column("done_at").is_(None)


class Alert(Identified, Base):
    """One thing one audience is told: to act, to wait, or to know.

    The audience is an account where one is known, otherwise everybody of a role in an organisation (of the whole
    office where the organisation is None). ``record`` and ``subject_id`` name what it is about, ``detail`` a code that
    tells two alerts about the same record apart (an exception, a kind of deadline).
    """

    __tablename__ = "alert"
    __table_args__ = (
        Index(
            "one_open_alert",
            "subject_id",
            "kind",
            "audience",
            "detail",
            unique=True,
            postgresql_where=_OPEN,
            sqlite_where=_OPEN,
        ),
        Index("alerts_of_audience", "audience", "due_on", postgresql_where=_OPEN, sqlite_where=_OPEN),
        Index("alerts_of_mandate", "mandate_id", postgresql_where=_OPEN, sqlite_where=_OPEN),
        Index("alerts_by_day", "raised_at"),
    )
    kind: Mapped[AlertKind] = mapped_column(code_column(AlertKind))
    posture: Mapped[Posture] = mapped_column(code_column(Posture))
    record: Mapped[RecordKind] = mapped_column(code_column(RecordKind))
    subject_id: Mapped[UUID]
    mandate_id: Mapped[UUID | None]
    detail: Mapped[str] = mapped_column(String(80), default="")
    audience: Mapped[str] = mapped_column(String(120))
    for_role: Mapped[Role | None] = mapped_column(code_column(Role))
    for_organisation_id: Mapped[UUID | None]
    for_account_id: Mapped[UUID | None]
    source_id: Mapped[UUID | None]
    """The id of the letter that raised it."""
    raised_at: Mapped[datetime]
    reminded_at: Mapped[datetime | None]
    due_on: Mapped[date | None]
    from_on: Mapped[date | None]
    """The day from which it asks; before that it only stands among what is coming."""
    seen_at: Mapped[datetime | None]
    done_at: Mapped[datetime | None]
    done_how: Mapped[AlertEnd | None] = mapped_column(code_column(AlertEnd))
    snoozed_until: Mapped[date | None]
    reason: Mapped[str | None] = mapped_column(Text)
    """Why somebody laid it aside or put it off, in that person's own words."""
