"""What the handlers of meetings share: taking one, its circle, its next step, and telling the invited."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final
from uuid import UUID

from sqlalchemy import or_, select

from messaging.clock import day_of
from messaging.work import Reading, Work
from schemas.accounts import OFFICE_ID
from schemas.actor import OrganisationKind
from schemas.codes_steering import InvitationChange, MeetingState
from schemas.refusal import NotFound, Objection, Refused
from schemas.steering import MeetingInvitation, MeetingProgressed
from services.steering.model import BOOKS, Invited, KnownContract, Meeting
from services.steering.rules.meeting_course import MEETING
from services.steering.rules.meetings import Circle
from workflow.deadlines import Owner
from workflow.moves import Course, check_version

COURSE: Final = Course(MEETING, BOOKS)


def refuse(*found: Objection) -> None:
    """Raise Refused with everything that was found."""
    if found:
        raise Refused(*found)


def circle_on(reading: Reading, day: object) -> Circle:
    """Return the office and every social service whose contract is active on ``day``."""
    active = KnownContract.starts_on <= day, or_(KnownContract.ends_on.is_(None), KnownContract.ends_on >= day)
    found = reading.session.scalars(select(KnownContract.social_service_id).where(*active).distinct())
    return Circle(OFFICE_ID, frozenset(found))


def take(work: Work, meeting_id: UUID, row_version: int | None = None) -> Meeting:
    """Return a meeting, locked, if nobody was faster."""
    row = work.session.get(Meeting, meeting_id, with_for_update=True)
    if row is None:
        raise NotFound("meeting")
    check_version(row, row_version)
    return row


def owner_of(row: Meeting) -> Owner:
    """Return whose a meeting's deadlines are; they count from its day."""
    return Owner(OFFICE_ID, start=day_of(row.starts_at))


def progress(row: Meeting, name: str, work: Work, remark: str | None = None) -> None:
    """Take one step of the workflow and tell how far the meeting has come."""
    COURSE.move(row, name, work, owner_of(row), remark=remark)
    row.changed_at = work.now
    work.tell(MeetingProgressed(meeting_id=row.id, state=MeetingState(row.state)))


def tell_invited(row: Meeting, change: InvitationChange, work: Work) -> None:
    """Tell every invited organisation; each has a letter of its own."""
    for each in work.session.scalars(select(Invited).where(Invited.meeting_id == row.id).order_by(Invited.id)):
        work.tell(
            MeetingInvitation(
                meeting_id=row.id,
                organisation_id=each.organisation_id,
                organisation_kind=each.organisation_kind,
                kind=row.kind,
                change=change,
                starts_at=row.starts_at,
                ends_at=row.ends_at,
                sequence=row.sequence,
            )
        )


def invite(meeting_id: UUID, organisations: Iterable[UUID], work: Work) -> None:
    """Write down who is invited."""
    for each in sorted(organisations):
        kind = OrganisationKind.OFFICE if each == OFFICE_ID else OrganisationKind.SOCIAL_SERVICE
        work.session.add(Invited(meeting_id=meeting_id, organisation_id=each, organisation_kind=kind))
