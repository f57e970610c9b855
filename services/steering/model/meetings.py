"""Meetings: series, single meetings, who is invited, the agenda with its decisions, and what stays to be done."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, column
from sqlalchemy.orm import Mapped, mapped_column

from messaging.rows import Identified, Versioned, code_column
from schemas.actor import OrganisationKind
from schemas.codes_steering import AgendaKind, AgendaRecord, Attendance, ItemState, MeetingKind, MeetingState
from services.steering.model.base import Base


class Series(Identified, Base):
    """Meetings planned together at one rhythm."""

    __tablename__ = "meeting_series"
    kind: Mapped[MeetingKind] = mapped_column(code_column(MeetingKind))
    title: Mapped[str] = mapped_column(String(120))
    first_on: Mapped[date]
    every_months: Mapped[int]
    planned_by: Mapped[UUID]


class Meeting(Versioned, Base):
    """One meeting; ``sequence`` counts what the invited were told, as calendars want it."""

    __tablename__ = "meeting"
    __table_args__ = (Index("meetings_by_day", "starts_at"), Index("meetings_of_series", "series_id", "starts_at"))
    kind: Mapped[MeetingKind] = mapped_column(code_column(MeetingKind))
    series_id: Mapped[UUID | None] = mapped_column(ForeignKey("meeting_series.id"))
    title: Mapped[str] = mapped_column(String(120))
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    place: Mapped[str]
    state: Mapped[MeetingState] = mapped_column(code_column(MeetingState))
    sequence: Mapped[int] = mapped_column(default=0)
    agenda_on: Mapped[date | None]
    """The day on which the agenda last took in what is open."""
    attended_at: Mapped[datetime | None]
    attendees: Mapped[str] = mapped_column(Text, default="")
    minutes_remark: Mapped[str] = mapped_column(Text, default="")
    minuted_by: Mapped[UUID | None]
    minuted_at: Mapped[datetime | None]
    changed_at: Mapped[datetime]
    """When something the invited should know last changed."""


class Invited(Identified, Base):
    """One organisation that is invited, and whether somebody came."""

    __tablename__ = "invited"
    __table_args__ = (UniqueConstraint("meeting_id", "organisation_id", name="one_invitation"),)
    meeting_id: Mapped[UUID] = mapped_column(ForeignKey("meeting.id"))
    organisation_id: Mapped[UUID] = mapped_column(index=True)
    organisation_kind: Mapped[OrganisationKind] = mapped_column(code_column(OrganisationKind))
    attendance: Mapped[Attendance | None] = mapped_column(code_column(Attendance))


class AgendaItem(Versioned, Base):
    """One point of an agenda: a case somewhere in the house, an open point, a standing topic or something added."""

    __tablename__ = "agenda_item"
    __table_args__ = (
        Index("items_of_meeting", "meeting_id", "rank"),
        Index("items_of_matter", "matter_id"),
        UniqueConstraint("meeting_id", "matter_id", name="one_item_a_matter"),
    )
    meeting_id: Mapped[UUID] = mapped_column(ForeignKey("meeting.id"))
    rank: Mapped[int]
    kind: Mapped[AgendaKind] = mapped_column(code_column(AgendaKind))
    matter_id: Mapped[UUID | None] = mapped_column(ForeignKey("matter.id"))
    point_id: Mapped[UUID | None] = mapped_column(ForeignKey("open_point.id"))
    title: Mapped[str] = mapped_column(String(200), default="")
    state: Mapped[ItemState] = mapped_column(code_column(ItemState), default=ItemState.OPEN)
    act: Mapped[str] = mapped_column(String(80), default="")
    """The wire name of the command that was the decision."""
    words: Mapped[str] = mapped_column(Text, default="")
    """The reason of a decision, the note, or why it was carried or taken off."""
    settled_by: Mapped[UUID | None]
    settled_at: Mapped[datetime | None]
    carried_from: Mapped[UUID | None]


class OpenPoint(Versioned, Base):
    """What somebody undertook in a meeting; until it is done it stands on every next agenda of its kind."""

    __tablename__ = "open_point"
    __table_args__ = (Index("points_of_meeting", "meeting_id"),)
    meeting_id: Mapped[UUID] = mapped_column(ForeignKey("meeting.id"))
    text: Mapped[str] = mapped_column(Text)
    organisation_id: Mapped[UUID]
    due_on: Mapped[date | None]
    done_on: Mapped[date | None]
    remark: Mapped[str] = mapped_column(Text, default="")


_OPEN = column("closed_on").is_(None)


class Matter(Identified, Base):
    """Our small copy of what a meeting may have to talk about, as the others told it; no name stands here."""

    __tablename__ = "matter"
    __table_args__ = (
        Index(
            "one_open_matter",
            "record",
            "subject_id",
            "detail",
            unique=True,
            postgresql_where=_OPEN,
            sqlite_where=_OPEN,
        ),
        Index("matters_of_mandate", "mandate_id", postgresql_where=_OPEN, sqlite_where=_OPEN),
        Index("matters_by_day", "due_on", postgresql_where=_OPEN, sqlite_where=_OPEN),
    )
    kind: Mapped[AgendaKind] = mapped_column(code_column(AgendaKind))
    record: Mapped[AgendaRecord] = mapped_column(code_column(AgendaRecord))
    subject_id: Mapped[UUID]
    context_id: Mapped[UUID | None]
    """The record on whose page the subject stands, where that is another one."""
    detail: Mapped[str] = mapped_column(String(80), default="")
    mandate_id: Mapped[UUID | None]
    social_service_id: Mapped[UUID | None]
    since_on: Mapped[date]
    due_on: Mapped[date | None]
    closed_on: Mapped[date | None]
    closed_by: Mapped[str] = mapped_column(String(80), default="")
    """The wire name of the event that settled it."""


class KnownMandate(Base):
    """Our small copy of a mandate: its number and whose it is."""

    __tablename__ = "known_mandate"
    mandate_id: Mapped[UUID] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(20))
    social_service_id: Mapped[UUID]


class KnownContract(Base):
    """Our small copy of the social services' contracts: whoever has an active one is invited."""

    __tablename__ = "known_contract"
    contract_id: Mapped[UUID] = mapped_column(primary_key=True)
    social_service_id: Mapped[UUID] = mapped_column(index=True)
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]
