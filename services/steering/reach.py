"""Which meetings and points somebody may know: one condition, the same for every query."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, or_, select, true

from messaging.work import Reading
from schemas.codes_steering import MeetingState
from services.steering.model import AgendaItem, Invited, Matter, Meeting


def known_meeting(reading: Reading) -> ColumnElement[bool]:
    """Return which meetings the actor may know: the office all, others those they were invited to."""
    if reading.actor.is_office:
        return true()
    invited = select(Invited.meeting_id).where(Invited.organisation_id == reading.actor.organisation_id)
    return and_(Meeting.id.in_(invited), Meeting.state != MeetingState.PLANNED)


def known_item(reading: Reading) -> ColumnElement[bool]:
    """Return which points the actor may see: cases of others stay hidden."""
    if reading.actor.is_office:
        return true()
    return or_(AgendaItem.matter_id.is_(None), Matter.social_service_id == reading.actor.organisation_id)
