"""What a calendar address shows: due days and meetings of one person in one role, without a name or initials."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import and_, select

from messaging.work import Reading
from schemas.actor import Actor
from schemas.codes_notifications import AlertKind, Channel, Posture
from schemas.codes_steering import MeetingKind
from schemas.refusal import NotFound
from services.notifications.model import Alert, CalendarFeed, InvitedMeeting, MandateTeam, Preference
from services.notifications.reach import is_mine
from services.notifications.rules.channels import wants

BEHIND: Final = timedelta(days=90)
"""How long a meeting that is over stays in the calendar."""


@dataclass(frozen=True)
class DueDay:
    """One due day; ``number`` is the mandate's, the only reference a calendar carries."""

    alert_id: UUID
    kind: AlertKind
    detail: str
    number: str
    due_on: date
    changed_at: datetime


@dataclass(frozen=True)
class MeetingDay:
    """One meeting the owner's organisation is invited to; a cancelled one stays, so that calendars take it off."""

    meeting_id: UUID
    kind: MeetingKind
    starts_at: datetime
    ends_at: datetime
    sequence: int
    cancelled: bool
    told_at: datetime


@dataclass(frozen=True)
class Calendar:
    """A calendar feed in its owner's language."""

    language: str
    days: tuple[DueDay, ...]
    meetings: tuple[MeetingDay, ...] = ()


def calendar_behind(reading: Reading, *, token_hash: str) -> Calendar:
    """Return the calendar a token opens; raise NotFound for an unknown or closed one."""
    asked = select(CalendarFeed).filter_by(token_hash=token_hash, closed_at=None)
    feed = reading.session.scalars(asked).first()
    if feed is None:
        raise NotFound("calendar")
    owner = Actor(feed.account_id, feed.role, feed.organisation_id, feed.language)
    return Calendar(feed.language, _days(reading, owner), _meetings(reading, owner))


def _meetings(reading: Reading, owner: Actor) -> tuple[MeetingDay, ...]:
    if not (owner.is_office or owner.is_service):
        return ()
    asked = (
        select(InvitedMeeting)
        .where(InvitedMeeting.organisation_id == owner.organisation_id)
        .where(InvitedMeeting.starts_at > reading.now - BEHIND)
        .order_by(InvitedMeeting.starts_at, InvitedMeeting.meeting_id)
        .limit(200)
    )
    return tuple(
        MeetingDay(
            each.meeting_id,
            each.kind,
            each.starts_at,
            each.ends_at,
            each.sequence,
            each.cancelled,
            each.told_at,
        )
        for each in reading.session.scalars(asked)
    )


def _days(reading: Reading, owner: Actor) -> tuple[DueDay, ...]:
    chosen = and_(
        Preference.kind == Alert.kind,
        Preference.channel == Channel.CALENDAR,
        Preference.account_id == owner.account_id,
        Preference.organisation_id == owner.organisation_id,
    )
    asked = (
        select(Alert, MandateTeam.number, Preference.wanted)
        .outerjoin(MandateTeam, MandateTeam.mandate_id == Alert.mandate_id)
        .outerjoin(Preference, chosen)
        .where(is_mine(owner), Alert.done_at.is_(None), Alert.posture == Posture.ACT, Alert.due_on.is_not(None))
        .order_by(Alert.due_on, Alert.id)
        .limit(500)
    )
    return tuple(
        DueDay(row.id, row.kind, row.detail, number or "", row.due_on, row.reminded_at or row.raised_at)
        for row, number, wanted in reading.session.execute(asked)
        if row.due_on is not None and wants(row.kind, Channel.CALENDAR, wanted)
    )
